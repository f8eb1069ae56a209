import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import type { Answer } from '../../../test/harness/app.ts';
import { hookSink, isSigned, type HookSink } from '../../../test/harness/hook-sink.ts';
import { temporaryDataFolder } from '../../../test/harness/temporary-folder.ts';

const main = join(import.meta.dirname, '../../main.ts');
const dataDir = temporaryDataFolder();

describe('a webhook whose program is killed', () => {
  let sink: HookSink;
  let app: { child: ChildProcess; origin: string };
  let cookie = '';
  before(async () => {
    sink = await hookSink();
    app = await startApp();
  });
  after(async () => {
    app.child.kill('SIGTERM');
    await once(app.child, 'exit');
    await sink.close();
  });

  const send = async (method: string, path: string, body?: unknown): Promise<Answer['body']> => {
    const answer = await fetch(app.origin + path, {
      method,
      headers: { cookie, origin: app.origin, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    cookie ||= (answer.headers.get('set-cookie') ?? '').split(';', 1)[0]!;
    assert.ok(answer.ok, `${method} ${path} ${answer.status}`);
    return answer.json();
  };

  test('while a delivery is on its way sends it again under the same id', async () => {
    const owner = { name: 'Owner', email: 'owner@firm.example', password: 'four ordinary words here' };
    await send('POST', '/api/v1/setup', { workspace: 'Firm', ...owner });
    const hook = await send('POST', '/api/v1/webhooks', { label: 'x', url: sink.url, events: ['people.created'] });
    sink.answer = () => undefined;
    await send('POST', '/api/v1/people', { name: 'Maria' });
    await sink.reached(1);
    app.child.kill('SIGKILL');
    await once(app.child, 'exit');
    sink.answer = (_, response) => void response.writeHead(200).end();
    app = await startApp();
    await sink.reached(2);
    const [first, second] = sink.caught;
    assert.equal(second!.headers['webhook-id'], first!.headers['webhook-id']);
    assert.equal(second!.text, first!.text);
    assert.ok(isSigned(first!, hook.secret) && isSigned(second!, hook.secret));
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function startApp(): Promise<{ child: ChildProcess; origin: string }> {
  const port = await freePort();
  const own = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...own, WEBHOOK_ALLOW_PRIVATE: 'true' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    if (!line.startsWith('Kith is ready')) continue;
    child.stdout!.resume();
    return { child, origin: `http://127.0.0.1:${port}` };
  }
  throw new Error('the program ended before it was ready');
}
