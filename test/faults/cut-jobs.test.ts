import assert from 'node:assert/strict';
import { after, before, describe, mock, test } from 'node:test';
import { sql, type DatabaseServer } from '#kernel/database';
import { createLog } from '#kernel/telemetry';
import { modules } from '../../server/app/modules.ts';
import { createServices, type Services } from '../../server/app/services.ts';
import { testApp, type Answer, type TestApp } from '../harness/app.ts';
import type { TestClone } from '../harness/database.ts';
import { openProxy, type Proxy } from './proxy.ts';

// A job of these has some hundred messages; more would be a loop that does not end.
const most = 3_000;
const beat = 10_000;

type Login = DatabaseServer['app'];

/** The same logins, by way of a proxy. */
function through(server: DatabaseServer, url: string): DatabaseServer {
  const { hostname, port } = new URL(url);
  const by = (login: Login): Login => {
    if (login.connectionString === undefined) return { ...login, host: hostname, port: Number(port) };
    const way = new URL(login.connectionString);
    way.host = `${hostname}:${port}`;
    return { ...login, connectionString: way.href };
  };
  return { ...server, owner: by(server.owner), app: by(server.app), control: by(server.control) };
}

interface Work {
  job: string;
  /** Fails unless the work was done, once. */
  check(told: string): Promise<void>;
}

describe('F12: where a connection is cut before or behind each message while a job works', () => {
  let kith: TestApp;
  let proxy: Proxy;
  let worker: Services;
  let stories = 0;
  before(async () => {
    kith = await testApp();
    await kith.drain();
    const { config, server } = kith.services;
    proxy = await openProxy((server as TestClone).url);
    // Each progress brings a heartbeat along.
    mock.timers.enable({ apis: ['setInterval'] });
    worker = createServices({ config, log: createLog(config), server: through(server, proxy.url), modules });
    worker.hub.subscribe(kith.workspace.id, ({ payload }) => {
      if ((payload as { state?: string }).state === 'running') mock.timers.tick(beat);
    });
    await worker.worker.drain();
  });
  after(async () => {
    mock.timers.reset();
    await worker.worker.stop();
    await worker.pools.end();
    await proxy.close();
    await kith.close();
  });

  const ok = async (method: string, path: string, body?: unknown): Promise<Answer['body']> => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path} ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  /** Pauses are over, and so are leases of a try whose claim was not heard. */
  const makeDue = () =>
    kith.inWorkspace(({ db }) =>
      db.run(sql`update ${db.table('job')} set run_at = now() - interval '1 second',
        lease_until = case when lease_until is null then null else now() - interval '1 second' end
        where done_at is null`),
    );

  /** Cuts before, and then behind, each message of a job; answers with the messages that were met. */
  const atEach = async (begin: (name: string) => Promise<Work>) => {
    const met: string[] = [];
    stories += 1;
    for (const behind of [false, true]) {
      // Every other one before, and those between behind.
      for (let nth = behind ? 2 : 1; ; nth += 2) {
        assert.ok(nth < most);
        const name = `${behind ? 'behind' : 'before'}${stories}x${nth}`;
        const work = await begin(name);
        proxy.cutAt(nth, { after: behind });
        await worker.worker.drain();
        const cut = proxy.cut();
        proxy.cutAt(Infinity);
        const told = `${name} ${cut}`;
        for (let turns = 0; (await ok('GET', `jobs/${work.job}`)).state !== 'done'; turns += 1) {
          const { state, error } = await ok('GET', `jobs/${work.job}`);
          assert.ok(turns < 4 && state !== 'parked', `${told} ${state} ${error}`);
          await makeDue();
          await worker.worker.drain();
        }
        await work.check(told);
        if (cut === null) break;
        met.push(cut);
      }
    }
    return met;
  };
  const inCity = async (city: string): Promise<Answer['body'][]> =>
    (await ok('POST', 'people/query', { filter: { field: 'city', is: city } })).data;
  /** So many people of a city, each written so often. */
  const requireOnce = async (
    city: string,
    { count, version, told }: Record<'count' | 'version', number> & { told: string },
  ) => {
    const found = await inCity(city);
    assert.equal(found.length, count, told);
    for (const { id, version: is } of found) {
      const changes = (await ok('GET', `people/${id}/changes`)).data.length;
      assert.deepEqual([is, changes], [version, version], told);
    }
  };

  test('a change of many is done once to each, and its job ends once', async () => {
    const met = await atEach(async (name) => {
      const operations = ['a', 'b', 'c'].map((one) => ({
        op: 'create',
        values: { name: `${one} ${name}`, notes: name },
      }));
      const { results } = await ok('POST', 'people/batch', { operations });
      const ids = results.map((one: { id: string }) => one.id);
      const asked = { action: 'update', values: { city: name }, ids };
      const { job_id: job } = await ok('POST', 'people/bulk', asked);
      const check = async (told: string) => {
        await requireOnce(name, { count: 3, version: 2, told });
        const { result } = await ok('GET', `jobs/${job}`);
        assert.deepEqual([result.changed, result.unchanged, result.refused], [3, 0, 0], told);
      };
      return { job, check };
    });
    assert.ok(met.length > 40, `${met.length} messages were cut`);
  });

  test('an import brings each in once, and its job ends once', async () => {
    const met = await atEach(async (name) => {
      const form = new FormData();
      const lines = ['a', 'b', 'c'].map((one) => `${one},${name},${one}@${name}.example,${name}`);
      form.append('file', new Blob([`First name,Last name,E-mail,City\n${lines.join('\n')}\n`]), 'people.csv');
      const { id } = await ok('POST', 'imports', form);
      await kith.drain();
      await ok('POST', `imports/${id}/run`, { accept: 'proposed' });
      const { job_id: job } = await ok('GET', `imports/${id}`);
      const check = async (told: string) => {
        await requireOnce(name, { count: 3, version: 1, told });
        const { state, created, rejected } = await ok('GET', `imports/${id}`);
        assert.deepEqual([state, created, rejected], ['done', 3, 0], told);
      };
      return { job, check };
    });
    assert.ok(met.length > 60, `${met.length} messages were cut`);
  });
});
