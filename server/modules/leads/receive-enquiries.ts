import { companyKey } from '#shared/fold';
import { newId } from '#kernel/database';
import { recordConsent } from '#modules/consent';
import {
  createRecords,
  getObject,
  readValuesOf,
  updateRecords,
  type NewRecord,
  type Patch,
  type Values,
  type WriteSet,
} from '#kernel/objects';
import { assignEnquiries } from './assigning/assign-enquiries.ts';
import { emailKey, keysOfSender, matchSender, phoneKey, senderOf, type Sender } from './match-sender.ts';
import { listCompaniesBy, listPeopleBy, receiveAlone, type Holder } from './queries/holders.ts';

/** Gives each enquiry that was just made, or let in after it was set aside, its person: the one it names, one who is
 * known by address or number, or a new one. Of somebody who is known nothing is changed by what a stranger wrote. */
export async function receiveEnquiries(set: WriteSet): Promise<void> {
  const ids = set.undoes ? [] : arrived(set);
  if (ids.length === 0) return;
  await receiveAlone(set.ctx);
  const enquiry = getObject(set.ctx, 'enquiry');
  const records = await readValuesOf(set.ctx, enquiry, ids);
  const { region } = set.ctx.workspace;
  const asked = [...records]
    .filter(([, { status }]) => status !== 'suspected')
    .map(([id, values]) => ({ id, values, sender: senderOf(values, region) }));
  const places = await placeSenders(set, asked);
  const patches: Patch[] = asked.flatMap(({ id, values }) => {
    const place = places.get(id);
    if (!place) return [];
    const { company, ...found } = place;
    return [{ id, values: { ...found, ...(company && !values['company'] ? { company } : {}) } }];
  });
  if (patches.length > 0) await updateRecords(set, enquiry, patches);
  await assignEnquiries(
    set,
    asked.map(({ id }) => id),
  );
  await handOver(set, patches);
  for (const { id, values } of asked) await keepConsent(set, values, places.get(id)?.person ?? values['person']);
}

/** Who is new belongs to whoever has their enquiry. */
async function handOver(set: WriteSet, patches: Patch[]): Promise<void> {
  const fresh = patches.filter(({ values }) => values['matched_by'] === 'new');
  if (fresh.length === 0) return;
  const held = await readValuesOf(
    set.ctx,
    getObject(set.ctx, 'enquiry'),
    fresh.map(({ id }) => id),
  );
  const owners = new Map<string, unknown>();
  for (const { person, owner } of held.values()) if (owner) owners.set(String(person), owner);
  const people = [...owners].map(([id, owner]) => ({ id, values: { owner } }));
  if (people.length > 0) await updateRecords(set, getObject(set.ctx, 'person'), people);
}

function arrived(set: WriteSet): string[] {
  const letIn = set.changes.filter(({ object, before }) => object === 'enquiry' && before?.['status'] === 'suspected');
  return [...(set.touched.get('enquiry')?.created ?? []), ...letIn.map((change) => change.record_id)];
}

/** What the sender ticked, with the wording they read, as entries that stay. */
async function keepConsent(set: WriteSet, values: Values, person: unknown): Promise<void> {
  const { agreed, agreed_text, form, page, received_at, sender_address } = values;
  if (!Array.isArray(agreed) || typeof agreed_text !== 'string' || typeof person !== 'string') return;
  for (const pair of agreed as string[]) {
    const [channel, purpose] = pair.split(':');
    await recordConsent(set, person, {
      channel,
      purpose,
      answer: 'yes',
      happened_at: received_at,
      wording: { name: `Web form ${String(form)}`, text: agreed_text },
      obtained_by: 'form',
      form: page ?? null,
      ip_address: sender_address ?? null,
      proof: 'Ticked in the form.',
    });
  }
}

interface Asked {
  id: string;
  values: Values;
  sender: Sender | null;
}

interface Place {
  person: string;
  matched_by: string;
  company?: string | null;
}

/** Where the senders of enquiries without a person belong; who is known nowhere is made. */
async function placeSenders(set: WriteSet, asked: Asked[]): Promise<Map<string, Place>> {
  const strangers = asked.flatMap(({ id, values, sender }) =>
    values['person'] || !sender ? [] : [{ id, values, sender }],
  );
  const places = new Map<string, Place>();
  if (strangers.length === 0) return places;
  const senders = strangers.map(({ sender }) => sender);
  const people = await listPeopleBy(set.ctx, [...new Set(senders.flatMap(keysOfSender))]);
  const named = [...new Set(senders.flatMap(({ company }) => (company ? [`c${companyKey(company)}`] : [])))];
  const companies = named.length === 0 ? [] : await listCompaniesBy(set.ctx, named);
  const making: Making = { people: [], companies: [], employments: [] };
  for (const { id, values, sender } of strangers) {
    const match = matchSender(sender, people);
    if (match) {
      places.set(id, { person: match.id, matched_by: match.by, company: knownCompany(sender, companies) });
      continue;
    }
    const company = (values['company'] as string | null) ?? companyOf(sender, { companies, making });
    places.set(id, { person: makePerson(sender, { people, making, company }), matched_by: 'new', company });
  }
  await makeAll(set, making);
  return places;
}

interface Making {
  people: NewRecord[];
  companies: NewRecord[];
  employments: NewRecord[];
}

function knownCompany({ company }: Sender, companies: readonly Holder[]): string | null {
  const key = `c${companyKey(company)}`;
  return (company && companies.find((one) => one.key === key)?.id) || null;
}

function companyOf(sender: Sender, { companies, making }: { companies: Holder[]; making: Making }): string | null {
  const known = knownCompany(sender, companies);
  if (known || !sender.company) return known;
  const id = newId();
  making.companies.push({ id, values: { name: sender.company, owner: null } });
  companies.push({ key: `c${companyKey(sender.company)}`, id, name: sender.company });
  return id;
}

/** Notes somebody to be made, who is known from then on: the next one of the same address is the same. */
function makePerson(
  sender: Sender,
  { people, making, company }: { people: Holder[]; making: Making; company: string | null },
): string {
  const id = newId();
  const name = sender.name || sender.email || sender.phones[0]!;
  const emails = sender.email === null ? [] : [sender.email];
  making.people.push({ id, values: { name, emails, phones: sender.phones, owner: null } });
  if (company !== null) making.employments.push({ values: { person: id, company } });
  const keys = [...emails.map(emailKey), ...sender.phones.map(phoneKey)];
  people.push(...keys.map((key) => ({ key, id, name })));
  return id;
}

async function makeAll(set: WriteSet, { people, companies, employments }: Making): Promise<void> {
  // What strangers typed is read like what anybody types.
  const typed = { ...set, trusted: false };
  for (const [key, records] of Object.entries({ person: people, company: companies, employment: employments }))
    if (records.length > 0) await createRecords(typed, getObject(set.ctx, key), records);
}
