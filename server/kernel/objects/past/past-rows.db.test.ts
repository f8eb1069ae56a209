import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;
const day = (n: number) => new Date(Date.UTC(2026, 0, n, 12));

describe('lists, groups and sums as they were', () => {
  let kith: TestApp;
  let now = day(1);
  let own: TestMember;
  const ids: Record<string, string> = {};

  const ask = async (method: string, path: string, body?: Json, as?: TestMember) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, as ? { as } : {});
    assert.ok(answer.status < 300, `${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const on = (n: number) => (now = day(n));
  const make = async (name: string, values: Json) =>
    (ids[name] = (await ask('POST', 'deals', { title: name, ...values })).id);
  const patch = (name: string, values: Json) => ask('PATCH', `deals/${ids[name]}`, values);
  const eur = (amount: string) => ({ amount, currency: 'EUR' });

  before(async () => {
    kith = await testApp({ clock: () => now });
    own = await kith.addMember('Own Only', 'own_records');
    on(1);
    await make('Roof', { amount: eur('100.00'), deal_source: 'New', closes_on: '2026-03-01' });
    await make('Wall', { amount: eur('200.00'), deal_source: 'Offer' });
    await make('Door', { amount: { amount: '50.00', currency: 'USD' }, deal_source: 'New' });
    await make('Twin', { amount: eur('10.00'), deal_source: 'New' });
    on(5);
    await patch('Roof', { deal_source: 'Offer', amount: eur('150.00'), closes_on: null });
    await make('Late', { amount: eur('900.00'), deal_source: 'New' });
    on(7);
    await ask('DELETE', `deals/${ids['Wall']}`);
    await ask('POST', `deals/${ids['Door']}/merge`, { with: [ids['Twin']!] });
    on(9);
    await patch('Roof', { deal_source: 'Won', title: 'Roof and gutter' });
    await ask('POST', `deals/${ids['Wall']}/restore`);
    on(20);
  });
  after(() => kith.close());

  const at = (n: number) => day(n).toISOString();
  const titles = async (n: number, more = '') =>
    (await ask('GET', `deals?sort=title&as_of=${at(n)}${more}`)).data.map((one: Json) => one['title']);

  test('a list holds the records of that moment with what they held then', async () => {
    assert.deepEqual(await titles(2), ['Door', 'Roof', 'Twin', 'Wall']);
    assert.deepEqual(await titles(6), ['Door', 'Late', 'Roof', 'Twin', 'Wall']);
    assert.deepEqual(await titles(8), ['Door', 'Late', 'Roof']);
    assert.deepEqual(await titles(10), ['Door', 'Late', 'Roof and gutter', 'Wall']);
    assert.deepEqual(await titles(8, '&trash=true'), ['Wall']);
    const [, roof] = (await ask('GET', `deals?sort=title&as_of=${at(2)}`)).data;
    assert.deepEqual(
      [roof.amount, roof.deal_source, roof.closes_on, roof.version],
      [eur('100.00'), 'New', '2026-03-01', 1],
    );
    const one = await ask('GET', `deals/${ids['Roof']}?as_of=${at(2)}`);
    for (const key of ['title', 'amount', 'deal_source', 'closes_on', 'version', 'updated_at'])
      assert.deepEqual(roof[key], one[key], `${key} as on its own page`);
  });

  test('filters, order and pages go by what was there then', async () => {
    const filter = (value: Json) => `&filter=${encodeURIComponent(JSON.stringify(value))}`;
    assert.deepEqual(await titles(2, filter({ field: 'deal_source', is: 'New' })), ['Door', 'Roof', 'Twin']);
    assert.deepEqual(await titles(6, filter({ field: 'deal_source', is: 'Offer' })), ['Roof', 'Wall']);
    assert.deepEqual(await titles(6, filter({ field: 'closes_on', empty: false })), []);
    const first = await ask('GET', `deals?sort=-amount&limit=2&total=true&as_of=${at(2)}`);
    const rest = await ask('GET', `deals?sort=-amount&limit=2&as_of=${at(2)}&cursor=${first.next_cursor}`);
    const found = [...first.data, ...rest.data].map((one: Json) => one['title']);
    assert.deepEqual(found, ['Wall', 'Roof', 'Door', 'Twin']);
    assert.deepEqual(first.total, { count: 4, exact: true });
  });

  test('groups and sums are those of that moment', async () => {
    const body = { group_by: 'deal_source', aggregate: [{ fn: 'sum', field: 'amount' }], as_of: at(2) };
    const { groups } = await ask('POST', 'deals/query', body);
    const told = groups.map(({ key, values }: { key: string; values: Json }) => [key, values]);
    assert.deepEqual(told, [
      [
        'New',
        {
          count: 3,
          sum_amount: [eur('110.00'), { amount: '50.00', currency: 'USD' }],
          sum_amount_base: { ...eur('110.00'), left_out: 1 },
        },
      ],
      ['Offer', { count: 1, sum_amount: [eur('200.00')], sum_amount_base: { ...eur('200.00'), left_out: 0 } }],
    ]);
  });

  test('what is worked out or searched only today is refused, not guessed', async () => {
    const refused = async (path: string, body?: Json) => {
      const answer = await kith.request(body ? 'POST' : 'GET', `/api/v1/${path}`, body);
      return [answer.status, answer.body.code];
    };
    assert.deepEqual(await refused(`people?q=maria&as_of=${at(2)}`), [422, 'past.not_kept']);
    assert.deepEqual(await refused(`people?sort=last_contact_at&as_of=${at(2)}`), [422, 'sort.invalid']);
    const summary = { filter: { field: 'open_deals', gt: 0 }, as_of: at(2) };
    assert.deepEqual(await refused('people/query', summary), [422, 'filter.invalid']);
    const related = { filter: { all: [{ some_of: 'deals' }] }, as_of: at(2) };
    assert.deepEqual(await refused('people/query', related), [422, 'past.not_kept']);
  });

  test('an address that a person had then is found by a filter', async () => {
    on(21);
    const { id } = await ask('POST', 'people', { name: 'Maria', emails: ['old@x.example'], phones: ['99123456'] });
    on(23);
    await ask('PATCH', `people/${id}`, { emails: ['new@x.example'], name: 'Maria Nikou' });
    on(25);
    const found = async (field: string, value: string, n: number) =>
      (await ask('POST', 'people/query', { filter: { field, is: value }, as_of: at(n) })).data.map(
        (one: { name: { full: string } }) => one.name.full,
      );
    assert.deepEqual(await found('emails', 'old@x.example', 22), ['Maria']);
    assert.deepEqual(await found('emails', 'old@x.example', 24), []);
    assert.deepEqual(await found('emails', 'new@x.example', 24), ['Maria Nikou']);
    assert.deepEqual(await found('phones', '99123456', 22), ['Maria']);
  });

  test('the past shows nobody more than they may see today', async () => {
    on(30);
    const mine = await ask('POST', 'deals', { title: 'Handed over', owner: own.id });
    on(32);
    await ask('PATCH', `deals/${mine.id}`, { owner: kith.owner.id });
    on(34);
    const seen = (await ask('GET', `deals?as_of=${at(31)}`, undefined, own)).data;
    assert.deepEqual(seen, []);
  });
});
