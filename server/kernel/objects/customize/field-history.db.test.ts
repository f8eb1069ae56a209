import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Answer = Awaited<ReturnType<TestApp['request']>>;
interface Field {
  key: string;
  label: { en: string; el: string };
  archived: boolean;
  options: { value: string; archived: boolean }[] | null;
}

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const objects = '/api/v1/objects/people';
const fields = async () => (await kith.request('GET', objects)).body.fields as Field[];
const field = async (key: string) => (await fields()).find((one) => one.key === key)!;
const patch = (key: string, body: object) => kith.request('PATCH', `${objects}/fields/${key}`, body);
const undo = (answer: Answer, { as = kith.owner, force }: { as?: TestMember; force?: boolean } = {}) =>
  kith.request('POST', `/api/v1/change_sets/${answer.headers['kith-change-set']!}/undo`, { force }, { as });
const newest = async () => (await kith.request('GET', '/api/v1/change_sets?limit=1')).body.data[0];

test('a field that was added stands in the history with who did it, and the undo hides it', async () => {
  const made = await kith.request('POST', `${objects}/fields`, { label: 'Club', type: 'text' });
  const { author, label, undone } = await newest();
  assert.deepEqual([author.name, label, undone], ['Anna Georgiou', 'Add field: Club', false]);
  const taken = await undo(made);
  assert.equal(taken.status, 200, JSON.stringify(taken.body));
  assert.equal((await field('c_club')).archived, true);
  assert.equal((await undo(taken)).status, 200);
  assert.equal((await field('c_club')).archived, false);
});

test('a name, the choices and what is hidden come back as they were, also where nothing was laid over', async () => {
  const first = await field('stage');
  const renamed = await patch('stage', { label: { en: 'Phase', el: 'Φάση' } });
  const taken = await undo(renamed);
  assert.equal(taken.status, 200);
  assert.deepEqual(await field('stage'), first);
  assert.equal((await undo(renamed)).body.code, 'change_set.already_undone');
  const again = await undo(taken);
  assert.equal(again.status, 200, JSON.stringify(again.body));
  assert.equal((await field('stage')).label.en, 'Phase');
  await undo(again);
  assert.deepEqual(await field('stage'), first);

  await kith.request('POST', `${objects}/fields`, { label: 'Level', type: 'select', options: ['Gold', 'Silver'] });
  const chosen = await patch('c_level', { options: [{ value: 'Gold', label: 'Gold' }] });
  assert.equal((await field('c_level')).options?.find((one) => one.value === 'Silver')?.archived, true);
  await undo(chosen);
  assert.equal((await field('c_level')).options?.find((one) => one.value === 'Silver')?.archived, false);

  const hidden = await kith.request('DELETE', `${objects}/fields/c_level`);
  await undo(hidden);
  assert.equal((await field('c_level')).archived, false);
});

test('what somebody changed again since stays, and is told; force takes it back all the same', async () => {
  const first = await patch('title', { label: 'Position' });
  const second = await patch('title', { label: 'Post', help: 'What they do' });
  const refused = await undo(first);
  assert.equal(refused.status, 409);
  assert.equal(refused.body.code, 'change_set.cannot_be_undone');
  assert.deepEqual(refused.body.conflicts, [
    {
      object: 'people',
      record: 'title',
      field: 'label',
      mine: null,
      theirs: { en: 'Post', el: 'Post' },
    },
  ]);
  assert.equal((await undo(second)).status, 200);
  assert.equal((await field('title')).label.en, 'Position');
  assert.equal((await undo(first, { force: true })).status, 200);
  assert.notEqual((await field('title')).label.en, 'Position');
});

test('the order of fields is one change, taken back whole', async () => {
  const keys = async () => (await fields()).map((one) => one.key);
  const first = await keys();
  const ordered = await kith.request('PATCH', objects, { field_order: ['city', 'name'] });
  assert.deepEqual((await keys()).slice(0, 2), ['city', 'name']);
  assert.equal((await undo(ordered)).status, 200);
  assert.deepEqual(await keys(), first);
});

test('only administrators take it back, and a repeat under one key does it once', async () => {
  const member = await kith.addMember('Member', 'member');
  const done = await patch('city', { label: 'Town' });
  assert.equal((await undo(done, { as: member })).status, 403);
  assert.equal((await field('city')).label.en, 'Town');
  const path = `/api/v1/change_sets/${done.headers['kith-change-set']!}/undo`;
  const once = { headers: { 'idempotency-key': 'take it back' } };
  const answers = [await kith.request('POST', path, {}, once), await kith.request('POST', path, {}, once)];
  assert.deepEqual(
    answers.map((one) => [one.status, one.headers['kith-change-set']]),
    answers.map(() => [200, answers[0]!.headers['kith-change-set']]),
  );
});
