import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openFirm, type Firm } from './firm.ts';
import { beginImport, brought, lines, requireExactly, requireHistory, worked } from './people.ts';

const shares = [0.1, 0.5, 0.9];

describe('an import', () => {
  let firm: Firm;
  before(async () => {
    firm = await openFirm();
  });
  after(() => firm.close());

  for (const victim of ['program', 'database'] as const) {
    for (const share of shares) {
      const rows = 10_000;
      test(`whose ${victim} is killed at ${share * 100} % brings everybody in exactly once`, async () => {
        const domain = `${victim}${share * 100}.example`;
        const people = lines(rows, domain);
        const id = await beginImport(firm, people);
        const met = await brought(firm, id, rows * share);
        assert.equal(met.state, 'running', 'it was killed while it ran');
        await firm.kill(victim);
        const done = await brought(firm, id, Infinity);
        assert.deepEqual([done.state, done.created, done.matched, done.rejected], ['done', rows, 0, 0]);
        await requireHistory(firm, await requireExactly(firm, domain, people), 1);
        const undo = await firm.ok('POST', `/api/v1/imports/${id}/undo`);
        await worked(firm, undo.undo.job_id, rows * share);
        await firm.kill(victim);
        assert.equal((await worked(firm, undo.undo.job_id, Infinity)).state, 'done');
        await requireExactly(firm, domain, []);
      });
    }
  }
});
