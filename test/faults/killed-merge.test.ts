import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import type { Answer } from '../harness/app.ts';
import { testDatabase, type TestClone } from '../harness/database.ts';
import { openFirm, type Firm, type Told } from './firm.ts';
import { openProxy, type Proxy } from './proxy.ts';

const tasks = 1_000;
const shares = [0.2, 0.4, 0.6, 0.8, 0.95];
const none = { status: 0, body: null, headers: new Headers() };

describe('a merge of records with a thousand others, and taking it apart,', () => {
  let clone: TestClone;
  let proxy: Proxy;
  let firm: Firm;
  let pair: [string, string];
  let merge = '';
  /** Both as they are apart, and as one. */
  let apart: Answer['body'];
  let joined: Answer['body'];
  before(async () => {
    const database = await testDatabase();
    await database.makeTemplate('empty', async () => undefined);
    clone = await database.cloneTemplate('empty');
    // What tests do without: a server that falls keeps what it committed.
    await on(clone, (client) => client.query(`alter database ${clone.database} set synchronous_commit = on`));
    proxy = await openProxy(clone.url);
    // Without the worker: what is killed belongs to the request.
    firm = await openFirm({ DATABASE_URL: proxy.url, SECRET: database.config.secret, ROLES: 'web' });
    const company = await firm.ok('POST', '/api/v1/companies', { name: 'Owners' });
    const make = (name: string) =>
      firm.ok('POST', '/api/v1/people', { name, emails: [`${name.slice(0, 1)}@x.example`] });
    pair = [(await make('Anna One')).id, (await make('Ben Two')).id];
    for (const person of pair) await firm.ok('POST', '/api/v1/employments', { person, company: company.id });
    for (let at = 0; at < tasks; at += 100) {
      const operations = Array.from({ length: 100 }, (_, n) => ({
        op: 'create',
        values: { subject: `Task ${at + n}`, people: [pair[n % 2]] },
      }));
      await firm.ok('POST', '/api/v1/tasks/batch', { operations });
    }
    apart = await look();
  });
  after(async () => {
    await firm.close();
    await proxy.close();
    await clone.drop();
  });

  /** What both ids answer, and whose the tasks are; the moments and versions of what was written are none of it. */
  const look = async () => {
    const both = await Promise.all(
      pair.map(async (id) => {
        const { version: _, updated_at: __, updated_by: ___, ...person } = await firm.ok('GET', `/api/v1/people/${id}`);
        return person;
      }),
    );
    const mine = async (id: string) => {
      const asked = { filter: { field: 'people', is: id }, aggregate: [{ fn: 'count' }], group_by: 'done' };
      return (await firm.ok('POST', '/api/v1/tasks/query', asked)).groups;
    };
    return { both, tasks: await Promise.all(pair.map(mine)) };
  };
  const join = (key: string) =>
    firm.send('POST', `/api/v1/people/${pair[0]}/merge`, { with: [pair[1]] }, { 'idempotency-key': key });
  const part = (key: string) => firm.send('POST', `/api/v1/merges/${merge}/undo`, {}, { 'idempotency-key': key });

  /** Kills the program when the nth message comes; the request has no answer. */
  const killProgram = async (nth: number, deed: () => Promise<Told>): Promise<Told> => {
    proxy.at(nth, () => process.kill(firm.pid('program')!, 'SIGKILL'));
    const answer = await deed().catch(() => none);
    proxy.cutAt(Infinity);
    await firm.kill('program');
    return answer;
  };
  /** Kills the server's process that is at work, by order or with SIGKILL, while nothing passes. */
  const killBackend = (how: 'order' | 'SIGKILL') => async (nth: number, deed: () => Promise<Told>) => {
    let killed: Promise<unknown> = Promise.resolve();
    proxy.at(nth, () => {
      proxy.stop();
      killed = killWorking(clone, how).finally(() => proxy.go());
    });
    const answer = await deed();
    await killed;
    proxy.cutAt(Infinity);
    await firm.ready();
    return answer;
  };
  const victims = [
    ['the program is killed', killProgram],
    ['the process of the database is ended', killBackend('order')],
    ['the process of the database is killed', killBackend('SIGKILL')],
  ] as const;

  test('are whole where nothing is killed, and each is the way back of the other', async () => {
    const first = await join('first');
    assert.equal(first.status, 200, JSON.stringify(first.body));
    merge = first.body.merge_id;
    joined = await look();
    assert.notDeepEqual(joined, apart);
    assert.equal((await part('first part')).status, 200);
    assert.deepEqual(await look(), apart);
  });

  for (const [who, kill] of victims) {
    test(`are done wholly or not at all where ${who}`, async () => {
      proxy.cutAt(Infinity);
      const again = await join(`measured ${who}`);
      const [merging] = [proxy.count(), (merge = again.body.merge_id)];
      assert.deepEqual(await look(), joined);
      proxy.cutAt(Infinity);
      await part(`measured part ${who}`);
      const parting = proxy.count();
      for (const share of shares) {
        const told = `${who} ${share}`;
        const answer = await kill(Math.ceil(merging * share), () => join(told));
        const found = await look();
        // What was answered is so; what was not is so or not.
        if (answer.status === 200) assert.deepEqual(found, joined, told);
        else
          assert.ok(
            [apart, joined].some((one) => JSON.stringify(one) === JSON.stringify(found)),
            told,
          );
        const repeated = await join(told);
        assert.equal(repeated.status, 200, `${told} ${JSON.stringify(repeated.body)}`);
        merge = repeated.body.merge_id;
        assert.deepEqual(await look(), joined, told);

        const parted = await kill(Math.ceil(parting * share), () => part(`part ${told}`));
        const now = await look();
        if (parted.status === 200) assert.deepEqual(now, apart, told);
        else
          assert.ok(
            [apart, joined].some((one) => JSON.stringify(one) === JSON.stringify(now)),
            told,
          );
        // A key that cannot tell says so; another one does what is left to do.
        const rest = await part(`part ${told}`);
        if (rest.status !== 200) {
          assert.equal(rest.body.code, 'idempotency.no_answer', told);
          const last = await part(`part again ${told}`);
          assert.ok(last.status === 200 || last.body.code === 'change_set.already_undone', told);
        }
        assert.deepEqual(await look(), apart, told);
      }
    });
  }
});

/** Ends the processes of a database that are in a transaction. */
function killWorking(clone: TestClone, how: 'order' | 'SIGKILL'): Promise<unknown> {
  return on(clone, async (client) => {
    const { rows } = await client.query<{ pid: number }>(`select pid from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`);
    for (const { pid } of rows) {
      if (how === 'SIGKILL') process.kill(pid, 'SIGKILL');
      else await client.query('select pg_terminate_backend($1)', [pid]);
    }
  });
}

/** Does something by a connection beside the proxy; it may fall with the others. */
async function on(clone: TestClone, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: clone.url });
  client.on('error', () => undefined);
  await client.connect();
  await work(client);
  await client.end().catch(() => undefined);
}
