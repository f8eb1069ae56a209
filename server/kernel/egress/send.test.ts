import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { hookSink, type HookSink } from '../../../test/harness/hook-sink.ts';
import { createEgress } from './index.ts';

const hostile = join(import.meta.dirname, '../../../../shared/data/hostile/urls/ssrf.jsonl');
const headers = { 'content-type': 'application/json' };

describe('the way out', () => {
  let sink: HookSink;
  let port: string;
  before(async () => {
    sink = await hookSink();
    port = new URL(sink.url).port;
  });
  after(() => sink.close());

  const post = (egress: ReturnType<typeof createEgress>, url: string) => egress.send({ url, headers, body: '{}' });
  const names = (...answers: string[][]) => {
    let asked = 0;
    const resolve = async () => answers[Math.min(asked++, answers.length - 1)]!;
    return { resolve, asked: () => asked };
  };

  test('reaches no address of this machine or of a network beside it, however it is written', async () => {
    const { resolve } = names(['127.0.0.1']);
    const egress = createEgress({ allowPrivate: false, resolve });
    const written = ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '017700000001', '[::1]', '[::ffff:127.0.0.1]'];
    const hosts = [...written, '0.0.0.0', '[64:ff9b::7f00:1]', '[::]', 'localhost', 'localhost.', 'a.name.example'];
    for (const host of hosts) {
      const outcome = await post(egress, `https://${host}:${port}/`);
      assert.equal(outcome.status, null, host);
      assert.match(outcome.error ?? '', /private address/, host);
    }
    for (const host of written) assert.match(egress.refusal(`https://${host}/`) ?? '', /private address/, host);
    assert.equal(sink.caught.length, 0);
  });

  test('asks for https, a usual port and no password', () => {
    const { refusal } = createEgress({ allowPrivate: false });
    assert.equal(refusal('https://hooks.example/x?y=1'), null);
    assert.equal(refusal('https://hooks.example:8443/'), null);
    assert.match(refusal('http://hooks.example/') ?? '', /https/);
    assert.match(refusal('https://hooks.example:25/') ?? '', /Port 25/);
    assert.match(refusal('https://user:word@hooks.example/') ?? '', /password/);
    for (const url of ['', 'hooks.example', '//hooks.example', `https://x.example/${'x'.repeat(2_000)}`, 'https://'])
      assert.match(refusal(url) ?? '', /whole address/, url);
  });

  test('refuses a name of which one address is private', async () => {
    const { resolve } = names(['1.1.1.1', '127.0.0.1']);
    const outcome = await post(createEgress({ allowPrivate: false, resolve }), `https://a.example:${port}/`);
    assert.match(outcome.error ?? '', /private address/);
    assert.equal(sink.caught.length, 0);
  });

  test('connects to the address that was looked at, though the name has another one by then', async () => {
    const trap = createServer().listen(Number(port), '127.0.0.2');
    await once(trap, 'listening');
    let trapped = 0;
    trap.on('connection', (socket: Socket) => {
      trapped += 1;
      socket.destroy();
    });
    const { resolve, asked } = names(['127.0.0.1'], ['127.0.0.2']);
    const outcome = await post(createEgress({ allowPrivate: true, resolve }), `http://a.example:${port}/x`);
    trap.close();
    assert.deepEqual([outcome.status, asked(), trapped], [200, 1, 0]);
    assert.equal(sink.caught.at(-1)?.headers.host, `a.example:${port}`);
  });

  test('a name that was public and is private the next time is refused the next time', async () => {
    const { resolve } = names([], ['127.0.0.1']);
    const egress = createEgress({ allowPrivate: false, resolve });
    assert.match((await post(egress, `https://a.example:${port}/`)).error ?? '', /no address/);
    assert.match((await post(egress, `https://a.example:${port}/`)).error ?? '', /private address/);
  });

  test('follows no redirect', async () => {
    const count = sink.caught.length;
    sink.answer = (_, response) => void response.writeHead(302, { location: `${sink.url}?private` }).end();
    const outcome = await post(createEgress({ allowPrivate: true }), sink.url);
    assert.deepEqual([outcome.status, outcome.error, sink.caught.length], [302, null, count + 1]);
  });

  test('waits neither for a silent server nor for one whose answer has no end', async () => {
    const egress = createEgress({ allowPrivate: true, patience: 150 });
    sink.answer = () => undefined;
    assert.match((await post(egress, sink.url)).error ?? '', /no answer/);
    sink.answer = (_, response) => void response.writeHead(200).write('begun');
    assert.deepEqual(await post(egress, sink.url), { status: 200, answer: 'begun', error: null });
    sink.answer = (_, response) => void response.writeHead(500).end('x'.repeat(1_000_000));
    assert.equal((await post(egress, sink.url)).answer.length, 2_048);
    const never = createEgress({ allowPrivate: true, patience: 50, resolve: () => new Promise(() => undefined) });
    assert.match((await post(never, 'http://a.example/')).error ?? '', /no answer/);
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const free = (closed.address() as AddressInfo).port;
    closed.close();
    await once(closed, 'close');
    assert.match((await post(egress, `http://127.0.0.1:${free}/`)).error ?? '', /ECONNREFUSED/);
  });

  test(
    'refuses every hostile address of the example data',
    { skip: existsSync(hostile) ? false : 'the hostile data (../shared/data/hostile) is not here' },
    async () => {
      const urls = readFileSync(hostile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as string);
      const { resolve } = names(['127.0.0.1']);
      const egress = createEgress({ allowPrivate: false, resolve });
      const count = sink.caught.length;
      assert.ok(urls.length > 30);
      for (const url of urls)
        for (const written of [url, url.replace(/^http:/, 'https:')])
          assert.equal((await post(egress, written)).status, null, written);
      assert.equal(sink.caught.length, count);
    },
  );
});
