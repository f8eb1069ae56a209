import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testDatabase, type TestClone } from '../../../../test/harness/database.ts';
import { openFirm, type Firm } from '../../../../test/faults/firm.ts';
import { beginImport, brought, lines, requireExactly, worked } from '../../../../test/faults/people.ts';

// Each kill once; at more places, of the database too, and in larger files: test/faults.
const rows = 5_200; // its undo is just long enough to be a job
const domain = 'killed.example';

describe('an import whose program is killed', () => {
  let firm: Firm;
  let id = '';
  let clone: TestClone;
  before(async () => {
    const database = await testDatabase();
    await database.makeTemplate('empty', async () => undefined);
    clone = await database.cloneTemplate('empty');
    firm = await openFirm({ DATABASE_URL: clone.url, SECRET: database.config.secret });
  });
  after(async () => {
    await firm.close();
    await clone.drop();
  });

  test('brings each person in exactly once', async () => {
    const people = lines(rows, domain);
    id = await beginImport(firm, people);
    const met = await brought(firm, id, rows * 0.4);
    assert.equal(met.state, 'running', 'it was killed while it ran');
    await firm.kill('program');
    const done = await brought(firm, id, Infinity);
    assert.deepEqual([done.created, done.matched, done.skipped, done.rejected], [rows, 0, 0, 0]);
    await requireExactly(firm, domain, people);
  });

  test('leaves nothing when it is taken back, also by a program that is killed meanwhile', async () => {
    const asked = await firm.ok('POST', `/api/v1/imports/${id}/undo`);
    assert.equal((await worked(firm, asked.undo.job_id, 1)).state, 'running');
    await firm.kill('program');
    await worked(firm, asked.undo.job_id, Infinity);
    assert.equal((await brought(firm, id, Infinity)).state, 'undone');
    await requireExactly(firm, domain, []);
  });
});
