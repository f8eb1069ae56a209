import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import type { Answer } from '../harness/app.ts';
import { asking, workerOf } from '../harness/clone-inside.ts';
import { testDatabase, type TestClone } from '../harness/database.ts';
import { hookSink, type HookSink } from '../harness/hook-sink.ts';
import { startProgram, type Program } from '../harness/program.ts';
import { temporaryDataFolder } from '../harness/temporary-folder.ts';

const owner = { name: 'Owner', email: 'owner@firm.example', password: 'four ordinary words here' };
const rows = 6_000;

describe('two processes on one database', () => {
  let clone: TestClone;
  let sink: HookSink;
  let both: [Program, Program];
  let cookie = '';
  before(async () => {
    const database = await testDatabase();
    await database.makeTemplate('empty', async () => undefined);
    clone = await database.cloneTemplate('empty');
    sink = await hookSink();
    const dataDir = temporaryDataFolder();
    const own = { DATABASE_URL: clone.url, SECRET: database.config.secret, WEBHOOK_ALLOW_PRIVATE: 'true' };
    const settings = { ...own, BACKGROUND_PROCESS: 'false' };
    // At once, so that they also make their tables at once.
    both = await Promise.all([startProgram(dataDir, settings), startProgram(dataDir, settings)]);
  });
  after(async () => {
    for (const { child } of both) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await sink.close();
    await clone.drop();
  });

  const send = async (to: Program, method: string, path: string, body?: unknown) => {
    const form = body instanceof FormData;
    const answer = await fetch(to.origin + path, {
      method,
      headers: { cookie, origin: to.origin, ...(form ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : null) as Answer['body'] };
  };
  const cookieOf = (headers: Headers) => (headers.get('set-cookie') ?? '').split(';', 1)[0]!;

  /** Listens to the events of one process until all these records were told, or the stream ends. */
  const listen = async (to: Program, as = cookie) => {
    const answer = await fetch(`${to.origin}/api/v1/events`, { headers: { cookie: as } });
    assert.equal(answer.status, 200);
    const stream = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    const first = await stream.read();
    let text = first.value ?? '';
    return {
      until: async (ids: string[]) => {
        while (!ids.every((id) => text.includes(id))) {
          const { value, done } = await stream.read();
          assert.ok(!done, 'the stream ended before all was told');
          text += value;
        }
        return [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id!);
      },
      ended: async () => {
        while (!(await stream.read()).done);
      },
      leave: () => stream.cancel(),
    };
  };

  test('share sign-in, tell each other at once what was written, and hand on each event once', async () => {
    const [a, b] = both;
    const setup = await send(a, 'POST', '/api/v1/setup', { workspace: 'Firm', ...owner });
    assert.equal(setup.status, 201);
    cookie = cookieOf(setup.headers);
    assert.equal((await send(b, 'GET', '/api/v1/me')).status, 200);
    // OWASP Password Storage Cheat Sheet; the other tests hash at less cost.
    assert.match(await passwordHash(clone), /^scrypt\$32768\$8\$3\$/);
    const hook = { label: 'x', url: sink.url, events: ['people.created'] };
    assert.equal((await send(b, 'POST', '/api/v1/webhooks', hook)).status, 201);
    const ears = await Promise.all(both.map((one) => listen(one)));
    const ids: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      const made = await send(both[i % 2]!, 'POST', '/api/v1/people', { name: `Person ${i}` });
      assert.equal(made.status, 201);
      assert.equal((await send(both[(i + 1) % 2]!, 'GET', `/api/v1/people/${made.body.id}`)).status, 200);
      ids.push(made.body.id as string);
    }
    for (const ear of ears) {
      const told = await ear.until(ids);
      assert.equal(new Set(told).size, told.length, 'nothing is told twice');
      await ear.leave();
    }
    await sink.reached(ids.length);
  });

  test('a session that ends on one ends on the other, within five seconds also for what listens', async () => {
    const [a, b] = both;
    const { email, password } = owner;
    const mine = cookie;
    cookie = '';
    const second = cookieOf((await send(b, 'POST', '/api/auth/sign-in', { email, password })).headers);
    const ear = await listen(b, second);
    const started = performance.now();
    cookie = second;
    assert.equal((await send(a, 'POST', '/api/auth/sign-out')).status, 204);
    assert.equal((await send(b, 'GET', '/api/v1/me')).status, 401);
    cookie = mine;
    await ear.ended();
    // The question itself takes a moment on a busy machine.
    assert.ok(performance.now() - started < 6_000);
    assert.equal((await send(b, 'GET', '/api/v1/me')).status, 200);
  });

  test('an import whose process is killed is brought to its end by the other one, each person once', async () => {
    const lines = Array.from({ length: rows }, (_, i) => `Given${i},Family${i},p${i}@two.example`);
    const form = new FormData();
    form.append('file', new Blob([`First name,Last name,E-mail\n${lines.join('\n')}\n`]), 'people.csv');
    const { body } = await send(both[0], 'POST', '/api/v1/imports', form);
    const path = `/api/v1/imports/${body.id}`;
    assert.equal((await send(both[1], 'POST', `${path}/run`, { accept: 'proposed' })).status, 202);
    const until = async (to: Program, what: (one: Answer['body']) => boolean): Promise<Answer['body']> => {
      for (;;) {
        const one = (await send(to, 'GET', path)).body;
        if (what(one)) return one;
      }
    };
    const met = await until(both[0], (one) => one.created > 0 || !['reading', 'running'].includes(one.state));
    assert.equal(met.state, 'running', 'it was killed while it ran');
    const pid = await workerOf(clone, 'transfer.run');
    const [killed, other] = both[0].child.pid === pid ? both : (both.toReversed() as [Program, Program]);
    assert.equal(killed.child.pid, pid);
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const done = await until(other, (one) => !['reading', 'running'].includes(one.state));
    assert.deepEqual([done.state, done.created, done.matched, done.rejected], ['done', rows, 0, 0]);
    const count = { group_by: 'owner', aggregate: [{ fn: 'count' }] };
    const { groups } = (await send(other, 'POST', '/api/v1/people/query', count)).body;
    const sum = (groups as { values: { count: number } }[]).reduce((all, group) => all + group.values.count, 0);
    assert.equal(sum, rows + 20);
  });
});

/** How the password of the only account is kept. */
function passwordHash(database: TestClone): Promise<string> {
  return asking(database, async (client) => {
    const { rows: kept } = await client.query<{ password_hash: string }>('select password_hash from control.account');
    return kept[0]!.password_hash;
  });
}
