import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
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
  const hear = async (
    as: TestMember & { heard?: string },
    happen: () => Promise<unknown>,
    last: string,
  ): Promise<Told[]> => {
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${as.key}`, ...(as.heard ? { 'last-event-id': as.heard } : {}) };
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

  test('tells somebody of no record that is not theirs, also not of merges, pairs and the work of others', async () => {
    const own = await kith.addMember('Apart', 'own_records');
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${own.key}` };
    const answer = await fetch(`${origin}/api/v1/events`, { headers, signal: stop.signal });
    const make = async (path: string, body: object) => (await kith.request('POST', `/api/v1/${path}`, body)).body;
    const people = [await make('people', { name: 'Kept One' }), await make('people', { name: 'Kept Two' })];
    const merged = await make(`people/${people[0].id}/merge`, { with: [people[1].id] });
    await make(`merges/${merged.merge_id}/undo`, {});
    const ids = people.map((one) => one.id);
    const work = await make('people/bulk', { action: 'update', values: { city: 'Paphos' }, ids });
    await kith.drain();
    await make('companies', { name: 'Very Last Ltd' });
    await kith.drain();
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes('"companies"')) break;
    }
    stop.abort();
    assert.match(text, /^event: job$/m, 'that something goes on is told');
    for (const id of [...ids, work.job_id]) assert.ok(!text.includes(id), text);
  });

  test('a page that heard nothing before its stream ended is told at its return what it missed', async () => {
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${kith.owner.key}` };
    const first = await fetch(`${origin}/api/v1/events`, { headers, signal: stop.signal });
    const { value = '' } = await first.body!.pipeThrough(new TextDecoderStream()).getReader().read();
    stop.abort();
    const id = /^id: (.*)$/m.exec(value)?.[1];
    assert.ok(id, value);
    await kith.request('POST', '/api/v1/deals', { title: 'Meanwhile' });
    await kith.drain();
    const told = await hear({ ...kith.owner, heard: id }, async () => undefined, 'deals');
    assert.deepEqual(told.at(-1)?.object, 'deals');
  });

  test('ends within seconds for a key that was revoked', async (t) => {
    const made = await kith.request('POST', '/api/v1/api_keys', { name: 'Short-lived', role: 'member' });
    t.mock.timers.enable({ apis: ['setInterval'] });
    const headers = { authorization: `Bearer ${made.body.key as string}` };
    const stream = await fetch(`${origin}/api/v1/events`, { headers });
    assert.equal(stream.status, 200);
    assert.equal((await kith.request('DELETE', `/api/v1/api_keys/${made.body.id as string}`)).status, 204);
    t.mock.timers.tick(5_000);
    assert.match(await stream.text(), /^: open\nid: \S+\n\nevent: session\ndata: \{\}\n\n$/, 'the page looks again');
  });

  test('closes a connection that leaves a megabyte unread, and tells a patient one everything it missed', async () => {
    const connected = once(kith.app.server, 'connection') as Promise<[Socket]>;
    const { port, hostname } = new URL(origin);
    const slow = connect(Number(port), hostname, () =>
      slow.write(`GET /api/v1/events HTTP/1.1\r\nHost: kith\r\nAuthorization: Bearer ${kith.owner.key}\r\n\r\n`),
    );
    slow.on('error', () => undefined);
    const [there] = await connected;
    await once(slow, 'readable');
    const listening = kith.services.hub.size();
    const closed = once(there, 'close');
    const ids = Array.from({ length: 2_500 }, () => '01a201be-5e10-7001-bc84-77d9c8488020');
    const event = (n: number) => ({
      id: `01a201be-5e10-7001-bc84-${n.toString(16).padStart(12, '0')}`,
      event: 'records.changed',
      payload: { object: 'people', ids, count: ids.length },
      at: new Date().toISOString(),
    });
    for (let n = 0; n < 300; n += 1) kith.services.hub.publish(kith.workspace.id, event(n) as never);
    await closed;
    assert.equal(kith.services.hub.size(), listening - 1);
    slow.destroy();
    await kith.inWorkspace(async ({ db }) => {
      const payload = JSON.stringify(event(0).payload);
      await db.run(sql`insert into ${db.table('outbox')} (id, event, payload, relayed_at)
        select ('01b201be-5e10-7001-bc84-' || lpad(to_hex(n), 12, '0'))::uuid, 'records.changed', ${payload}::jsonb,
          now()
        from generate_series(1, 700) n`);
    });
    const headers = { authorization: `Bearer ${kith.owner.key}`, 'last-event-id': event(0).id.replace('01a', '01b') };
    const stream = await fetch(`${origin}/api/v1/events`, { headers });
    const told: string[] = [];
    let text = '';
    for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split('\n');
      text = lines.pop()!;
      told.push(...lines.filter((line) => line.startsWith('id: ')));
      if (told.length >= 700) break;
    }
    assert.equal(new Set(told).size, 700);
  });
});
