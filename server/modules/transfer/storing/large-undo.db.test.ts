import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

const people = 5_200; // more than are taken back within a request

describe('taking a large import back', () => {
  let app: TestApp;
  let id: string;
  before(async () => {
    app = await testApp();
    const lines = Array.from({ length: people }, (_, i) => `Given${i},Family${i},p${i}@large.example`);
    const form = new FormData();
    form.append('file', new Blob([`First name,Last name,E-mail\n${lines.join('\n')}\n`]), 'large.csv');
    id = (await app.request('POST', '/api/v1/imports', form)).body.id;
    await app.request('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' });
    await app.drain();
    assert.equal((await read()).created, people);
  });
  after(() => app.close());

  const read = async () => (await app.request('GET', `/api/v1/imports/${id}`)).body;
  const undo = () => app.request('POST', `/api/v1/imports/${id}/undo`);
  const living = () =>
    app.inWorkspace(async ({ db }) => {
      const row = await db.one<{ n: number }>(sql`select count(*) as n from ${db.table('person')}
        where deleted_at is null`);
      return row.n;
    });

  test('is a job: what a crash left half-way is told, can be stopped, and goes on where it stopped', async () => {
    const kept = (await app.request('GET', '/api/v1/people?q=Given7 Family7')).body.data[0];
    await app.request('PATCH', `/api/v1/people/${kept.id}`, { city: 'Paphos' });
    const asked = await undo();
    assert.equal(asked.status, 202);
    const { job_id, done, total } = asked.body.undo;
    assert.deepEqual([done, total], [0, people]);
    assert.equal((await undo()).body.undo.job_id, job_id, 'asked twice it is one job');

    const mend = breakThird(app, 'undo_run');
    await app.drain();
    mend();
    const half = await read();
    assert.deepEqual([half.state, half.undo.done], ['done', 1_000]);
    const left = await living();
    assert.ok(left < people && left > 0);
    const listed = (await app.request('GET', '/api/v1/change_sets')).body.data;
    assert.deepEqual(listed.find((one: { undoing: unknown }) => one.undoing).undoing.done, 1_000);

    await app.request('POST', `/api/v1/jobs/${job_id}/cancel`);
    assert.equal((await read()).undo.state, 'cancelled');
    await app.drain();
    assert.equal(await living(), left, 'nothing more is taken back');

    const again = await undo();
    assert.deepEqual([again.status, again.body.undo.done], [202, 1_000]);
    assert.notEqual(again.body.undo.job_id, job_id);
    await app.drain();
    const ended = await read();
    assert.deepEqual([ended.state, ended.undo], ['undone', null]);
    assert.equal(await living(), 1, 'whom somebody changed since stays');
    const { result } = (await app.request('GET', `/api/v1/jobs/${again.body.undo.job_id}`)).body;
    assert.equal(result.undone, people - 1);
    assert.deepEqual(
      result.conflicts.map((one: { record: string }) => one.record),
      [kept.id],
    );
  });

  test('is itself one change set, which can be taken back', async () => {
    const sets = (await app.request('GET', '/api/v1/change_sets')).body.data;
    const [made] = sets.filter((one: { undoes: string | null }) => one.undoes !== null);
    assert.equal(made.records, people - 1);
    const asked = await app.request('POST', `/api/v1/change_sets/${made.id}/undo`);
    assert.equal(asked.status, 202);
    await app.drain();
    assert.equal(await living(), people);
    assert.equal(
      (await app.request('POST', `/api/v1/change_sets/${made.id}/undo`)).body.code,
      'change_set.already_undone',
    );
  });
});

/** The third write to a table breaks, as when the process is killed; answers with what makes it whole again. */
function breakThird(app: TestApp, table: string): () => void {
  const pool = app.services.source.pools.app;
  const real = pool.connect;
  const connect = real.bind(pool) as () => Promise<{ query: (...args: unknown[]) => Promise<unknown> }>;
  let writes = 0;
  const seen = new Set<unknown>();
  pool.connect = (async () => {
    const client = await connect();
    // A client comes from the pool again and again.
    if (seen.has(client)) return client;
    seen.add(client);
    const query = client.query.bind(client);
    client.query = (...args) => {
      const text = (args[0] as { text?: string } | undefined)?.text ?? '';
      if (text.startsWith('update') && text.includes(`"${table}"`) && (writes += 1) === 3)
        throw Object.assign(new Error('Connection terminated'), { code: '57P01' });
      return query(...args);
    };
    return client;
  }) as never;
  return () => (pool.connect = real);
}
