import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

interface Told {
  object: string;
  ids: string[];
  count: number;
}

describe('the event stream', () => {
  let kith: TestApp;
  let origin: string;
  before(async () => {
    kith = await testApp();
    await kith.app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(kith.app.server.address() as AddressInfo).port}`;
  });
  after(() => kith.close());

  /** Opens the stream as somebody, lets something happen and answers with the changes told until `last` is. */
  const hear = async (as: TestMember, happen: () => Promise<unknown>, last: string): Promise<Told[]> => {
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${as.key}` };
    const answer = await fetch(`${origin}/api/v1/events`, { headers, signal: stop.signal });
    const told: Told[] = [];
    let text = '';
    let happening: Promise<unknown> | undefined;
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      happening ??= happen();
      text += chunk;
      told.length = 0;
      for (const [, data] of text.matchAll(/^event: change\ndata: (.*)$/gm)) told.push(JSON.parse(data!) as Told);
      if (told.some((one) => one.object === last)) break;
    }
    await happening;
    stop.abort();
    return told;
  };

  test('names what changed to those who may see it, and no record to those who see their own', async () => {
    const own = await kith.addMember('Own', 'own_records');
    const write = async () => {
      const person = await kith.request('POST', '/api/v1/people', { name: 'Secret Person' });
      await kith.drain();
      await kith.request('POST', '/api/v1/companies', { name: 'Last Ltd' });
      await kith.drain();
      return person.body.id as string;
    };
    let id = '';
    const open = await hear(kith.owner, async () => (id = await write()), 'companies');
    assert.deepEqual(open[0]!.ids, [id]);
    const closed = await hear(own, write, 'companies');
    assert.deepEqual(
      closed.map((one) => [one.object, one.ids, one.count]),
      [
        ['people', [], 1],
        ['companies', [], 1],
      ],
    );
  });

  test('ends within seconds for a key that was revoked', async (t) => {
    const made = await kith.request('POST', '/api/v1/api_keys', { name: 'Short-lived', role: 'member' });
    t.mock.timers.enable({ apis: ['setInterval'] });
    const headers = { authorization: `Bearer ${made.body.key as string}` };
    const stream = await fetch(`${origin}/api/v1/events`, { headers });
    assert.equal(stream.status, 200);
    assert.equal((await kith.request('DELETE', `/api/v1/api_keys/${made.body.id as string}`)).status, 204);
    t.mock.timers.tick(5_000);
    assert.equal(await stream.text(), ': open\n\n');
  });
});
