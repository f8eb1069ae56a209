import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

const table = [
  'First name,Last name,E-mail,Town,Place',
  'Maria,Kyriakou,maria@kition.example,Larnaca,Head office',
  'Γιώργος,Χαραλάμπους,giorgos@kition.example,Λεμεσός,Branch',
  ',,,Paphos,Nobody here',
  '???,,,Nicosia,Nobody either',
].join('\n');

describe('an import that was run', () => {
  let kith: TestApp;
  let id: string;

  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const ok = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, { headers });
    assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const bringIn = async (text = table) => {
    const form = new FormData();
    form.append('file', new Blob([text]), 'people.csv');
    ({ id } = await ok('POST', 'imports', form));
    await ok('POST', `imports/${id}/run`, { accept: 'proposed' });
    await kith.drain();
  };
  const people = async () =>
    (await ok('GET', 'people?limit=100')).data as { id: string; name: { full: string }; city: string; title: string }[];
  const shown = () => ok('GET', `imports/${id}`);
  const mend = (rows: object[], headers: Record<string, string> = {}) =>
    kith.request('POST', `/api/v1/imports/${id}/corrections`, { rows }, { headers });
  const undo = () => ok('POST', `imports/${id}/undo`, {});
  const correction = (row: number, cells: Record<string, string>) => ({ file: 'people.csv', sheet: null, row, cells });

  test('is taken back and run again with another mapping, in one flow, and nothing is doubled', async () => {
    await bringIn();
    const { tables } = await ok('GET', `imports/${id}/mapping`);
    const column = tables[0].columns.find((one: { header: string }) => one.header === 'Place');
    assert.equal(column.field, null);
    column.field = 'title';
    for (const one of tables[0].columns) for (const key of ['samples', 'new_field']) delete one[key];
    const { file, sheet, object, columns } = tables[0];
    const asked = { mapping: { tables: [{ file, sheet, object, columns }] } };
    const first = await ok('POST', `imports/${id}/again`, asked, { 'idempotency-key': 'again once' });
    assert.deepEqual([first.state, first.taking_back], ['running', true]);
    assert.deepEqual(await ok('POST', `imports/${id}/again`, asked, { 'idempotency-key': 'again once' }), first);
    assert.equal((await kith.request('POST', `/api/v1/imports/${id}/again`, asked)).status, 409);
    await kith.drain();
    const done = await shown();
    assert.deepEqual([done.state, done.created, done.rejected, done.taking_back], ['done', 2, 2, false]);
    assert.deepEqual((await people()).map((one) => one.title).sort(), ['Branch', 'Head office']);
    await undo();
    assert.deepEqual(await people(), []);
    await ok('POST', `imports/${id}/again`, {});
    await kith.drain();
    assert.equal((await people()).length, 2, 'what was taken back can be run again');
    await undo();
  });

  test('keeps what a colleague changed since when it is run again, and meets it', async () => {
    await bringIn();
    const maria = (await people()).find((one) => one.name.full === 'Maria Kyriakou')!;
    await ok('PATCH', `people/${maria.id}`, { title: 'Director' });
    await ok('POST', `imports/${id}/again`, {});
    await kith.drain();
    const done = await shown();
    assert.deepEqual([done.created, done.matched], [1, 1]);
    assert.ok(done.warnings.some((text: string) => text.startsWith('1 records were changed since')));
    assert.equal((await people()).length, 2);
    await undo();
    await ok('DELETE', `people/${maria.id}`);
  });

  test('shows its rejected rows with their cells, and takes them in as they were mended, each once', async () => {
    await bringIn();
    const rejects = await ok('GET', `imports/${id}/rejects`);
    assert.deepEqual(
      rejects.data.map((one: { row: number; cells: string[] }) => [one.row, one.cells]),
      [
        [3, ['', '', '', 'Paphos', 'Nobody here']],
        [4, ['???', '', '', 'Nicosia', 'Nobody either']],
      ],
    );
    assert.match(rejects.data[0].reason, /^identifies nobody/);
    assert.deepEqual(
      rejects.tables[0].columns.map((one: { header: string }) => one.header),
      ['First name', 'Last name', 'E-mail', 'Town', 'Place'],
    );
    const rows = [correction(3, { 0: 'Nikos', 1: 'Panayi' }), correction(4, { 0: '-' })];
    const first = await mend(rows, { 'idempotency-key': 'mend once' });
    assert.equal(first.status, 202, JSON.stringify(first.body));
    assert.deepEqual((await mend(rows, { 'idempotency-key': 'mend once' })).body, first.body);
    await kith.drain();
    const done = await shown();
    assert.deepEqual([done.state, done.created, done.rejected], ['done', 3, 1]);
    const nikos = (await people()).find((one) => one.name.full === 'Nikos Panayi')!;
    assert.equal(nikos.city, 'Paphos');
    const left = await ok('GET', `imports/${id}/rejects`);
    assert.deepEqual([left.data.length, left.data[0].cells[0]], [1, '-']);
    const twice = await mend([correction(3, { 0: 'Nikos', 1: 'Twice' })]);
    assert.deepEqual([twice.status, twice.body.errors[0].pointer], [422, '/rows/0']);
    assert.equal((await mend([correction(1, { 0: 'Not' })])).status, 422);
    assert.equal((await people()).length, 3);
    await undo();
    assert.deepEqual(await people(), [], 'undo takes back both');
    assert.equal((await mend([correction(4, { 0: 'Late' })])).status, 409);
  });

  test('joins a mended row with the person it is about', async () => {
    await bringIn();
    await mend([correction(4, { 0: 'Maria', 1: 'Kyriakou', 2: 'maria@kition.example' })]);
    await kith.drain();
    const done = await shown();
    assert.deepEqual([done.state, done.created, done.matched, done.rejected], ['done', 2, 1, 1]);
    assert.equal((await people()).length, 2);
    const again = await ok('POST', `imports/${id}/again`, {});
    assert.equal(again.state, 'running');
    await kith.drain();
    const last = await shown();
    assert.deepEqual([last.created, last.matched, last.rejected], [2, 1, 1], 'what was mended stays mended');
    await undo();
  });

  test('is mended only by who may import', async () => {
    const own = await kith.addMember('Own Only', 'own_records');
    for (const [method, path, body] of [
      ['POST', 'again', {}],
      ['POST', 'corrections', { rows: [correction(3, { 0: 'X' })] }],
      ['GET', 'rejects', undefined],
      ['GET', 'mapping', undefined],
    ] as const) {
      const answer = await kith.request(method, `/api/v1/imports/${id}/${path}`, body, { as: own });
      assert.equal(answer.status, 403, path);
    }
  });
});
