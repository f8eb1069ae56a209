import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';
import { createRandom } from '../../../../test/harness/random.ts';

type Json = Record<string, unknown>;
interface Deal {
  id: string;
  title: string;
  deal_source: string | null;
  lost_reason: string | null;
  amount: { amount: string; currency: string } | null;
  probability: number | null;
  closes_on: string | null;
  outcome: string | null;
  owner: { id: string } | null;
  tags: { id: string }[] | null;
  company: { id: string } | null;
  notes: string | null;
}

const now = new Date('2026-03-10T12:00:00Z');
const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The filter language over records in memory: slow, and written from the interface alone. */
function matches(filter: Json, deal: Deal, companies: Map<string, Json>): boolean {
  if ('all' in filter) return (filter['all'] as Json[]).every((one) => matches(one, deal, companies));
  if ('any' in filter) return (filter['any'] as Json[]).some((one) => matches(one, deal, companies));
  if ('not' in filter) return !matches(filter['not'] as Json, deal, companies);
  const [op, operand] = Object.entries(filter).find(([key]) => key !== 'field')!;
  const path = (filter['field'] as string).split('.');
  const far = path.length === 2 ? companies.get(deal.company?.id ?? '') : undefined;
  const value = path.length === 2 ? (far?.[path[1]!] ?? null) : deal[path[0] as keyof Deal];
  if (op === 'empty') return (value === null) === operand;
  if (op === 'is_not' && path.length === 2 && !far) return false;
  return holds(scalarOf(value), op, operand);
}

function scalarOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item as { id: string }).id);
  if (value !== null && typeof value === 'object')
    return 'amount' in value ? Number((value as { amount: string }).amount) : (value as { id: string }).id;
  return typeof value === 'string' ? plain(value) : value;
}

function holds(value: unknown, op: string, operand: unknown): boolean {
  const wanted = Array.isArray(operand) ? operand.map(norm) : norm(operand);
  const list = Array.isArray(wanted) ? wanted : [wanted];
  if (op === 'is_not') return !holds(value, 'is', operand);
  if (value === null) return false;
  if (Array.isArray(value)) return list.some((one) => value.includes(one));
  const [first, second] = list as (string | number)[];
  const own = value as string | number;
  switch (op) {
    case 'is':
      return own === first;
    case 'in':
      return list.includes(own);
    case 'gt':
    case 'after':
      return own > first!;
    case 'gte':
      return own >= first!;
    case 'lt':
    case 'before':
      return own < first!;
    case 'lte':
      return own <= first!;
    case 'between':
      return own >= first! && own <= second!;
    case 'contains':
      return String(own).includes(String(first));
    case 'starts_with':
      return String(own).startsWith(String(first));
    default:
      throw new Error(`the model knows no ${op}`);
  }
}

const norm = (operand: unknown) => (typeof operand === 'string' ? plain(operand) : operand);

