import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openFirm, type Firm } from './firm.ts';
import { beginImport, brought, everybody, lines, requireHistory, worked } from './people.ts';

const rows = 10_000;
const domain = 'bulk.example';
const filter = { field: 'emails', contains: domain };

describe('a change of ten thousand records', () => {
  let firm: Firm;
  let histories = 1;
  before(async () => {
    firm = await openFirm();
    await brought(firm, await beginImport(firm, lines(rows, domain)), Infinity);
  });
  after(() => firm.close());

  /** Each record has this city, and was written once more. */
  const requireOnce = async (city: string | null, versions: Map<string, number>) => {
    const now = await everybody(firm, domain);
    assert.equal(now.size, rows);
    for (const [email, person] of now) {
      assert.equal(person.city, city, email);
      assert.equal(person.version, versions.get(email)! + 1, email);
    }
    histories += 1;
    await requireHistory(firm, now, histories);
  };
  const versionsOf = async () =>
    new Map([...(await everybody(firm, domain))].map(([email, { version }]) => [email, version as number]));

  for (const victim of ['program', 'database'] as const) {
    for (const share of [0.1, 0.5, 0.9]) {
      test(`whose ${victim} is killed at ${share * 100} % is done once to each, and so is its undo`, async () => {
        const city = `${victim} ${share}`;
        const before_ = await versionsOf();
        const ask = { action: 'update', values: { city }, filter };
        const begun = await firm.ok('POST', '/api/v1/people/bulk', ask);
        assert.equal((await worked(firm, begun.job_id, rows * share)).state, 'running', 'it was killed while it ran');
        await firm.kill(victim);
        const done = await worked(firm, begun.job_id, Infinity);
        assert.deepEqual([done.state, done.result.changed, done.result.refused], ['done', rows, 0]);
        await requireOnce(city, before_);
        const between = await versionsOf();
        const undo = await firm.ok('POST', `/api/v1/change_sets/${begun.change_set_id}/undo`);
        assert.equal((await worked(firm, undo.job_id, rows * share)).state, 'running', 'it was killed while it ran');
        await firm.kill(victim);
        const undone = await worked(firm, undo.job_id, Infinity);
        assert.deepEqual([undone.state, undone.result.undone, undone.result.conflicts], ['done', rows, []]);
        await requireOnce(null, between);
      });
    }
  }
});
