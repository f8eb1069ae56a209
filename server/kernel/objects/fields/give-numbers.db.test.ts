import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

let kith: TestApp;
before(async () => {
  kith = await testApp();
});
after(() => kith.close());

const call = (method: string, path: string, body?: object) => kith.request(method, `/api/v1/${path}`, body);
const ok = async (method: string, path: string, body?: object) => {
  const answer = await call(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const numbers = async (api: string, field: string) => {
  const { data } = (await ok('GET', `${api}?sort=name&limit=100`)).body;
  return data.map((one: Record<string, unknown>) => one[field]) as number[];
};

test('records that are there are numbered by age, new ones go on, and no number is lost or typed', async () => {
  for (const name of ['Beta', 'Alpha', 'Gamma']) await ok('POST', 'companies', { name });
  await ok('POST', 'objects/companies/fields', { label: 'No', type: 'autonumber', required: true });
  await kith.drain();
  assert.deepEqual(await numbers('companies', 'c_no'), [2, 1, 3]);
  const next = await ok('POST', 'companies', { name: 'Delta' });
  assert.equal(next.body.c_no, 4, 'the answer has it already');

  const typed = await call('POST', 'companies', { name: 'Epsilon', c_no: 99 });
  assert.equal(typed.status, 422);
  const refused = await call('POST', 'companies', { name: '' });
  assert.equal(refused.status, 422);
  assert.equal((await ok('POST', 'companies', { name: 'Epsilon' })).body.c_no, 5, 'what was refused leaves no gap');

  await ok('DELETE', `companies/${next.body.id as string}`);
  assert.equal((await ok('POST', 'companies', { name: 'Zeta' })).body.c_no, 6, 'nor is a number given again');
  await ok('POST', `companies/${next.body.id as string}/restore`);
  const found = await ok('GET', `companies?filter=${encodeURIComponent('{"field":"c_no","gte":4}')}&sort=-c_no`);
  assert.deepEqual(
    found.body.data.map((one: { name: string }) => one.name),
    ['Zeta', 'Epsilon', 'Delta'],
  );
  const marked = await call('PATCH', 'objects/companies/fields/c_no', { default: 7 });
  assert.equal(marked.body.errors[0].code, 'field.is_standard');
});

test('many who make records at once get a number each, and a formula is made of it at once', async () => {
  const fields = [{ label: 'No', type: 'autonumber' }];
  await ok('POST', 'objects', { label: 'Job', plural: 'Jobs', fields });
  await ok('POST', 'objects/c_jobs/fields', { label: 'Code', type: 'formula', formula: '"J-" & text(c_no)' });
  await kith.drain();
  const made = await Promise.all([...'abcdefgh'].map((name) => ok('POST', 'c_jobs', { name })));
  assert.deepEqual(
    made.map((one) => one.body.c_no as number).toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  for (const { body } of made) assert.equal(body.c_code, `J-${String(body.c_no)}`);
  const operations = ['x', 'y'].map((name) => ({ op: 'create', values: { name } }));
  await ok('POST', 'c_jobs/batch', { operations });
  assert.deepEqual((await numbers('c_jobs', 'c_no')).slice(-2), [9, 10], 'in the order in which they were told');
});
