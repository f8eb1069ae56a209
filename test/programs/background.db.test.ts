import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import type { Answer } from '../harness/app.ts';
import { workerOf } from '../harness/clone-inside.ts';
import { testDatabase, type TestClone } from '../harness/database.ts';
import { startProgram, type Program } from '../harness/program.ts';
import { temporaryDataFolder } from '../harness/temporary-folder.ts';

const owner = { name: 'Owner', email: 'owner@firm.example', password: 'four ordinary words here' };
const rows = 6_000;

describe('long work in a process of its own', () => {
  let clone: TestClone;
  let program: Program;
  let cookie = '';
  before(async () => {
    const database = await testDatabase();
    await database.makeTemplate('empty', async () => undefined);
    clone = await database.cloneTemplate('empty');
    program = await startProgram(temporaryDataFolder(), { DATABASE_URL: clone.url, SECRET: database.config.secret });
  });
  after(async () => {
    if (program.child.exitCode === null) {
      program.child.kill('SIGTERM');
      await once(program.child, 'exit');
    }
    await clone.drop();
  });

  const send = async (method: string, path: string, body?: unknown) => {
    const form = body instanceof FormData;
    const answer = await fetch(program.origin + path, {
      method,
      headers: { cookie, origin: program.origin, ...(form ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : null) as Answer['body'] };
  };

  test('a large import runs there, tells pages how far it is, outlives a kill, and ends with the program', async () => {
    const made = await send('POST', '/api/v1/setup', { workspace: 'Firm', ...owner });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    cookie = (made.headers.get('set-cookie') ?? '').split(';', 1)[0]!;
    const stream = await fetch(`${program.origin}/api/v1/events`, { headers: { cookie } });
    const events = stream.body!.pipeThrough(new TextDecoderStream()).getReader();

    const lines = Array.from({ length: rows }, (_, i) => `Given${i},Family${i},person.number.${i}@people.example`);
    const form = new FormData();
    form.append('file', new Blob([`First name,Last name,E-mail\n${lines.join('\n')}\n`]), 'people.csv');
    const { body } = await send('POST', '/api/v1/imports', form);
    const path = `/api/v1/imports/${body.id}`;
    assert.equal((await send('POST', `${path}/run`, { accept: 'proposed' })).status, 202);
    const until = async (what: (one: Answer['body']) => boolean): Promise<Answer['body']> => {
      for (;;) {
        const one = (await send('GET', path)).body;
        if (what(one)) return one;
      }
    };
    await until((one) => one.created > 0 || !['reading', 'running'].includes(one.state));
    const first = await workerOf(clone, 'transfer.run');
    assert.ok(first > 0 && first !== program.child.pid, `the import runs in ${first}`);
    let told = '';
    while (!/"kind":"transfer.run","state":"running"/.test(told)) {
      const { value, done } = await events.read();
      assert.ok(!done, 'the stream ended');
      told += value;
    }
    process.kill(first, 'SIGKILL');
    const next = async (): Promise<number> => {
      for (;;) {
        const pid = await workerOf(clone, 'transfer.run').catch(() => 0);
        if (pid !== first) return pid;
      }
    };
    const second = await next();
    const done = await until((one) => !['reading', 'running'].includes(one.state));
    assert.deepEqual([done.state, done.created, done.matched, done.rejected], ['done', rows, 0, 0]);
    const { total } = (await send('GET', '/api/v1/people?total=true&limit=1')).body;
    assert.deepEqual(total, { count: rows, exact: true });

    await events.cancel();
    program.child.kill('SIGTERM');
    const [code] = await once(program.child, 'exit');
    assert.equal(code, 0);
    if (second) assert.throws(() => process.kill(second, 0), { code: 'ESRCH' }, 'it ended with the program');
  });
});
