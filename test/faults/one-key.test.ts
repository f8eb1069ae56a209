import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openFirm, type Firm, type Told } from './firm.ts';

const together = 50;

describe('F10: fifty posts at once with one key', () => {
  let firm: Firm;
  before(async () => {
    firm = await openFirm();
  });
  after(() => firm.close());

  const atOnce = (path: string, body: () => unknown) =>
    Promise.all(
      Array.from({ length: together }, () => firm.send('POST', path, body(), { 'idempotency-key': `once ${path}` })),
    );
  const requireOne = (answers: Told[], status: number) => {
    assert.deepEqual([...new Set(answers.map((one) => one.status))], [status], JSON.stringify(answers[0]!.body));
    for (const { body } of answers) assert.deepEqual(body, answers[0]!.body, 'all are answered alike');
  };
  const totalOf = async (object: string) => (await firm.ok('GET', `/api/v1/${object}?total=true&limit=1`)).total.count;

  test('make one record, and the key serves no other body', async () => {
    requireOne(await atOnce('/api/v1/people', () => ({ name: 'One Person' })), 201);
    assert.equal(await totalOf('people'), 1);
    const other = { 'idempotency-key': 'once /api/v1/people' };
    assert.equal((await firm.send('POST', '/api/v1/people', { name: 'Another' }, other)).status, 422);
    assert.equal(await totalOf('people'), 1);
  });

  test('make the records of one batch', async () => {
    const operations = Array.from({ length: 20 }, (_, n) => ({ op: 'create', values: { name: `Firm ${n}` } }));
    requireOne(await atOnce('/api/v1/companies/batch', () => ({ operations })), 200);
    assert.equal(await totalOf('companies'), 20);
  });

  test('begin one bulk change, one undo and one import', async () => {
    const ask = { action: 'update', values: { city: 'Paphos' }, filter: { field: 'name', contains: 'Firm' } };
    const bulk = await atOnce('/api/v1/companies/bulk', () => ask);
    requireOne(bulk, 202);
    const form = () => {
      const body = new FormData();
      body.append('file', new Blob(['First name,Last name\nAnna,Georgiou\n']), 'people.csv');
      return body;
    };
    const imports = await atOnce('/api/v1/imports', form);
    requireOne(imports, 201);
    assert.equal((await firm.ok('GET', '/api/v1/imports')).data.length, 1);
    const run = `/api/v1/imports/${imports[0]!.body.id}/run`;
    requireOne(await atOnce(run, () => ({ accept: 'proposed' })), 202);
    const { headers } = await firm.send('POST', '/api/v1/people', { name: 'To be undone' });
    const set = headers.get('kith-change-set');
    // Its key is taken apart from its effect: who comes meanwhile is told so, and nobody undoes twice.
    const undos = await atOnce(`/api/v1/change_sets/${set}/undo`, () => ({}));
    assert.ok(undos.every(({ status, body }) => status === 200 || body.code === 'idempotency.no_answer'));
    const sets = (await firm.ok('GET', '/api/v1/change_sets?limit=100')).data as { undoes: string | null }[];
    assert.equal(sets.filter(({ undoes }) => undoes === set).length, 1);
  });
});