describe('the filter language', () => {
  let kith: TestApp;
  const deals: Deal[] = [];
  const companies = new Map<string, Json>();
  let tags: string[] = [];
  const random = createRandom(4);
  const words = ['Payroll', 'payroll system', 'AUDIT 2026', 'Café', 'cafe', '50% off', 'a_b', 'back\\slash', "o'neill"];

  const create = async (api: string, values: Json) => {
    const made = await kith.request('POST', `/api/v1/${api}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const ask = (filter: unknown, api = 'deals') =>
    kith.request('POST', `/api/v1/${api}/query`, { filter, limit: 1_000 });

  before(async () => {
    kith = await testApp({ clock: () => now });
    tags = [(await create('tags', { name: 'one' })).id, (await create('tags', { name: 'two' })).id];
    for (const [index, city] of ['Limassol', 'Nicosia', null].entries()) {
      const made = await create('companies', { name: `Firm ${index}`, city, employees: index * 10 });
      companies.set(made.id, made);
    }
    const some = <T>(list: readonly T[]) => (random.oneIn(4) ? null : random.pick(list));
    for (let n = 0; n < 120; n += 1) {
      deals.push(
        await create('deals', {
          title: random.pick(words),
          deal_source: some(['New', 'Won at last', 'Proposal']),
          lost_reason: some(words),
          amount: some([1, 1.01, -3.5, 1_000_000].map((amount) => ({ amount: String(amount), currency: 'EUR' }))),
          probability: some([0, 12.5, 50, 100]),
          closes_on: some(['2026-03-09', '2026-03-10', '2026-03-11', '2025-12-31']),
          outcome: some(['open', 'won', 'lost']),
          owner: some([kith.owner.id]),
          tags: some([[tags[0]], [tags[1]], tags]),
          company: some([...companies.keys()]),
          notes: some(words),
        }),
      );
    }
  });
  after(() => kith.close());

  const operands: Record<string, { ops: string[]; values: unknown[] }> = {
    title: { ops: ['is', 'is_not', 'contains', 'starts_with', 'gt', 'lte'], values: [...words, 'CAFÉ', 'zz'] },
    lost_reason: { ops: ['is', 'is_not', 'contains', 'starts_with'], values: [...words, 'ayro', 'no such'] },
    amount: { ops: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte'], values: [1, 1.01, '-3.5', 1_000_000, 7] },
    probability: { ops: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte'], values: [0, 12.5, 50, 99.999999] },
    closes_on: { ops: ['is', 'is_not', 'before', 'after', 'gte', 'lte'], values: ['2026-03-10', '2025-12-31'] },
    outcome: { ops: ['is', 'is_not'], values: ['open', 'won'] },
    notes: { ops: ['contains'], values: ['PAYROLL', '%', '_', '\\', "'"] },
    'company.city': { ops: ['is', 'is_not', 'contains'], values: ['limassol', 'Nicosia'] },
    'company.employees': { ops: ['gt', 'lte'], values: [0, 10] },
  };

  const term = (): Json => {
    const field = random.pick([...Object.keys(operands), 'tags', 'company', 'owner']);
    if (random.oneIn(8)) return { field, empty: random.oneIn(2) };
    if (field === 'tags') return { field, [random.pick(['is', 'is_not'])]: random.pick(tags) };
    if (field === 'company') return { field, in: [random.pick([...companies.keys()])] };
    if (field === 'owner') return { field, [random.pick(['is', 'is_not'])]: kith.owner.id };
    const { ops, values } = operands[field]!;
    if (['amount', 'probability'].includes(field) && random.oneIn(4))
      return { field, between: [random.pick(values), random.pick(values)] };
    return { field, [random.pick(ops)]: random.pick(values) };
  };
  const filter = (depth: number): Json => {
    if (depth === 0 || random.oneIn(3)) return term();
    const kind = random.pick(['all', 'any', 'not']);
    if (kind === 'not') return { not: filter(depth - 1) };
    return { [kind]: Array.from({ length: random.below(3) }, () => filter(depth - 1)) };
  };
  // Numbers written as text mean the number.
  const asModel = (value: Json): Json =>
    JSON.parse(JSON.stringify(value, (_, part: unknown) => (part === '-3.5' ? -3.5 : part))) as Json;

  const check = async (given: Json) => {
    const answer = await ask(given);
    assert.equal(answer.status, 200, `${JSON.stringify(given)} ${JSON.stringify(answer.body)}`);
    const found = new Set(answer.body.data.map((row: { id: string }) => row.id));
    const expected = deals.filter((deal) => matches(asModel(given), deal, companies));
    const named = (list: Deal[]) => list.map((deal) => JSON.stringify(deal[(given['field'] as keyof Deal) ?? 'id']));
    const missing = expected.filter((deal) => !found.has(deal.id));
    const extra = deals.filter((deal) => found.has(deal.id) && !expected.includes(deal));
    const told = `${JSON.stringify(given)}: missing ${named(missing).join()}, too many ${named(extra).join()}`;
    assert.ok(missing.length === 0 && extra.length === 0, told);
  };

  test('every operator and operand finds what a model in memory finds', async () => {
    for (const [field, { ops, values }] of Object.entries(operands))
      for (const op of ops) for (const value of values) await check({ field, [op]: value });
  });

  test('three hundred random groups find what the model finds', async () => {
    for (let n = 0; n < 300; n += 1) await check(filter(4));
  });

  test('a text longer than its sort key is compared to its end', async () => {
    const long = 'The same beginning of a very long reason that goes on and on for more than eighty letters, ';
    const one = await create('deals', { title: 'long', lost_reason: `${long}red` });
    const two = await create('deals', { title: 'long', lost_reason: `${long}blue` });
    const ids = async (given: Json) => (await ask(given)).body.data.map((row: { id: string }) => row.id);
    assert.deepEqual(await ids({ field: 'lost_reason', is: `${long}red` }), [one.id]);
    assert.deepEqual(await ids({ field: 'lost_reason', contains: 'blue' }), [two.id]);
    assert.deepEqual(await ids({ field: 'lost_reason', in: [`${long}BLUE`] }), [two.id]);
    for (const { id } of [one, two]) await kith.request('DELETE', `/api/v1/deals/${id}`);
  });

  test('relative times are cut in the time zone of the workspace', async () => {
    // 22:30 UTC is half past midnight in Nicosia.
    const late = await create('calls', { subject: 'late', happened_at: '2026-03-09T22:30:00Z' });
    const early = await create('calls', { subject: 'early', happened_at: '2026-03-09T21:30:00Z' });
    const old = await create('calls', { subject: 'old', happened_at: '2025-11-01T10:00:00Z' });
    const cases: [Json, string[]][] = [
      [{ is: 'today' }, [late.id]],
      [{ is: 'yesterday' }, [early.id]],
      [{ within: 'this_week' }, [late.id, early.id]],
      [{ within: 'this_quarter' }, [late.id, early.id]],
      [{ within: 'last_year' }, [old.id]],
      [{ before: '-90d' }, [old.id]],
      [{ after: '-1d' }, [late.id, early.id]],
      [{ within: '-2d' }, [late.id, early.id]],
      [{ between: ['2025-11-01', '2026-03-09'] }, [early.id, old.id]],
      [{ lte: '2026-03-09' }, [early.id, old.id]],
      [{ gt: '2026-03-09' }, [late.id]],
      [{ is: '2026-03-09T21:30:00+00:00' }, [early.id]],
      [{ is_not: 'today' }, [early.id, old.id]],
    ];
    for (const [part, expected] of cases) {
      const { body } = await ask({ field: 'happened_at', ...part }, 'calls');
      const found = body.data.map((row: { id: string }) => row.id).sort();
      assert.deepEqual(found, expected.sort(), JSON.stringify(part));
    }
  });

  test('names are asked for in either order of their parts, and is means the whole name', async () => {
    const maria = await create('people', { name: { first: 'Μαρία', last: 'Ιωάννου' } });
    const anna = await create('people', { name: 'Anna Maria Ioannou' });
    const ids = async (given: Json) =>
      (await ask({ field: 'name', ...given }, 'people')).body.data.map((row: { id: string }) => row.id).sort();
    assert.deepEqual(await ids({ is: 'Maria Ioannou' }), [maria.id]);
    assert.deepEqual(await ids({ is: 'ioannou maria' }), [maria.id]);
    assert.deepEqual(await ids({ is: 'Mar' }), []);
    assert.deepEqual(await ids({ in: ['Maria Ioannou', 'Anna Maria Ioannou'] }), [maria.id, anna.id].sort());
    assert.deepEqual(await ids({ is_not: 'Maria Ioannou' }), [anna.id]);
    assert.deepEqual(await ids({ contains: 'oann mar' }), [maria.id, anna.id].sort());
  });

  test('addresses and numbers are found in any notation', async () => {
    const made = await create('people', { name: 'Numbers', emails: ['A.B@Firm.Example'], phones: ['+357 99 123456'] });
    const none = await create('people', { name: 'No numbers' });
    const ids = async (given: Json) => (await ask(given, 'people')).body.data.map((row: { id: string }) => row.id);
    for (const typed of ['99123456', '99 12 34 56', '00357 99123456', '+357-99-123456', '(99) 123456'])
      assert.deepEqual(await ids({ field: 'phones', is: typed }), [made.id], typed);
    assert.deepEqual(await ids({ field: 'emails', is: 'a.b@firm.example' }), [made.id]);
    assert.deepEqual(await ids({ field: 'emails', starts_with: 'A.B' }), [made.id]);
    assert.deepEqual(await ids({ field: 'emails', contains: 'FIRM' }), [made.id]);
    assert.deepEqual(await ids({ field: 'emails', in: ['x@y.example', 'a.b@firm.example'] }), [made.id]);
    assert.ok((await ids({ field: 'emails', is_not: 'a.b@firm.example' })).includes(none.id));
  });

  test('related records are asked for with some_of, none_of and count_of', async () => {
    const [first, second] = [...companies.keys()];
    const open = deals.filter((deal) => deal.company?.id === first && deal.outcome === 'open').length;
    const where = { field: 'outcome', is: 'open' };
    const ids = async (given: Json) => (await ask(given, 'companies')).body.data.map((row: { id: string }) => row.id);
    const only = (id: string, part: Json) => ({ all: [{ field: 'id', is: id }, part] });
    assert.equal((await ids(only(first!, { some_of: 'deals', where }))).length, open > 0 ? 1 : 0);
    assert.equal((await ids(only(first!, { none_of: 'deals', where }))).length, open > 0 ? 0 : 1);
    assert.deepEqual(await ids(only(first!, { count_of: 'deals', where, is: open })), [first]);
    assert.deepEqual(await ids(only(second!, { count_of: 'deals', gt: 1_000 })), []);
  });

  test('whatever is wrong is answered with 422 and the pointer of the bad part', async () => {
    const deep = (n: number): Json => (n === 0 ? { field: 'title', is: 'x' } : { all: [deep(n - 1)] });
    const many = { any: Array.from({ length: 101 }, () => ({ field: 'title', is: 'x' })) };
    const cases: [unknown, string][] = [
      [{ field: 'nothing', is: 1 }, '/field'],
      [
        {
          all: [
            { field: 'title', is: 'x' },
            { field: 'nothing', is: 1 },
          ],
        },
        '/all/1/field',
      ],
      [{ field: 'company.nothing', is: 1 }, '/field'],
      [{ field: 'title.deeper', is: 1 }, '/field'],
      [{ field: 'tags.name', is: 'x' }, '/field'],
      [{ field: 7, is: 1 }, '/field'],
      [{ field: 'title', equals: 'x' }, '/equals'],
      [{ field: 'title', between: ['a', 'b'] }, '/between'],
      [{ field: 'closes_on', is: 'soon' }, '/is'],
      [{ field: 'closes_on', is: '2026-02-30' }, '/is'],
      [{ field: 'probability', gt: 'much' }, '/gt'],
      [{ field: 'probability', between: [1] }, '/between'],
      [{ field: 'probability', in: 5 }, '/in'],
      [{ field: 'outcome', is: 'perhaps' }, '/is'],
      [{ field: 'company', is: 'no id' }, '/is'],
      [{ field: 'company', is: null }, '/is'],
      [{ field: 'title', is: { $ne: 1 } }, '/is'],
      [{ field: 'title', empty: 'yes' }, '/empty'],
      [{ field: 'amount', gt: '1,5' }, '/gt'],
      [{ field: 'id', is: '-'.repeat(36) }, '/is'],
      [{ field: 'title', is: 'x', contains: 'y' }, '/'],
      [{ field: 'title' }, '/'],
      [{ any: { field: 'title', is: 'x' } }, '/any'],
      [{ all: [], any: [] }, '/any'],
      [{ not: [] }, '/not'],
      [{ none_of: 'ghosts' }, '/none_of'],
      [{ some_of: 'tags' }, '/'],
      [{ some_of: 'tasks', where: { field: 'nothing', is: 1 } }, '/where/field'],
      [{ count_of: 'tasks', gte: 'two' }, '/gte'],
      [{ count_of: 'tasks' }, '/'],
      [[], '/'],
      ['text', '/'],
      [{}, '/'],
      [deep(9), '/all/0'.repeat(9)],
      [many, '/any/99'],
      [{ field: 'closes_on', after: '+99999y' }, '/after'],
      [{ field: 'created_at', before: '-99999y' }, '/before'],
      [{ field: 'created_at', is: '9999-12-31T23:59:59-14:00' }, '/is'],
    ];
    assert.equal((await ask(deep(8))).status, 200, 'eight levels are allowed');
    for (const [bad, pointer] of cases) {
      const answer = await ask(bad);
      const told = `${JSON.stringify(bad).slice(0, 100)} ${JSON.stringify(answer.body).slice(0, 300)}`;
      assert.equal(answer.status, 422, told);
      assert.equal(answer.body.code, 'filter.invalid', told);
      assert.equal(answer.body.errors[0].pointer, pointer, told);
    }
    const text = await kith.request('GET', '/api/v1/deals?filter={broken');
    assert.equal(text.status, 422);
  });
});
