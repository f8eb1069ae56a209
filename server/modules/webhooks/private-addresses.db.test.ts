import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createEgress } from '#kernel/egress';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { hookSink, type HookSink } from '../../../test/harness/hook-sink.ts';

describe('a webhook in an installation as it comes', () => {
  let kith: TestApp;
  let sink: HookSink;
  let address = '';

  before(async () => {
    sink = await hookSink();
    kith = await testApp({ egress: createEgress({ allowPrivate: false, resolve: async () => [address] }) });
  });
  after(async () => {
    await kith.close();
    await sink.close();
  });

  const make = (url: string) =>
    kith.request('POST', '/api/v1/webhooks', { label: 'Near', url, events: ['people.created'] });

  test('is not made for a private address, nor changed to one', async () => {
    const { port } = new URL(sink.url);
    for (const url of [sink.url, `https://127.0.0.1:${port}/`, `https://[::1]:${port}/`, 'https://localhost/']) {
      const answer = await make(url);
      assert.deepEqual([answer.status, answer.body.code], [422, 'webhook.bad_address'], url);
      assert.match(answer.body.detail, /https|private address/);
    }
    const { body } = await make('https://hooks.example/');
    const changed = await kith.request('PATCH', `/api/v1/webhooks/${body.id}`, { url: 'https://10.0.0.1/' });
    assert.equal(changed.body.code, 'webhook.bad_address');
    await kith.request('DELETE', `/api/v1/webhooks/${body.id}`);
  });

  test('reaches no private address by a name that leads there when it is sent', async () => {
    const { body } = await make(`https://hooks.example:${new URL(sink.url).port}/`);
    for (address of ['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1']) {
      const { body: told } = await kith.request('POST', `/api/v1/webhooks/${body.id}/test`);
      // Each looks at once: what came before keeps the receiver at rest else.
      await kith.request('PATCH', `/api/v1/webhooks/${body.id}`, { state: 'disabled' });
      await kith.request('PATCH', `/api/v1/webhooks/${body.id}`, { state: 'enabled' });
      await kith.drain();
      const path = `/api/v1/webhooks/${body.id}/deliveries/${told.delivery}`;
      const delivery = (await kith.request('GET', path)).body;
      assert.deepEqual([delivery.state, delivery.attempts], ['waiting', 1], address);
      assert.match(delivery.last_error, /private address/);
    }
    assert.equal(sink.caught.length, 0);
  });
});
