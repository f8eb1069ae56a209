import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openFirm, type Firm } from './firm.ts';
import { beginImport, brought, lines, requireExactly, worked } from './people.ts';

const rows = 21_000; // more than are planned in memory, so that it goes chunk by chunk
const couples = 1_000;
const domain = 'killed.example';

describe('F01: an import that goes chunk by chunk, and whose program is killed again and again', () => {
  let firm: Firm;
  let id = '';
  before(async () => {
    firm = await openFirm();
  });
  after(() => firm.close());
  const countOf = async (path: string) => (await firm.ok('GET', `${path}?total=true&limit=1`)).total.count;

  test('brings each person in exactly once', async () => {
    // The first ones name the last ones, who stand many chunks behind them.
    const spouse = (i: number) => (i < couples ? `p${rows - 1 - i}@${domain}` : '');
    const people = lines(rows, domain).map((line, i) => ({ ...line, spouse: spouse(i) }));
    id = await beginImport(firm, people);
    // The last time everybody is there, and their relations are looked for.
    for (const share of [0.1, 0.5, 1]) {
      const met = await brought(firm, id, rows * share);
      // Near its end it may be quicker than the question.
      if (share < 1) assert.equal(met.state, 'running', 'it was killed while it ran');
      await firm.kill('program');
    }
    const done = await brought(firm, id, Infinity);
    assert.deepEqual([done.created, done.matched, done.skipped, done.rejected], [rows, 0, 0, 0]);
    assert.equal(done.by_object.people.created, rows);
    await requireExactly(firm, domain, people);
    assert.equal(await countOf('/api/v1/relationships'), couples);
  });

  test('leaves nothing when it is taken back, also by a program that is killed meanwhile', async () => {
    const asked = await firm.ok('POST', `/api/v1/imports/${id}/undo`);
    for (const share of [0.1, 0.5, 0.9]) {
      assert.equal((await worked(firm, asked.undo.job_id, rows * share)).state, 'running');
      await firm.kill('program');
    }
    await worked(firm, asked.undo.job_id, Infinity);
    assert.equal((await brought(firm, id, Infinity)).state, 'undone');
    for (const path of ['people', 'relationships', 'companies']) assert.equal(await countOf(`/api/v1/${path}`), 0);
  });
});
