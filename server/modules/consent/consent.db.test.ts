import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('consent', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const make = async (api: string, values: Json, as?: TestMember): Promise<string> => {
    const made = await kith.request('POST', `/api/v1/${api}`, values, as ? { as } : {});
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };
  const tell = (person: string, values: Json, as?: TestMember) =>
    kith.request('POST', `/api/v1/people/${person}/consents`, values, as ? { as } : {});
  const record = async (person: string, values: Json, as?: TestMember): Promise<string> => {
    const made = await tell(person, values, as);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };
  const read = async (path: string, as?: TestMember) =>
    (await kith.request('GET', `/api/v1/${path}`, undefined, as ? { as } : {})).body;
  const states = async (person: string, as?: TestMember): Promise<string[]> =>
    (await read(`people/${person}/consents`, as)).states.map(
      (one: Json) => `${String(one['channel'])}:${String(one['purpose'])} ${String(one['answer'])}`,
    );
  const newsletter = { channel: 'email', purpose: 'newsletter', answer: 'yes' };
  const refusal = async (method: 'PATCH' | 'DELETE' | 'POST', path: string, body?: Json) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    return [answer.status, answer.body.code ?? answer.body.errors?.[0]?.code];
  };

  test('the last entry counts, with the wording that was shown; lists are filtered and grouped by it', async () => {
    const person = await make('people', { name: 'Consent Carla' });
    const other = await make('people', { name: 'Consent Dora' });
    const wording = { name: 'Newsletter form', text: 'May we write to you once a month?' };
    const first = await tell(person, {
      ...newsletter,
      wording,
      happened_at: '2026-01-10T10:00:00Z',
      obtained_by: 'form',
      form: 'Website',
      ip_address: '192.0.2.7',
      proof: 'Ticked the box',
    });
    assert.equal(first.status, 201, JSON.stringify(first.body));
    assert.deepEqual(
      [first.body.wording.name, first.body.author.id, first.body.ip_address],
      ['Newsletter form v1', kith.owner.id, '192.0.2.7'],
    );
    await record(other, { ...newsletter, wording, happened_at: '2026-01-11T10:00:00Z' });
    const next = await tell(other, { ...newsletter, wording: { ...wording, text: 'Shall we write?' } });
    assert.equal(next.body.wording.name, 'Newsletter form v2');
    const { data: wordings } = await read('consent_wordings?sort=edition');
    assert.deepEqual(
      wordings.map((one: Json) => [one['title'], one['text']]),
      [
        ['Newsletter form v1', wording.text],
        ['Newsletter form v2', 'Shall we write?'],
      ],
    );
    assert.deepEqual((await read(`people/${person}`)).consents, ['email:newsletter']);
    // Told later, but it happened before: it does not count.
    await record(person, { ...newsletter, answer: 'no', happened_at: '2025-12-01T10:00:00Z' });
    assert.deepEqual(await states(person), ['email:newsletter yes']);
    await record(person, { ...newsletter, answer: 'no' });
    await record(person, { channel: 'sms', purpose: 'offers', answer: 'yes' });
    assert.deepEqual((await states(person)).toSorted(), ['email:newsletter no', 'sms:offers yes']);
    const { consents, consents_refused } = await read(`people/${person}`);
    assert.deepEqual([consents, consents_refused], [['sms:offers'], ['email:newsletter']]);
    const query = async (body: Json) => (await kith.request('POST', '/api/v1/people/query', body)).body;
    const agreed = await query({ filter: { field: 'consents', contains: ['email:newsletter'] } });
    assert.deepEqual(
      agreed.data.map((one: Json) => one['id']),
      [other],
    );
    const { groups } = await query({ group_by: 'consents', filter: { field: 'id', in: [person, other] } });
    assert.deepEqual(
      groups.map((one: Json) => [one['key'], (one['values'] as Json)['count']]),
      [
        ['email:newsletter', 1],
        ['sms:offers', 1],
      ],
    );
    const { data: all, next_cursor } = await read('consents?limit=2&sort=-happened_at');
    assert.equal(all.length, 2);
    assert.ok(next_cursor, 'all of them can be listed, page by page');
    const lines = (await read(`people/${person}/timeline`)).data.filter((one: Json) => one['kind'] === 'consent');
    assert.deepEqual(
      lines.map((one: Json) => [one['title'], one['text']]),
      [
        ['offers', 'sms · yes'],
        ['newsletter', 'email · no'],
        ['newsletter', 'email · yes'],
        ['newsletter', 'email · no'],
      ],
    );
    const late = await tell(person, { ...newsletter, happened_at: '2100-01-01T00:00:00Z' });
    assert.deepEqual([late.status, late.body.errors[0].pointer], [422, '/happened_at']);
    const future = { ...newsletter, person, happened_at: '2100-01-01T00:00:00Z' };
    const direct = await kith.request('POST', '/api/v1/consents', future);
    assert.deepEqual([direct.status, direct.body.errors[0].code], [422, 'consent.in_the_future']);
    const created = await kith.request('POST', '/api/v1/consents/batch', {
      operations: [{ op: 'create', values: future }],
    });
    assert.match(JSON.stringify(created.body), /consent.in_the_future/);
  });

  test('an entry is never changed, removed or taken back; one that corrects it counts in its place', async () => {
    const person = await make('people', { name: 'Kept Katerina' });
    const made = await tell(person, newsletter);
    const { id } = made.body;
    assert.deepEqual(await refusal('PATCH', `consents/${id}`, { answer: 'no' }), [409, 'record.append_only']);
    assert.deepEqual(await refusal('DELETE', `consents/${id}`), [409, 'record.append_only']);
    const body = { action: 'trash', ids: [id] };
    assert.deepEqual(await refusal('POST', 'consents/bulk', body), [409, 'record.append_only']);
    const operations = [{ op: 'update', id, values: { answer: 'no' } }];
    const batch = await kith.request('POST', '/api/v1/consents/batch', { operations });
    assert.match(JSON.stringify(batch.body), /record.append_only/);
    const set = made.headers['kith-change-set'] as string;
    assert.deepEqual(await refusal('POST', `change_sets/${set}/undo`), [409, 'change_set.append_only']);
    const wording = await make('consent_wordings', { title: 'Desk v1', name: 'Desk', edition: 1, text: 'Asked at it' });
    assert.deepEqual(await refusal('PATCH', `consent_wordings/${wording}`, { text: 'No' }), [
      409,
      'record.append_only',
    ]);
    const { can } = await read('objects/consents');
    assert.deepEqual(can, { create: true, read: true, update: false, delete: false });

    const wrong = { ...newsletter, answer: 'no', corrects: id, happened_at: '2026-01-01T00:00:00Z' };
    assert.deepEqual((await tell(person, wrong)).body.errors[0].pointer, '/reason');
    await record(person, { ...wrong, reason: 'It was somebody else on the phone' });
    assert.deepEqual(await states(person), ['email:newsletter no']);
    // What is another person's is not put aside by it.
    const other = await make('people', { name: 'Other Olga' });
    const theirs = await record(other, newsletter);
    await record(person, { ...wrong, channel: 'post', corrects: theirs, reason: 'A try' });
    assert.deepEqual(await states(other), ['email:newsletter yes']);
    const told = async (of: string) =>
      (await read(`people/${of}/timeline?kinds=consent`)).data.map((one: Json) => [one['text'], one['corrected']]);
    assert.deepEqual(new Map(await told(person)).get('email · yes'), true);
    assert.deepEqual(new Map(await told(person)).get('email · no'), undefined, 'what corrects is right');
    assert.deepEqual(await told(other), [['email · yes', undefined]]);
  });

  test('who may change the person records for them, and who reads the person reads it', async () => {
    const mine = await kith.addMember('Mine', 'own_records');
    const reader = await kith.addMember('Reader', 'read_only');
    const own = await make('people', { name: 'Own Person' }, mine);
    const far = await make('people', { name: 'Far Person' });
    await record(own, newsletter);
    await record(far, newsletter);
    await record(own, { channel: 'sms', purpose: 'offers', answer: 'no' }, mine);
    assert.deepEqual(await states(own, mine), ['email:newsletter yes', 'sms:offers no']);
    assert.equal((await tell(far, newsletter, mine)).status, 404);
    const direct = await kith.request('POST', '/api/v1/consents', { ...newsletter, person: far }, { as: mine });
    assert.deepEqual([direct.status, direct.body.errors[0].pointer], [422, '/person']);
    assert.equal((await tell(far, newsletter, reader)).status, 403);
    assert.deepEqual(await states(far, reader), ['email:newsletter yes']);
    const listed = (await read('consents?limit=100', mine)).data as Json[];
    assert.deepEqual(new Set(listed.map((one) => (one['person'] as Json)['id'])), new Set([own]));
    // Shared to be read, it may be read and not be written.
    await kith.request('POST', `/api/v1/people/${far}/shares`, { member: mine.id, level: 'read' });
    assert.deepEqual(await states(far, mine), ['email:newsletter yes']);
    const refused = await tell(far, newsletter, mine);
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.pointer], [422, '/person']);
  });

  test('goes with the person through merges and back, into the export, and is forgotten with them', async () => {
    const kept = await make('people', { name: 'Merged Maria' });
    const gone = await make('people', { name: 'Merged Marie' });
    await record(kept, { ...newsletter, answer: 'no', happened_at: '2026-01-01T00:00:00Z' });
    const theirs = await record(gone, { ...newsletter, happened_at: '2026-02-01T00:00:00Z', proof: 'A call of Marie' });
    const merged = await kith.request('POST', `/api/v1/people/${kept}/merge`, { with: [gone] });
    assert.deepEqual([await states(kept), merged.body.consents], [['email:newsletter yes'], ['email:newsletter']]);
    const undone = await kith.request('POST', `/api/v1/change_sets/${merged.body.merge_id}/undo`);
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    assert.deepEqual([await states(kept), await states(gone)], [['email:newsletter no'], ['email:newsletter yes']]);
    const everything = await kith.request('GET', `/api/v1/people/${gone}/personal_data`);
    assert.deepEqual(
      everything.body.records.consents.map((one: Json) => [one['id'], one['proof']]),
      [[theirs, 'A call of Marie']],
    );
    const erase = (id: string, mode: string, confirm: string) =>
      kith.request('POST', `/api/v1/people/${id}/erase`, { mode, confirm });
    const nameless = await erase(gone, 'anonymise', 'Merged Marie');
    assert.equal(nameless.status, 200, JSON.stringify(nameless.body));
    assert.equal(nameless.body.left.consents, 1);
    const entry = await read(`consents/${theirs}`);
    assert.deepEqual([entry.answer, entry.happened_at, entry.proof], ['yes', '2026-02-01T00:00:00Z', null]);
    const erased = await erase(kept, 'erase', 'Merged Maria');
    assert.equal(erased.body.removed.consents, 1, JSON.stringify(erased.body));
    assert.equal((await read(`consents?limit=100`)).data.filter((one: Json) => one['person'] === null).length, 0);
  });

  test('administrators add purposes and archive them, and people are filtered by those as well', async () => {
    const { fields } = await read('objects/consents');
    const { options } = fields.find((one: Json) => one['key'] === 'purpose');
    const more = [...options, { label: { en: 'Price list', el: 'Τιμοκατάλογος' } }].map(
      ({ value, label, archived }: Json) => ({ ...(value ? { value } : {}), label, archived: archived ?? false }),
    );
    const patch = await kith.request('PATCH', '/api/v1/objects/consents/fields/purpose', { options: more });
    assert.equal(patch.status, 200, JSON.stringify(patch.body));
    const of = async () => (await read('objects/people')).fields.find((one: Json) => one['key'] === 'consents').options;
    const added = (await of()).find((one: Json) => /Price list/.test(JSON.stringify(one)));
    assert.deepEqual(added.label, { en: 'Price list · E-mail', el: 'Τιμοκατάλογος · E-mail' });
    const person = await make('people', { name: 'Priced Petra' });
    const [channel, purpose] = String(added.value).split(':');
    await record(person, { channel, purpose, answer: 'yes' });
    assert.deepEqual((await read(`people/${person}`)).consents, [added.value]);
    const standard = await kith.request('PATCH', '/api/v1/objects/people/fields/consents', { options: [] });
    assert.equal(standard.status, 422);
  });
});
