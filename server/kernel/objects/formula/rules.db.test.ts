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
