import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import type { Answer } from '../../../test/harness/app.ts';
import { hookSink, isSigned, type HookSink } from '../../../test/harness/hook-sink.ts';
import { startProgram, type Program } from '../../../test/harness/program.ts';
import { temporaryDataFolder } from '../../../test/harness/temporary-folder.ts';

const dataDir = temporaryDataFolder();
const start = () => startProgram(dataDir, { WEBHOOK_ALLOW_PRIVATE: 'true' });

describe('a webhook whose program is killed', () => {
  let sink: HookSink;
  let app: Program;
  let cookie = '';
  before(async () => {
    sink = await hookSink();
    app = await start();
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
    app = await start();
    await sink.reached(2);
    const [first, second] = sink.caught;
    assert.equal(second!.headers['webhook-id'], first!.headers['webhook-id']);
    assert.equal(second!.text, first!.text);
    assert.ok(isSigned(first!, hook.secret) && isSigned(second!, hook.secret));
  });
});
