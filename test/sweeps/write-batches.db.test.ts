import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../harness/app.ts';

type Json = Record<string, unknown>;
type Row = { status: string; id: string | null; errors?: { pointer: string; code: string }[] };
const most = 10; // data statements of a write, whatever the number of records and the mix of operations

describe('batches of many records', () => {
  let kith: TestApp;
  let member: TestMember;
  let made = 0;

  before(async () => {
    kith = await testApp();
    member = await kith.addMember('Own Only', 'own_records');
  });
  after(() => kith.close());

  const ask = async (method: string, path: string, body?: unknown, as?: TestMember) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, as ? { as } : {});
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer.body;
  };
  const counted = async (path: string, body: unknown, as?: TestMember) => {
    await kith.drain();
    const { result, statements } = await kith.watch(() => ask('POST', path, body, as));
    const texts = statements.map((one) => one.text.replaceAll(/\s+/g, ' ').slice(0, 140)).join('\n');
    assert.ok(statements.length <= most, `${path}: ${statements.length} statements\n${texts}`);
    return { body: result, statements: statements.length };
  };
  /** Does the same with 12, 24 and 60 records: the first two take as many statements, none more than ten. */
  const sized = async (work: (n: number) => Promise<number>) => {
    const [few, more] = [await work(12), await work(24)];
    assert.equal(more, few);
    await work(60);
  };
  const list = <T>(n: number, one: (at: number) => T) => Array.from({ length: n }, (_, at) => one(at));
  const name = (what: string) => `${what} ${(made += 1)}`;
  const create = (values: Json) => ({ op: 'create', values });
  const statuses = ({ results }: { results: Row[] }) => results.map((one) => one.status);
  const people = async (n: number, as?: TestMember) => {
    const operations = list(n, () => create({ name: name('Person'), emails: [`p${made}@there.example`] }));
    const { results } = await ask('POST', 'people/batch', { operations }, as);
    return results.map((one: Row) => one.id!) as string[];
  };

  test('records of several objects that point at each other, also at later ones', async () => {
    await sized(async (n) => {
      const records = list(n / 2, (at) => [
        { object: 'calls', values: { subject: name('Call'), people: [`@p${at}`], companies: ['@firm'] } },
        { object: 'employments', values: { person: `@p${at}`, company: '@firm' } },
        { object: 'people', ref: `p${at}`, values: { name: name('Person'), tags: ['@tag'] } },
      ]).flat();
      records.push({ object: 'companies', ref: 'firm', values: { name: name('Firm') } } as never);
      records.push({ object: 'tags', ref: 'tag', values: { name: name('Tag') } } as never);
      const { body, statements } = await counted('batch', { records });
      assert.equal(body.data.length, (3 * n) / 2 + 2);
      assert.equal(body.data[1].person.id, body.data[2].id);
      assert.equal(body.data[0].companies[0].name, body.data.at(-2).name);
      const page = await ask('GET', `people/${body.data[2].id}`);
      assert.deepEqual([page.tags[0].id, page.company.id], [body.data.at(-1).id, body.data.at(-2).id]);
      return statements;
    });
  });

  test('upserts, half of them of records that are there', async () => {
    await sized(async (n) => {
      const ids = await people(n / 2);
      const addresses = await Promise.all(
        ids.map(async (id) => (await ask('GET', `people/${id}`)).emails[0].value as string),
      );
      const values = { city: name('City') };
      const upsert = (value: string) => ({ op: 'upsert', field: 'emails', value, values: { name: 'Up', ...values } });
      const fresh = list(n / 2, (at) => `n${made}.${at}@new.example`);
      const { body, statements } = await counted('people/batch', {
        operations: [...addresses.map((one) => upsert(one.toUpperCase())), ...fresh.map(upsert)],
      });
      assert.deepEqual(statuses(body), [...ids.map(() => 'updated'), ...fresh.map(() => 'created')]);
      assert.deepEqual(
        body.results.slice(0, n / 2).map((one: Row) => one.id),
        ids,
      );
      return statements;
    });
  });

  test('rows that fail by themselves leave the others to be written at once', async () => {
    const taken = name('Taken');
    await ask('POST', 'tags', { name: taken });
    await sized(async (n) => {
      const operations: Json[] = list(n / 4, () => [
        create({ name: name('Good') }),
        create({ name: taken.toUpperCase() }),
        create({ name: '' }),
        { op: 'update', id: kith.workspace.id, values: { name: name('Nobody') } },
      ]).flat();
      const twice = name('Twice');
      operations.push(create({ name: twice }), create({ name: twice }));
      const { body, statements } = await counted('tags/batch', { operations, atomic: false });
      const each = list(n / 4, () => ['created', 'failed', 'failed', 'failed']).flat();
      assert.deepEqual(statuses(body), [...each, 'created', 'failed']);
      const [, unique, required, missing] = body.results as Row[];
      assert.deepEqual(
        [unique, required, missing].map((one) => [one!.errors![0]!.code, one!.errors![0]!.pointer]),
        [
          ['record.not_unique', '/operations/1/values/name'],
          ['field.required', '/operations/2/values/name'],
          ['record.not_found', '/operations/3'],
        ],
      );
      return statements;
    });
  });

  test('operations of every kind together, on merged records too', async () => {
    const tag = (await ask('POST', 'tags', { name: name('Tag') })).id as string;
    await sized(async (n) => {
      const [kept, merged, ...ids] = await people(n + 2);
      await ask('POST', `people/${kept}/merge`, { with: [merged] });
      const operations: Json[] = list(n / 4, (at) => [
        create({ name: name('New'), tags: [tag] }),
        { op: 'update', id: ids[at * 2], values: { city: name('City'), tags: [tag] } },
        { op: 'upsert', field: 'phones', value: `+3579911${String(made).padStart(4, '0')}`, values: { name: 'By' } },
        { op: 'delete', id: ids[at * 2 + 1] },
      ]).flat();
      operations.push({ op: 'update', id: merged!, values: { city: 'Kition' } });
      const { body, statements } = await counted('people/batch', { operations });
      assert.equal(body.results.at(-1).id, kept);
      assert.equal((await ask('GET', `people/${kept}`)).city, 'Kition');
      return statements;
    });
  });

  test('changes by somebody who sees only their own records keep what they do not see', async () => {
    const company = (await ask('POST', 'companies', { name: name('Hidden') })).id as string;
    await sized(async (n) => {
      const operations = list(n, () => create({ title: name('Deal') }));
      const { results } = await ask('POST', 'deals/batch', { operations }, member);
      const change = (values: Json) => results.map(({ id }: Row) => ({ op: 'update', id, values }));
      await ask('POST', 'deals/batch', { operations: change({ company }) });
      const changed = { operations: change({ company: null, title: name('Mine') }) };
      const { body, statements } = await counted('deals/batch', changed, member);
      assert.ok(statuses(body).every((status) => status === 'updated'));
      const { company: kept, title } = await ask('GET', `deals/${results[0].id}`);
      assert.deepEqual([kept.id, title], [company, changed.operations[0].values.title]);
      return statements;
    });
  });

  test('a merge that moves a value only one may have, and one that takes in a file and relations', async () => {
    await sized(async (n) => {
      const [kept, gone] = [name('Tag'), name('Tag')];
      const tags: string[] = [];
      for (const one of [kept, gone]) tags.push((await ask('POST', 'tags', { name: one })).id);
      const operations = list(n, () => create({ name: name('Tagged'), tags: [tags[1]] }));
      const { results } = await ask('POST', 'people/batch', { operations });
      const moved = await counted(`tags/${tags[0]}/merge`, { with: [tags[1]], values: { name: gone } });
      assert.equal(moved.body.name, gone);
      const [into, from] = results.map((one: Row) => one.id);
      await ask('POST', 'calls/batch', {
        operations: list(n, () => create({ subject: name('Call'), people: [from] })),
      });
      const picture = await picturedOn(from);
      const values = { picture, tags: [tags[0]] };
      const taken = await counted(`people/${into}/merge`, { with: [from], values });
      assert.deepEqual([taken.body.picture, taken.body.tags[0].id], [picture, tags[0]]);
      return moved.statements * 100 + taken.statements;
    });
  });

  const picturedOn = async (id: string) => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const form = new FormData();
    form.append('file', new Blob([png], { type: 'image/png' }), 'dot.png');
    form.append('object', 'people');
    form.append('record_id', id);
    const { body } = await kith.request('POST', '/api/v1/files', form);
    return body.id as string;
  };
});
