import type { APIRequestContext } from 'playwright-core';

/** What the furnished pages are about. */
export type Furnished = { person: string; removed: string; view: string };

const both = (en: string, el: string) => ({ en, el });
const section = (key: string, name: { en: string; el: string }, fields: string[], more: object = {}) => ({
  key,
  name,
  fields,
  ...more,
});
const layout = {
  highlights: ['stage', 'city', 'owner'],
  tabs: [
    {
      key: 'overview',
      name: both('Overview', 'Επισκόπηση'),
      sections: [
        section('reach', both('How to reach them', 'Πώς επικοινωνούμε μαζί τους'), ['emails', 'phones', 'city']),
        section('work', both('Work', 'Εργασία'), ['company', 'title', 'owner', 'stage', 'tags', 'lead_source'], {
          columns: 2,
        }),
        section('customer', both('As a customer', 'Ως πελάτης'), ['how_we_met'], {
          show_if: { field: 'stage', is: 'customer' },
        }),
      ],
    },
    {
      key: 'family',
      name: both('Family and interests', 'Οικογένεια και ενδιαφέροντα'),
      sections: [section('home', both('At home', 'Στο σπίτι'), ['spouse', 'birthday'], { collapsed: true })],
    },
  ],
  hidden: ['cadence'],
};
const wording = { name: 'Newsletter', text: 'We write to you twice a month. You can end it at any time.' };
const reach = { create: 'all', read: 'team', update: 'own', delete: 'none' };
const rights = {
  administers: false,
  objects: { default: reach, person: { ...reach, fields: { birthday: 'hidden', phones: 'read' } } },
  actions: { import: false, export: true, merge: true, bulk: true, share: true },
};

/** Fills a workspace by the API with what pages look at and the sample has none of. Said no to, it goes on: a second
 * walk finds most of it there. */
export async function furnish(request: APIRequestContext, url: string): Promise<Furnished> {
  const send = async (method: string, path: string, data?: object) => {
    const answer = await request.fetch(`/api/v1/${path}`, { method, headers: { origin: url }, ...(data && { data }) });
    if (!answer.ok()) console.log(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json().catch(() => ({}))) as { id: string; data: { id: string; name: string }[] };
  };
  const known = (await send('GET', 'views?object=deals')).data.find((one) => one.name === 'By stage, with colours');
  const person = (await send('GET', 'people?sort=created_at')).data[0]!;
  const removed = 'Wrongly kept twice';
  if (known) return { person: person.id, removed, view: known.id };
  await send('PUT', 'objects/people/layout', layout);
  await send('PATCH', `people/${person.id}`, {
    stage: 'customer',
    how_we_met: 'At the fair of Nicosia',
    spouse: 'Petros',
  });
  await consents(send, person.id);
  const view = await send('POST', 'views', {
    object: 'deals',
    name: 'By stage, with colours',
    kind: 'table',
    group_by: 'stage',
    layout: {
      colours: [
        { filter: { field: 'outcome', is: 'won' }, colour: 'green' },
        { filter: { field: 'outcome', is: 'lost' }, colour: 'red' },
      ],
    },
  });
  const me = await send('GET', 'me');
  const team = await send('POST', 'teams', { name: 'Πωλήσεις', members: [me.id].filter(Boolean) });
  await send('POST', 'teams', { name: 'Λεμεσός', parent: team.id });
  await send('POST', 'roles', { name: 'Πωλήσεις Λεμεσού', help: 'Βλέπει ό,τι ανήκει στην ομάδα.', rights });
  await send('POST', 'service_accounts', { name: 'Web shop', role: 'read_only' });
  await send('POST', 'api_keys', { name: 'Reports of the accountant', role: 'read_only' });
  await send('POST', 'invitations', { email: 'christodoulos.papakonstantinou@kallithea.example', role: 'member' });
  const hook = { label: 'Warehouse', url: 'https://hooks.example/kith', events: ['deals.*', 'people.created'] };
  await send('POST', 'webhooks', hook);
  const filter = { field: 'outcome', is: 'lost' };
  await send('POST', 'retention_rules', { name: 'Lost deals', object: 'deals', filter, action: 'trash' });
  const day = new Date().toISOString().slice(0, 10);
  const rates = [
    { currency: 'USD', day, rate: '1.0821' },
    { currency: 'JPY', day: '2025-03-03', rate: '161.2' },
  ];
  await send('PUT', 'exchange_rates', { rates });
  await twice(send, removed);
  await own(send);
  return { person: person.id, removed, view: view.id };
}

type Send = (method: string, path: string, data?: object) => Promise<{ id: string }>;

async function consents(send: Send, person: string): Promise<void> {
  const path = `people/${person}/consents`;
  const first = { channel: 'email', purpose: 'newsletter', answer: 'yes', wording, form: 'Trade fair of Nicosia' };
  const wrong = await send('POST', path, first);
  await send('POST', path, { ...first, answer: 'no', corrects: wrong.id, reason: 'Ticked by mistake' });
  await send('POST', path, { channel: 'phone', purpose: 'offers', answer: 'yes', obtained_by: 'conversation' });
}

/** Two that are one, merged, and an older change of each. */
async function twice(send: Send, name: string): Promise<void> {
  const one = await send('POST', 'people', { name, city: 'Limassol' });
  const other = await send('POST', 'people', { name, city: 'Paphos' });
  await send('POST', `people/${one.id}/merge`, { with: [other.id] });
}

async function own(send: Send): Promise<void> {
  await send('POST', 'objects', { label: both('Boat', 'Σκάφος'), plural: both('Boats', 'Σκάφη') });
  await send('POST', 'objects/people/fields', { label: 'Member number', type: 'text' });
  await send('POST', 'objects/people/fields', {
    label: 'Size of shirt',
    type: 'select',
    options: ['S', 'M', 'L', 'XL'],
  });
}
