import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const call = (method: string, path: string, body?: object) => kith.request(method, `/api/v1/${path}`, body);
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const rules = [
  {
    formula: 'blank(amount) or amount > 0',
    message: { en: 'A deal is worth something.', el: 'Η συμφωνία έχει αξία.' },
  },
  { formula: 'outcome <> "lost" or not blank(lost_reason)', message: 'Say why it was lost.' },
];
const told = ({ status, body }: Awaited<ReturnType<typeof call>>) => [
  status,
  ...(body.errors ?? []).map((one: { pointer: string; code: string; message: string }) => Object.values(one)),
];

test('a rule refuses what breaks it, at its field, in its words, and nothing of it is written', async () => {
  const kept = (await call('POST', 'deals', { title: 'Old', amount: euros('-5') })).body.id;
  const laid = await call('PATCH', 'objects/deals', { rules });
  assert.equal(laid.status, 200, JSON.stringify(laid.body));
  assert.equal((await call('GET', 'objects/deals')).body.rules.length, 2);
  const refused = await call('POST', 'deals', { title: 'New', amount: euros('-1') });
  assert.deepEqual(told(refused), [422, ['/amount', 'record.breaks_rule', 'A deal is worth something.']]);
  assert.equal((await call('GET', 'deals')).body.data.length, 1);
  assert.deepEqual(told(await call('PATCH', `deals/${kept}`, { outcome: 'lost', amount: euros('1') })), [
    422,
    ['/outcome', 'record.breaks_rule', 'Say why it was lost.'],
  ]);
  const both = { outcome: 'lost', lost_reason: 'Price', amount: euros('1') };
  const mended = await call('PATCH', `deals/${kept}`, both);
  assert.equal(mended.status, 200);

  const undone = await call('POST', `change_sets/${mended.headers['kith-change-set']}/undo`, {});
  assert.equal(undone.status, 200, 'what was so before may be so again');
  await call('POST', `change_sets/${laid.headers['kith-change-set']}/undo`, {});
  assert.equal((await call('POST', 'deals', { title: 'New', amount: euros('-1') })).status, 201);
});

test('a rule that cannot be read, or says neither yes nor no, is refused', async () => {
  const code = async (formula: string) => {
    const { status, body } = await call('PATCH', 'objects/deals', { rules: [{ formula, message: 'No.' }] });
    return [status, body.errors[0].pointer, body.errors[0].code];
  };
  assert.deepEqual(await code('amount +'), [422, '/rules/0/formula', 'formula.no_value']);
  assert.deepEqual(await code('amount * 2'), [422, '/rules/0/formula', 'rule.not_yes_or_no']);
});

test('of many records only those that break a rule are refused, by name and without hidden fields', async () => {
  const laid = await call('PATCH', 'objects/deals', { rules });
  assert.equal(laid.status, 200);
  const make = async (title: string, amount?: string) =>
    (await call('POST', 'deals', { title, ...(amount ? { amount: euros(amount) } : {}), lost_reason: 'Price' })).body
      .id;
  const [first, second] = [await make('Many one', '1'), await make('Many two', '2')];
  const third = (await call('POST', 'deals', { title: 'Many three' })).body.id;
  const ids = [first, second, third];
  const begun = await call('POST', 'deals/bulk', { action: 'update', values: { outcome: 'lost' }, ids });
  await kith.drain();
  const { state, result } = (await call('GET', `jobs/${begun.body.job_id}`)).body;
  assert.equal(state, 'done');
  assert.deepEqual([result.total, result.changed, result.refused], [3, 2, 1]);
  assert.deepEqual(result.refusals, [
    {
      id: third,
      name: 'Many three',
      errors: [{ pointer: '/outcome', code: 'record.breaks_rule', message: 'Say why it was lost.' }],
    },
  ]);
  const outcome = async (id: string) => (await call('GET', `deals/${id}`)).body.outcome;
  assert.deepEqual([await outcome(first), await outcome(third)], ['lost', 'open']);

  const operations = [
    { op: 'update', id: third, values: { outcome: 'lost' } },
    { op: 'create', values: { title: 'Rows good', amount: euros('3') } },
    { op: 'create', values: { title: 'Rows bad', amount: euros('-3') } },
  ];
  const rows = await call('POST', 'deals/batch', { operations, atomic: false });
  assert.equal(rows.status, 200, JSON.stringify(rows.body));
  assert.deepEqual(
    rows.body.results.map((one: { status: string; errors?: { pointer: string }[] }) => [
      one.status,
      one.errors?.[0]?.pointer,
    ]),
    [
      ['failed', '/operations/0/values/outcome'],
      ['created', undefined],
      ['failed', '/operations/2/values/amount'],
    ],
  );

  const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
  const actions = { import: false, export: false, merge: false, bulk: true, share: false };
  const objects = { default: all, deal: { ...all, fields: { amount: 'hidden' } } };
  const role = await call('POST', 'roles', { name: 'No sums', rights: { administers: false, actions, objects } });
  const as = await kith.addMember('Sumless', role.body.key);
  const kept = await make('Bad from before');
  await call('POST', `change_sets/${laid.headers['kith-change-set']}/undo`, {});
  await call('PATCH', `deals/${kept}`, { amount: euros('-1') });
  await call('PATCH', 'objects/deals', { rules });
  const refused = await kith.request('PATCH', `/api/v1/deals/${kept}`, { title: 'Touched' }, { as });
  assert.deepEqual(told(refused), [422, ['', 'record.breaks_rule', 'A deal is worth something.']]);
});
