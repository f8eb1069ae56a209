import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import type { Answer } from '../../../../test/harness/app.ts';
import { startProgram, type Program } from '../../../../test/harness/program.ts';
import { temporaryDataFolder } from '../../../../test/harness/temporary-folder.ts';

const rows = 21_000; // more than are planned in memory, so that it goes chunk by chunk
const couples = 1_000;
const dataDir = temporaryDataFolder();

describe('an import whose program is killed again and again', () => {
  let app: Program;
  let cookie = '';
  let id = '';
  after(async () => {
    app.child.kill('SIGTERM');
    await once(app.child, 'exit');
  });

  const send = async (method: string, path: string, body?: unknown) => {
    const form = body instanceof FormData;
    const answer = await fetch(app.origin + path, {
      method,
      headers: { cookie, origin: app.origin, ...(form ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    cookie ||= (answer.headers.get('set-cookie') ?? '').split(';', 1)[0]!;
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
  const importNow = async () => (await send('GET', `/api/v1/imports/${id}`)).body;
  /** Asks for the job until it holds: each question waits for its answer. */
  const reach = async (job: string, what: (state: string, done: number) => boolean): Promise<string> => {
    for (;;) {
      const { body } = await send('GET', `/api/v1/jobs/${job}`);
      assert.notEqual(body.state, 'parked', body.error);
      if (what(body.state, body.progress?.done ?? 0)) return body.state;
    }
  };
  /** Asks for the import until it has so many people, or has ended. */
  const brought = async (people: number) => {
    for (;;) {
      const one = await importNow();
      if (one.created >= people || !['reading', 'running'].includes(one.state)) return one;
    }
  };
  const kill = async () => {
    app.child.kill('SIGKILL');
    await once(app.child, 'exit');
    app = await startProgram(dataDir);
  };
  const total = async () => {
    const { body } = await send('POST', '/api/v1/people/query', { group_by: 'owner', aggregate: [{ fn: 'count' }] });
    return (body.groups as { values: { count: number } }[]).reduce((sum, group) => sum + group.values.count, 0);
  };
  const related = async () =>
    (await send('GET', '/api/v1/relationships?total=true&limit=1')).body.total.count as number;

  test('brings each person in exactly once', async () => {
    app = await startProgram(dataDir);
    const words = {
      workspace: 'Firm',
      name: 'Owner',
      email: 'owner@firm.example',
      password: 'four ordinary words here',
    };
    assert.equal((await send('POST', '/api/v1/setup', words)).status, 201);
    // The first ones name the last ones, who stand many chunks behind them.
    const spouse = (i: number) => (i < couples ? `p${rows - 1 - i}@killed.example` : '');
    const line = (i: number) => `Given${i},Family${i},p${i}@killed.example,Firm ${i % 500},${spouse(i)}`;
    const lines = Array.from({ length: rows }, (_, i) => line(i));
    const form = new FormData();
    form.append('file', new Blob([`First name,Last name,E-mail,Company,Spouse\n${lines.join('\n')}\n`]), 'people.csv');
    id = (await send('POST', '/api/v1/imports', form)).body.id;
    assert.equal((await send('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' })).status, 202);
    // The last time everybody is there, and their relations are looked for.
    for (const share of [0.1, 0.5, 1]) {
      const met = await brought(rows * share);
      // Near its end it may be quicker than the question.
      if (share < 1) assert.equal(met.state, 'running', 'it was killed while it ran');
      await kill();
    }
    await brought(Infinity);
    const done = await importNow();
    assert.deepEqual([done.created, done.matched, done.skipped, done.rejected], [rows, 0, 0, 0]);
    assert.equal(await total(), rows);
    assert.equal(done.by_object.people.created, rows);
    assert.equal(await related(), couples);
  });

  test('leaves nothing when it is taken back, also by a program that is killed meanwhile', async () => {
    const asked = await send('POST', `/api/v1/imports/${id}/undo`);
    assert.equal(asked.status, 202);
    const job = asked.body.undo.job_id as string;
    assert.equal(await reach(job, (_, done) => done > 0), 'running');
    await kill();
    await reach(job, (state) => state === 'done');
    assert.equal((await importNow()).state, 'undone');
    assert.equal(await total(), 0);
    assert.equal(await related(), 0);
    assert.equal((await send('GET', '/api/v1/companies?total=true')).body.total.count, 0);
  });
});
