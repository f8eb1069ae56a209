import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';
import { createRandom } from '../../../../test/harness/random.ts';
import { readObjects, type ApiObject } from '../../../../test/harness/samples.ts';

type Json = Record<string, unknown>;

/** What a list is ordered by, told from the API's own answer; null where the field is empty. */
function keyOf(type: string, value: unknown): number | string | null {
  if (value === null || value === undefined) return null;
  if (type === 'money') return Number((value as { amount: string }).amount);
  if (type === 'checkbox') return value ? 1 : 0;
  if (type === 'datetime') return Number(BigInt(Date.parse(value as string)));
  if (type === 'text') return (value as string).toLowerCase();
  if (type === 'person_name') {
    const { first, middle, last } = value as Record<string, string | null>;
    return [last, first, middle].filter(Boolean).join(' ').toLowerCase();
  }
  return value as number | string;
}

const modelled = new Set(
  'text number percent duration rating money date datetime partial_date checkbox select person_name'.split(' '),
);

function compare(a: number | string | null, b: number | string | null, desc: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = a < b ? -1 : a > b ? 1 : 0;
  return desc ? -order : order;
}

describe('paging', () => {
  let kith: TestApp;
  let objects: Map<string, ApiObject>;
  const random = createRandom(20_261_122);
  const words = ['alpha', 'Beta', 'beta', 'gamma ray', 'Delta', 'zeta', 'Eta 7'];
  const counts: Record<string, number> = {
    people: 83,
    deals: 61,
    calls: 47,
    tasks: 41,
    companies: 37,
    employments: 29,
  };

  /** Values with many ties and many gaps, so that every page ends inside one of them. */
  const valuesFor = (object: ApiObject, ids: Record<string, string[]>): Json => {
    const values: Json = {};
    for (const field of object.fields) {
      if (field.read_only || (!field.required && random.oneIn(3))) continue;
      const day = `202${random.below(4)}-0${1 + random.below(4)}-1${random.below(3)}`;
      const made: Record<string, () => unknown> = {
        text: () => random.pick(words),
        person_name: () => ({ first: random.pick(words), last: random.pick(['smith', 'Jones', 'o neill']) }),
        number: () => random.pick([-5, 0, 0.25, 3, 3, 1e9]),
        percent: () => random.pick([0, 12.5, 50]),
        duration: () => random.pick([0, 60, 3600]),
        money: () => ({ amount: random.pick(['1.00', '1.01', '-3.50', '99999999999.99']), currency: 'EUR' }),
        date: () => day,
        datetime: () => random.pick([`${day}T10:00:00Z`, `${day}T10:00:00.5Z`, `${day}T10:00:00.512Z`]),
        partial_date: () => random.pick([day, day.slice(0, 4), day.slice(0, 7)]),
        checkbox: () => random.oneIn(2),
        select: () => random.pick(field.options!).value,
      };
      const target = field.to ? ids[field.to] : undefined;
      if (made[field.type]) values[field.key] = made[field.type]!();
      else if (target && !field.many) values[field.key] = random.pick(target);
    }
    if (object.api === 'employments') delete values['ended_on'];
    if (object.api === 'calls' && random.oneIn(3)) values['subject'] = null;
    return values;
  };

  before(async () => {
    kith = await testApp();
    objects = new Map((await readObjects(kith)).map((object) => [object.api, object]));
    const ids: Record<string, string[]> = { members: [kith.owner.id] };
    for (const api of ['companies', 'people', 'deals', 'calls', 'tasks', 'employments']) {
      const object = objects.get(api)!;
      const operations = Array.from({ length: counts[api]! }, () => ({ op: 'create', values: valuesFor(object, ids) }));
      const made = await kith.request('POST', `/api/v1/${api}/batch`, { operations });
      assert.equal(made.status, 200, JSON.stringify(made.body));
      ids[api] = made.body.results.map((row: { id: string }) => row.id);
    }
  });
  after(() => kith.close());

  const walk = async (api: string, sort: string, limit: number): Promise<Json[]> => {
    const rows: Json[] = [];
    let cursor: string | null = null;
    do {
      const body: Json = { sort, limit, ...(cursor ? { cursor } : {}) };
      const page = await kith.request('POST', `/api/v1/${api}/query`, body);
      assert.equal(page.status, 200, `${api} ${sort} ${JSON.stringify(page.body)}`);
      assert.ok(page.body.data.length > 0 || cursor === null, 'a cursor leads to a page with records');
      rows.push(...(page.body.data as Json[]));
      cursor = page.body.next_cursor as string | null;
      assert.ok(rows.length <= 200, `${api} ${sort} goes round in circles`);
    } while (cursor);
    return rows;
  };

  const check = async (api: string, sort: string, limit: number) => {
    const rows = await walk(api, sort, limit);
    const ids = rows.map((row) => row['id']);
    assert.equal(new Set(ids).size, ids.length, `${api} ${sort}: no record comes twice`);
    assert.equal(ids.length, counts[api], `${api} ${sort}: no record is left out`);
    const terms = sort.split(',').map((part) => {
      const field = objects.get(api)!.fields.find((one) => one.key === part.replace('-', ''))!;
      return { field, desc: part.startsWith('-') };
    });
    if (!terms.every(({ field }) => modelled.has(field.type))) return;
    for (const [index, row] of rows.slice(1).entries()) {
      const differs = terms
        .map(({ field, desc }) =>
          compare(keyOf(field.type, rows[index]![field.key]), keyOf(field.type, row[field.key]), desc),
        )
        .find((order) => order !== 0);
      assert.ok((differs ?? -1) < 0, `${api} ${sort}: record ${index + 1} stands before one that comes first`);
    }
  };

  for (const api of Object.keys(counts)) {
    test(`${api}: every order is walked through without gap or repeat`, async () => {
      const sortable = objects.get(api)!.fields.filter((field) => field.sortable);
      assert.ok(sortable.length > 5);
      for (const field of sortable) for (const sign of ['', '-']) await check(api, sign + field.key, 7);
    });
  }

  test('orders of two fields in different directions are walked through as well', async () => {
    const mixed: [string, string][] = [
      ['people', 'city,-birthday'],
      ['people', '-stage,name'],
      ['deals', '-amount,closes_on'],
      ['deals', 'outcome,-probability'],
      ['calls', 'direction,-happened_at'],
      ['tasks', '-done,due_at'],
      ['companies', 'country,city,-employees,name'],
    ];
    for (const [api, sort] of mixed) for (const limit of [1, 5]) await check(api, sort, limit === 1 ? 3 : limit);
  });

  test('a page of one record reaches every record', () => check('calls', 'subject', 1));

  test('a list in the trash and a list of found words are paged as well', async () => {
    const found = await kith.request('GET', '/api/v1/people?q=smith&limit=1000');
    const all: unknown[] = [];
    let cursor = '';
    do {
      const page = await kith.request('GET', `/api/v1/people?q=smith&limit=4&cursor=${cursor}`);
      all.push(...page.body.data.map((row: Json) => row['id']));
      cursor = page.body.next_cursor ?? '';
    } while (cursor);
    assert.deepEqual(
      all,
      found.body.data.map((row: Json) => row['id']),
    );
  });

  test('a cursor of another order, or one that was tampered with, is refused with 422', async () => {
    const page = await kith.request('GET', '/api/v1/deals?sort=-amount&limit=3');
    const other = await kith.request('GET', `/api/v1/deals?sort=amount&limit=3&cursor=${page.body.next_cursor}`);
    assert.equal(other.status, 422);
    assert.equal(other.body.code, 'cursor.invalid');
    const [text, values] = JSON.parse(Buffer.from(page.body.next_cursor, 'base64url').toString()) as [
      string,
      unknown[],
    ];
    const write = (list: unknown[]) => Buffer.from(JSON.stringify([text, list])).toString('base64url');
    const forged = [
      ...['abc', '', true, '1e999999', "1' or '1'='1", {}, [], 'x'.repeat(3_000)].map((bad) =>
        write([bad, ...values.slice(1)]),
      ),
      write([...values.slice(0, -1), '-'.repeat(36)]),
      write([]),
      'x',
      Buffer.from('null').toString('base64url'),
    ];
    for (const cursor of forged) {
      const answer = await kith.request('GET', `/api/v1/deals?sort=-amount&limit=3&cursor=${cursor}`);
      assert.equal(answer.status, 422, `${cursor} ${JSON.stringify(answer.body)}`);
    }
  });

  test('the total is exact below the cap and says so', async () => {
    const { total } = (await kith.request('GET', '/api/v1/people?limit=1&total=true')).body;
    assert.deepEqual(total, { count: 83, exact: true });
  });

  test('a limit out of range is refused', async () => {
    for (const limit of ['0', '1001', '-1', 'x', '1.5'])
      assert.equal((await kith.request('GET', `/api/v1/people?limit=${limit}`)).status, 422, limit);
  });

  test('an order by an unknown field, or by one without order, is refused with its pointer', async () => {
    for (const sort of ['nothing', 'emails', '-name; drop table', 'name,name,name,name,name']) {
      const answer = await kith.request('GET', `/api/v1/people?sort=${encodeURIComponent(sort)}`);
      assert.equal(answer.status, 422, sort);
      assert.equal(answer.body.errors[0].pointer, '/sort');
    }
  });
});
