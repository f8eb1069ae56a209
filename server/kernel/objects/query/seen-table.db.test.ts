import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('what is looked up in a record that one may not read', () => {
  let kith: TestApp;
  let mine: TestMember;
  let town: string;
  let loud: string;
  let echo: string;
  const ids: Record<'far' | 'near' | 'deal', string> = { far: '', near: '', deal: '' };

  const ask = (method: string, path: string, body?: unknown, as: TestMember = mine) =>
    kith.request(method, `/api/v1/${path}`, body, { as });
  const ok = async (method: string, path: string, body?: unknown, as?: TestMember) => {
    const answer = await ask(method, path, body, as);
    assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const query = (body: Json, as?: TestMember) => ok('POST', 'people/query', body, as);
  const found = async (filter: Json, as?: TestMember) =>
    new Set((await query({ filter }, as)).data.map((one: Json) => one['id']));

  before(async () => {
    kith = await testApp();
    mine = await kith.addMember('Mine', 'own_records');
    const { owner } = kith;
    const add = async (object: string, body: Json) =>
      (await ok('POST', `objects/${object}/fields`, body, owner)).key as string;
    town = await add('people', { label: 'Town', type: 'lookup', through: 'company', field: 'city' });
    loud = await add('people', { label: 'Loud', type: 'formula', formula: 'upper(company.city)' });
    echo = await add('people', { label: 'Echo', type: 'formula', formula: `${loud} & "!"` });
    const firm = async (name: string, city: string, by: TestMember) =>
      (await ok('POST', 'companies', { name, city }, by)).id as string;
    const [secret, open] = [await firm('Secret', 'Atlantis', owner), await firm('Open', 'Limassol', mine)];
    for (const [key, company] of [
      ['far', secret],
      ['near', open],
    ] as const) {
      ids[key] = (await ok('POST', 'people', { name: `Person ${key}`, owner: mine.id }, owner)).id;
      await ok('POST', 'employments', { person: ids[key], company }, owner);
    }
    ids.deal = (await ok('POST', 'deals', { title: 'Deal', person: ids.far, owner: mine.id }, owner)).id;
    await kith.drain();
  });
  after(() => kith.close());

  test('is told by no door, and that of a record one reads is told by all', async () => {
    const whole = await ok('GET', `people/${ids.far}`, undefined, kith.owner);
    assert.deepEqual([whole[town], whole[loud], whole[echo]], ['Atlantis', 'ATLANTIS', 'ATLANTIS!']);
    const near = await ok('GET', `people/${ids.near}`);
    assert.deepEqual([near[town], near[loud], near[echo]], ['Limassol', 'LIMASSOL', 'LIMASSOL!']);
    const answers = [
      await ask('GET', `people/${ids.far}`),
      await ask('GET', `people/${ids.far}?include=company,timeline`),
      await ask('GET', 'people'),
      await ask('POST', 'people/query', { group_by: town }),
      await ask('POST', 'people/query', { aggregate: [{ fn: 'min', field: town }] }),
      await ask('PATCH', `people/${ids.far}`, { title: 'Clerk' }),
      await ask('GET', `people/${ids.far}/changes`),
      await ask('GET', `deals/${ids.deal}?include=person`),
      await ask('GET', 'people/export?format=jsonl'),
      await ask('GET', 'search?q=Atlantis'),
    ];
    for (const { status, bytes } of answers) {
      assert.equal(status, 200);
      assert.doesNotMatch(bytes.toString(), /atlantis/i);
    }
  });

  test('is as if it were empty for filters, orders, groups and what is done with many', async () => {
    assert.deepEqual(await found({ field: town, is: 'Atlantis' }), new Set());
    assert.deepEqual(await found({ field: town, is: 'Atlantis' }, kith.owner), new Set([ids.far]));
    assert.deepEqual(await found({ field: town, is: 'Limassol' }), new Set([ids.near]));
    assert.deepEqual(await found({ field: town, is_not: 'Atlantis' }), new Set([ids.near, ids.far]));
    assert.deepEqual(await found({ field: echo, empty: true }), new Set([ids.far]));
    const deals = async (filter: Json) => (await ok('POST', 'deals/query', { filter })).data.length as number;
    assert.equal(await deals({ field: `person.${town}`, is: 'Atlantis' }), 0);
    const pointing = { some_of: 'deals', where: { field: `person.${town}`, is: 'Atlantis' } };
    assert.deepEqual(await found(pointing), new Set());
    const order = async (sort: string) =>
      (await ok('GET', `people?sort=${sort}`)).data.map((one: Json) => one['id']) as string[];
    assert.deepEqual(await order(town), [ids.near, ids.far], 'what is not seen comes last, whatever it is');
    assert.deepEqual(await order(`-${town}`), [ids.near, ids.far]);
    const first = await ok('GET', `people?sort=${town}&limit=1`);
    assert.deepEqual(Buffer.from(first.next_cursor, 'base64url').toString().includes('tlantis'), false);
    const { groups } = await query({ group_by: town });
    assert.deepEqual(
      groups.map((one: Json) => one['key']),
      ['Limassol', null],
    );
    const filter = { field: town, is: 'Atlantis' };
    const preview = await ok('POST', 'people/bulk', { action: 'trash', filter, preview: true });
    assert.equal(preview.total, 0);
    const colours = await query({ colours: [filter], filter: { field: 'id', is: ids.far } });
    assert.deepEqual(colours.colours, [null]);
  });
});
