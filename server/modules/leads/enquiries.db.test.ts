import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('enquiries', () => {
  let kith: TestApp;
  let now = new Date('2026-11-20T08:00:00Z');
  before(async () => {
    kith = await testApp({ clock: () => now });
  });
  after(() => kith.close());

  const make = async (api: string, values: Json): Promise<Json> => {
    const made = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body as Json;
  };
  const read = async (api: string, id: unknown) => (await kith.request('GET', `/api/v1/${api}/${String(id)}`)).body;
  const count = async (api: string): Promise<number> =>
    (await kith.request('GET', `/api/v1/${api}?total=true&limit=1`)).body.total.count as number;
  const personOf = (enquiry: Json) => (enquiry['person'] as { id: string }).id;

  test('whoever is known by address or number is no second person', async () => {
    const maria = await make('people', { name: 'Maria Ioannou', emails: ['maria@sea.example'], phones: ['99 123456'] });
    const known = await count('people');
    const byMail = await make('enquiries', {
      sender_name: 'M. I.',
      sender_email: ' MARIA@sea.example',
      message: 'A boat',
    });
    assert.deepEqual([personOf(byMail), byMail['matched_by'], byMail['subject']], [maria['id'], 'email', 'A boat']);
    const byPhone = await make('enquiries', { sender_name: 'Μαρία', sender_phone: '00357-99-123456' });
    assert.deepEqual([personOf(byPhone), byPhone['matched_by']], [maria['id'], 'phone']);
    const given = await make('enquiries', { person: maria['id'], subject: 'Call back' });
    assert.deepEqual([given['matched_by'], given['version']], [null, 1]);
    assert.equal(await count('people'), known);
    // What a stranger wrote changes nothing of her but that she asked.
    const still = await read('people', maria['id']);
    assert.deepEqual([still.name.full, still.emails.length, still.stage], ['Maria Ioannou', 1, 'lead']);
  });

  test('a name alone is nobody known, and a shared number is not enough for another name', async () => {
    const known = await make('people', { name: 'Andreas Pavlou', phones: ['22 334455'] });
    const named = await make('enquiries', { sender_name: 'Andreas Pavlou' });
    assert.notEqual(personOf(named), known['id']);
    assert.equal(named['matched_by'], 'new');
    const shared = await make('enquiries', { sender_name: 'Eleni Kyriakou', sender_phone: '22334455' });
    assert.notEqual(personOf(shared), known['id']);
    const nameless = await make('enquiries', { sender_phone: '+357 22 334455' });
    assert.notEqual(personOf(nameless), undefined);
  });

  test('a stranger becomes a person with a company; the next word of hers is hers', async () => {
    const details = { sender_name: 'Nikos Dimou', sender_email: 'nikos@new.example', sender_company: 'New Ships Ltd' };
    const operations = [1, 2].map(() => ({ op: 'create', values: { ...details, message: 'Hello' } }));
    const answer = await kith.request('POST', '/api/v1/enquiries/batch', { operations });
    assert.equal(answer.status, 200);
    const list = await kith.request('POST', '/api/v1/enquiries/query', {
      filter: { field: 'sender_email', is: 'nikos@new.example' },
    });
    const [one, two] = list.body.data as Json[];
    assert.equal(personOf(one!), personOf(two!));
    const person = await read('people', personOf(one!));
    assert.deepEqual(
      [person.name.full, person.emails[0].value, person.company.name, person.stage, person.owner],
      ['Nikos Dimou', 'nikos@new.example', 'New Ships Ltd', 'lead', null],
    );
    const again = await make('enquiries', { sender_email: 'nikos@new.example', sender_company: 'NEW SHIPS LTD.' });
    assert.equal((again['company'] as Json)['id'], person.company.id);
    const timeline = await kith.request('GET', `/api/v1/people/${personOf(one!)}/timeline?kinds=enquiry`);
    assert.equal(timeline.body.data.length, 3);
  });

  test('what was made of an enquiry is taken back with it', async () => {
    const known = await count('people');
    const made = await kith.request('POST', '/api/v1/enquiries', { sender_email: 'gone@new.example' });
    assert.equal(await count('people'), known + 1);
    const set = String(made.headers['kith-change-set']);
    assert.equal((await kith.request('POST', `/api/v1/change_sets/${set}/undo`)).status, 200);
    assert.equal(await count('people'), known);
  });

  test('many at once of one stranger make one person', async () => {
    const send = () => kith.request('POST', '/api/v1/enquiries', { sender_email: 'same@time.example', message: 'Hi' });
    const made = await Promise.all(Array.from({ length: 8 }, send));
    assert.deepEqual(new Set(made.map(({ status }) => status)), new Set([201]));
    assert.equal(new Set(made.map(({ body }) => body.person.id)).size, 1);
  });

  test('the time to answer is that of the first dealing that went out, and is taken back with it', async () => {
    const enquiry = await make('enquiries', { sender_email: 'wait@new.example' });
    const people = [personOf(enquiry)];
    const owner = kith.owner.id;
    assert.equal(
      (await kith.request('PATCH', `/api/v1/enquiries/${enquiry['id']}`, { owner })).body.status,
      'assigned',
    );
    now = new Date('2026-11-20T08:30:00Z');
    await make('calls', { people, direction: 'in', subject: 'Rang again' });
    assert.equal((await read('enquiries', enquiry['id'])).status, 'assigned');
    await make('calls', { people, direction: 'out', subject: 'Long ago', happened_at: '2026-11-19T08:00:00Z' });
    const call = await kith.request('POST', '/api/v1/calls', { people, direction: 'out', subject: 'Answered' });
    const answered = await read('enquiries', enquiry['id']);
    assert.deepEqual([answered.status, answered.answer_time], ['answered', 1800]);
    assert.equal(answered.first_answered_at, '2026-11-20T08:30:00Z');
    await kith.request('POST', `/api/v1/change_sets/${String(call.headers['kith-change-set'])}/undo`);
    const open = await read('enquiries', enquiry['id']);
    assert.deepEqual([open.status, open.answer_time, open.first_answered_at], ['assigned', null, null]);
    await make('meetings', { people, subject: 'Met' });
    assert.equal((await read('enquiries', enquiry['id'])).status, 'answered');
  });

  test('people go forward and never back, and partners stay partners', async () => {
    const stageOf = async (id: unknown) => (await read('people', id)).stage;
    const lia = await make('people', { name: 'Lia', stage: 'subscriber' });
    const enquiry = await make('enquiries', { person: lia['id'] });
    assert.equal(await stageOf(lia['id']), 'lead');
    await kith.request('PATCH', `/api/v1/enquiries/${enquiry['id']}`, { status: 'qualified' });
    assert.equal(await stageOf(lia['id']), 'qualified');
    await make('deals', { title: 'Boat', person: lia['id'], outcome: 'won' });
    assert.equal(await stageOf(lia['id']), 'customer');
    await make('enquiries', { person: lia['id'] });
    assert.equal(await stageOf(lia['id']), 'customer');
    const partner = await make('people', { name: 'Ari', stage: 'partner' });
    await make('deals', { title: 'Sail', person: partner['id'], outcome: 'won' });
    assert.equal(await stageOf(partner['id']), 'partner');
    const former = await make('people', { name: 'Fani', stage: 'former' });
    await make('enquiries', { person: former['id'] });
    assert.equal(await stageOf(former['id']), 'former');
  });

  test('an enquiry that leads to nothing says why', async () => {
    const enquiry = await make('enquiries', { subject: 'Free boats?' });
    const path = `/api/v1/enquiries/${enquiry['id']}`;
    const refused = await kith.request('PATCH', path, { status: 'disqualified' });
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/disqualify_reason']);
    const done = await kith.request('PATCH', path, { status: 'disqualified', disqualify_reason: 'no_budget' });
    assert.equal(done.status, 200);
  });

  test('converting makes the deal, the person and the enquiry one deed, undone by one undo', async () => {
    const asked = { sender_name: 'Costas', sender_email: 'costas@deal.example', message: 'Ten boats' };
    const enquiry = await make('enquiries', { ...asked, enquiry_source: 'phone', sender_company: 'Deal Ltd' });
    const path = `/api/v1/enquiries/${String(enquiry['id'])}/convert`;
    const made = await kith.request('POST', path, { amount: { amount: '5000.00', currency: 'EUR' } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { title, person, company, stage, pipeline, amount, deal_source } = made.body;
    assert.deepEqual(
      [title, person.id, company.name, stage.name, pipeline.name, amount.amount, deal_source],
      ['Ten boats', personOf(enquiry), 'Deal Ltd', 'New', 'Sales', '5000.00', 'phone'],
    );
    const done = await read('enquiries', enquiry['id']);
    assert.deepEqual([done.status, done.deal.id], ['converted', made.body.id]);
    assert.equal((await read('people', personOf(enquiry))).stage, 'qualified');
    assert.equal((await kith.request('POST', path)).status, 422);
    const set = String(made.headers['kith-change-set']);
    assert.equal((await kith.request('POST', `/api/v1/change_sets/${set}/undo`)).status, 200);
    const undone = await read('enquiries', enquiry['id']);
    assert.deepEqual([undone.status, undone.deal], ['new', null]);
    assert.equal((await read('people', personOf(enquiry))).stage, 'lead');
    assert.ok((await read('deals', made.body.id)).deleted_at);
    const many = { action: 'run', run: 'convert', ids: [enquiry['id']] };
    assert.equal((await kith.request('POST', '/api/v1/enquiries/bulk', many)).status, 202);
    await kith.drain();
    assert.equal((await read('enquiries', enquiry['id'])).status, 'converted');
  });

  test('whoever is forgotten takes their enquiries along; they are in what we hand over before', async () => {
    const details = { sender_name: 'Zoe Secret', sender_email: 'zoe@secret.example', message: 'My secret' };
    const enquiry = await make('enquiries', {
      ...details,
      company: (await make('companies', { name: 'Known' }))['id'],
    });
    const path = `/api/v1/people/${personOf(enquiry)}`;
    const handed = await kith.request('GET', `${path}/personal_data`);
    assert.match(JSON.stringify(handed.body), /My secret/);
    assert.equal(
      (await kith.request('POST', `${path}/erase`, { mode: 'erase', confirm: details.sender_name })).status,
      200,
    );
    assert.equal((await kith.request('GET', `/api/v1/enquiries/${enquiry['id']}`)).status, 404);
    const nameless = await make('enquiries', details);
    const anonymise = { mode: 'anonymise', confirm: details.sender_name };
    assert.equal((await kith.request('POST', `/api/v1/people/${personOf(nameless)}/erase`, anonymise)).status, 200);
    const left = await read('enquiries', nameless['id']);
    assert.doesNotMatch(JSON.stringify(left), /secret/i);
    assert.equal(left.status, 'new');
  });
});
