import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

describe('imports at the same time', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const send = async (text: string) => {
    const form = new FormData();
    form.append('file', new Blob([text]), 'people.csv');
    const { body } = await kith.request('POST', '/api/v1/imports', form);
    return body.id as string;
  };

  test('make each person once, whoever comes first', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `Maria,Kyriakou ${n},maria${n}@kition.example`);
    const text = ['First name,Last name,E-mail', ...lines].join('\n');
    const ids = await Promise.all([send(text), send(text), send(text)]);
    for (const id of ids) await kith.request('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' });
    await kith.drain();
    let created = 0;
    for (const id of ids) {
      const { body } = await kith.request('GET', `/api/v1/imports/${id}`);
      assert.equal(body.state, 'done');
      created += body.created as number;
    }
    assert.equal(created, 300);
    const { body } = await kith.request('GET', '/api/v1/people?limit=1&total=true');
    assert.deepEqual(body.total, { count: 300, exact: true });
  });

  test('one that is stopped before it began says so, and can be taken back', async () => {
    const id = await send('First name,Last name,E-mail\nNobody,Yet,nobody@kition.example\n');
    await kith.drain();
    const run = await kith.request('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' });
    assert.equal(run.body.state, 'running');
    assert.ok((await kith.request('POST', `/api/v1/jobs/${run.body.job_id}/cancel`)).status < 300);
    await kith.drain();
    const { body } = await kith.request('GET', `/api/v1/imports/${id}`);
    assert.deepEqual([body.state, body.created], ['cancelled', 0]);
    assert.equal((await kith.request('POST', `/api/v1/imports/${id}/undo`, {})).body.state, 'undone');
  });

  test('a table of which nothing was understood is told, not passed over', async () => {
    const id = await send('Shelf,Slot\nA,1\nB,2\n');
    await kith.drain();
    const { body } = await kith.request('GET', `/api/v1/imports/${id}`);
    // What its first row is, nobody knows either.
    assert.ok(
      body.warnings.some((one: string) => one.includes('3 rows stay out')),
      JSON.stringify(body.warnings),
    );
  });
});
