import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { sql, type Sql } from '#kernel/database';
import { planFirm } from './plan-firm.ts';

const now = new Date('2026-11-22T08:00:00Z');

describe('the sample firm', () => {
  let kith: TestApp;
  let job: string;

  before(async () => {
    kith = await testApp({ clock: () => now });
    job = (await kith.services.addSample(kith.workspace)) ?? '';
    await kith.drain();
  });
  after(() => kith.close());

  const total = async (object: string, filter?: object) => {
    const wanted = filter ? `&filter=${encodeURIComponent(JSON.stringify(filter))}` : '';
    const answer = await kith.request('GET', `/api/v1/${object}?limit=1&total=true${wanted}`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body.total.count as number;
  };

  test('is there with its people, firms, talks and deals', async () => {
    const state = (await kith.request('GET', `/api/v1/jobs/${job}`)).body;
    assert.equal(state.state, 'done', state.error);
    assert.equal(await total('people'), 407);
    assert.equal(await total('companies'), 150);
    assert.ok((await total('deals', { field: 'outcome', is: 'open' })) >= 25);
    assert.ok((await total('calls')) > 900);
    const entries = await kith.inWorkspace((ctx) => ctx.db.many<{ n: number }>(countEntries(ctx.db.table)));
    assert.ok(entries[0]!.n > 4_500 && entries[0]!.n < 9_000, String(entries[0]!.n));
  });

  test('is there once, also where the end of its job was not heard', async () => {
    const { result } = (await kith.request('GET', `/api/v1/jobs/${job}`)).body;
    await kith.inWorkspace(({ db }) =>
      db.run(sql`update ${db.table('job')} set state = 'waiting', done_at = null, lease_until = null,
        result = null
        where id = ${job}::uuid`),
    );
    await kith.drain();
    assert.deepEqual((await kith.request('GET', `/api/v1/jobs/${job}`)).body.result, result);
    assert.equal(await total('people'), 407);
  });

  test('has numbers that can be dialled and addresses that reach nobody', async () => {
    const { data } = (await kith.request('GET', '/api/v1/people?limit=1000')).body;
    for (const person of data) {
      for (const phone of person.phones ?? []) assert.equal(phone.raw, null, phone.value);
      for (const email of person.emails ?? []) assert.match(email.value, /\.example$/);
    }
    assert.ok(data.some((person: { name: { full: string } }) => /[α-ω]/.test(person.name.full)));
    assert.ok(data.some((person: { company: unknown; title: string }) => person.company && person.title));
  });

  test('fills Home', async () => {
    const { body } = await kith.request('GET', '/api/v1/home');
    assert.ok(body.tasks.length >= 5 && body.tasks.length <= 12, `${body.tasks.length} tasks`);
    assert.ok(body.stay_in_touch.length >= 5, `${body.stay_in_touch.length} to stay in touch with`);
    const kinds = new Set(body.coming_up.map((line: { kind: string }) => line.kind));
    assert.deepEqual([...kinds].sort(), ['birthday', 'important_date', 'meeting', 'name_day', 'task']);
    assert.ok(body.stay_in_touch.every((line: { opener: { en: string } }) => line.opener.en.length > 0));
  });

  test('shows views that work', async () => {
    const { data } = (await kith.request('GET', '/api/v1/views')).body;
    assert.equal(data.length, 6);
    for (const { object, filter } of data) assert.ok((await total(object, filter ?? undefined)) > 0, object);
  });

  test('sells: products, enquiries in every state, quotes, orders, invoices and what was paid', async () => {
    assert.equal(await total('products'), 12);
    assert.ok((await total('products', { field: 'period', is: 'month' })) >= 2);
    assert.equal(await total('price_lists'), 1);
    for (const status of ['new', 'assigned', 'answered', 'qualified', 'disqualified', 'converted', 'suspected'])
      assert.ok((await total('enquiries', { field: 'status', is: status })) > 0, status);
    const quotes: [string, number][] = [
      ['draft', 2],
      ['sent', 3],
      ['accepted', 5],
      ['declined', 2],
    ];
    for (const [status, count] of quotes) assert.equal(await total('quotes', { field: 'status', is: status }), count);
    assert.equal(await total('orders'), 5);
    const { data } = (await kith.request('GET', '/api/v1/invoices?sort=number&limit=50')).body;
    assert.deepEqual(
      data
        .map((one: Record<string, unknown>) => [one['number'], one['status']])
        .filter(([number]: [unknown]) => number),
      [
        ['2026-0001', 'paid'],
        ['2026-0002', 'paid'],
        ['2026-0003', 'issued'],
        ['2026-0004', 'issued'],
        ['2026-0005', 'issued'],
      ],
    );
    assert.equal(data.length, 6);
    const overdue = data.filter(
      (one: Record<string, string>) => one['status'] === 'issued' && one['due_on']! < '2026-11-22',
    );
    assert.equal(overdue.length, 2);
    assert.ok(
      overdue.some(({ paid }: { paid: { amount: string } }) => Number(paid.amount) > 0),
      'one is paid in part',
    );
    assert.equal(await total('payments'), 3);
  });

  test('is told once, and goes away by one undo but for its documents', async () => {
    assert.equal(await kith.services.addSample(kith.workspace), null);
    const sets = (await kith.request('GET', '/api/v1/change_sets')).body.data;
    const sample = sets.find((set: { label: string }) => set.label === 'Sample data');
    const asked = await kith.request('POST', `/api/v1/change_sets/${sample.id}/undo`);
    assert.equal(asked.status, 202, 'a firm is too large for one request');
    await kith.drain();
    const ended = await kith.request('GET', `/api/v1/jobs/${asked.body.job_id}`);
    assert.equal(ended.body.state, 'done');
    assert.equal(ended.body.result.undone, sample.records);
    for (const object of ['people', 'companies', 'deals', 'calls', 'tags', 'products', 'price_lists', 'enquiries'])
      assert.equal(await total(object), 0, object);
    // What was given to customers stays, and so do the tasks about their answers.
    assert.equal(await total('tasks'), await total('quote_answers'));
    assert.deepEqual([await total('quotes'), await total('invoices'), await total('payments')], [12, 6, 3]);
  });

  test('is the same for the same seed and moment', () => {
    const options = { now, timeZone: 'Asia/Nicosia', language: 'el' as const, member: 'm' };
    const words = (seed: number) =>
      JSON.stringify(
        [...planFirm({ ...options, seed }).plan].map(([, list]) =>
          list.map(({ values }) => values['name'] ?? values['subject'] ?? [values['title'], values['amount']]),
        ),
      );
    assert.equal(words(1), words(1));
    assert.notEqual(words(1), words(2));
  });
});

function countEntries(table: (name: string) => Sql): Sql {
  return sql`select count(distinct entry_id) as n from ${table('timeline')}`;
}
