import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { temporaryDataFolder } from '../harness/temporary-folder.ts';
import { openFirm, type Firm } from './firm.ts';
import { beginImport, brought, everybody, lines, requireExactly, requireHistory, worked } from './people.ts';

const shares = [0.1, 0.5, 0.9];
const elsewhere = process.platform === 'linux' ? false : 'only Linux says which processes belong to a program';
const victims = [
  ['background', 'the background process is'],
  ['both', 'the background process and the program are'],
] as const;

/** Asks until a job is at work in the background process and has done so much; fails where it ended before. */
async function met(firm: Firm, job: string, done: number): Promise<void> {
  for (;;) {
    const { state, progress } = (await firm.ok('GET', `/api/v1/jobs/${job}`)) as Awaited<ReturnType<typeof worked>>;
    assert.ok(['waiting', 'running'].includes(state), `it ended in the first process: ${state}`);
    if (state === 'running' && firm.pid('background') !== null && (progress?.done ?? 0) >= done) return;
  }
}

describe('an import in the background process', { skip: elsewhere }, () => {
  const rows = 10_000;
  let firm: Firm;
  before(async () => {
    firm = await openFirm();
  });
  after(() => firm.close());

  for (const [victim, who] of victims) {
    for (const share of shares) {
      test(`brings everybody in once where ${who} killed at ${share * 100} %, and so does its undo`, async () => {
        const domain = `${victim}${share * 100}.example`;
        const people = lines(rows, domain);
        const id = await beginImport(firm, people);
        assert.equal((await brought(firm, id, rows * share)).state, 'running', 'it was killed while it ran');
        await firm.kill(victim);
        const done = await brought(firm, id, Infinity);
        assert.deepEqual([done.state, done.created, done.matched, done.rejected], ['done', rows, 0, 0]);
        await requireHistory(firm, await requireExactly(firm, domain, people), 1);
        const { undo } = await firm.ok('POST', `/api/v1/imports/${id}/undo`);
        await met(firm, undo.job_id, rows * share);
        await firm.kill(victim);
        assert.equal((await worked(firm, undo.job_id, Infinity)).state, 'done');
        await requireExactly(firm, domain, []);
      });
    }
  }
});

describe('a change of many in the background process', { skip: elsewhere }, () => {
  const rows = 30_000;
  const domain = 'bulk.example';
  let firm: Firm;
  let histories = 1;
  before(async () => {
    firm = await openFirm();
    await brought(firm, await beginImport(firm, lines(rows, domain)), Infinity);
  });
  after(() => firm.close());

  /** Each record has this city, and was written once more. */
  const requireOnce = async (city: string | null) => {
    histories += 1;
    const now = await everybody(firm, domain);
    assert.equal(now.size, rows);
    const wrong = [...now.values()].filter((one) => one.city !== city || one.version !== histories);
    assert.deepEqual(wrong.slice(0, 3), []);
    await requireHistory(firm, now, histories);
  };

  for (const [victim, who] of victims) {
    // Below a third it is still with the first process, or on its way.
    for (const share of [0.5, 0.9]) {
      test(`is done once to each where ${who} killed at ${share * 100} %, and so is its undo`, async () => {
        const city = `${victim} ${share}`;
        const ask = { action: 'update', values: { city }, filter: { field: 'emails', contains: domain } };
        const begun = await firm.ok('POST', '/api/v1/people/bulk', ask);
        await met(firm, begun.job_id, rows * share);
        await firm.kill(victim);
        const done = await worked(firm, begun.job_id, Infinity);
        assert.deepEqual([done.state, done.result.changed, done.result.refused], ['done', rows, 0]);
        await requireOnce(city);
        const undo = await firm.ok('POST', `/api/v1/change_sets/${begun.change_set_id}/undo`);
        await met(firm, undo.job_id, rows * share);
        await firm.kill(victim);
        const undone = await worked(firm, undo.job_id, Infinity);
        assert.deepEqual([undone.state, undone.result.undone, undone.result.conflicts], ['done', rows, []]);
        await requireOnce(null);
      });
    }
  }
});

describe('a background process', { skip: elsewhere }, () => {
  const rows = 5_000;

  test('that never starts leaves its work to the program after three tries', async () => {
    // What the program starts ends at once, before it reads a line of ours.
    const broken = join(temporaryDataFolder(), 'broken.mjs');
    writeFileSync(broken, "if (process.argv[1].endsWith('background.ts')) process.exit(7);\n");
    const firm = await openFirm({ NODE_OPTIONS: `--import=${broken}` });
    const people = lines(rows, 'alone.example');
    const done = await brought(firm, await beginImport(firm, people), Infinity);
    assert.deepEqual([done.state, done.created], ['done', rows]);
    await requireHistory(firm, await requireExactly(firm, 'alone.example', people), 1);
    await firm.close();
  });

  test('F13: that stands still is ended, and its work is done by another', async () => {
    const firm = await openFirm();
    const people = lines(rows * 2, 'still.example');
    const id = await beginImport(firm, people);
    assert.equal((await brought(firm, id, rows)).state, 'running');
    const stood = firm.pid('background')!;
    process.kill(stood, 'SIGSTOP');
    const done = await brought(firm, id, Infinity);
    assert.deepEqual([done.state, done.created], ['done', people.length]);
    await requireHistory(firm, await requireExactly(firm, 'still.example', people), 1);
    assert.notEqual(firm.pid('background'), stood);
    await firm.close();
  });
});
