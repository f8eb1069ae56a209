import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

const day = 86_400_000;
const table = 'First name,Last name,E-mail\nMaria,Kyriakou,maria@kition.example\n,,\n??,,';

describe('the files of an import', () => {
  let kith: TestApp;
  let now = new Date();

  before(async () => {
    kith = await testApp({ clock: () => now });
  });
  after(() => kith.close());

  const form = (text = table) => {
    const body = new FormData();
    body.append('file', new Blob([text]), 'people.csv');
    return body;
  };
  const folders = () => {
    const folder = join(kith.services.dataDir, 'imports');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  test('are kept once under one Idempotency-Key, and other files under it are refused', async () => {
    const headers = { 'idempotency-key': 'import once' };
    const first = await kith.request('POST', '/api/v1/imports', form(), { headers });
    assert.equal(first.status, 201);
    const again = await kith.request('POST', '/api/v1/imports', form(), { headers });
    assert.deepEqual([again.status, again.body], [201, first.body]);
    assert.equal((await kith.request('GET', '/api/v1/imports')).body.data.length, 1);
    const other = await kith.request('POST', '/api/v1/imports', form('Name\nOther'), { headers });
    assert.equal(other.status, 422);
    assert.deepEqual(folders(), [first.body.id], 'what was refused leaves nothing behind');
  });

  test('are forgotten after ninety days, and what a broken upload left the next night', async () => {
    const { id } = (await kith.request('POST', '/api/v1/imports', form())).body;
    await kith.drain();
    await kith.request('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' });
    await kith.drain();
    const spare = join(kith.services.dataDir, 'imports', 'broken-off');
    mkdirSync(spare);
    const rejects = () => kith.request('GET', `/api/v1/imports/${id}/rejects.csv`);
    assert.equal((await rejects()).status, 200);
    now = new Date(now.getTime() + 2 * day);
    await kith.drain();
    assert.ok(!existsSync(spare));
    assert.equal((await rejects()).status, 200);
    now = new Date(now.getTime() + 89 * day);
    await kith.drain();
    assert.deepEqual(folders(), []);
    assert.equal((await rejects()).status, 410);
    assert.equal((await kith.request('GET', `/api/v1/imports/${id}`)).body.state, 'done');
  });

  test('know the firm’s own domains: proposed from its members, remembered from the last upload', async () => {
    const settings = async () => (await kith.request('GET', '/api/v1/imports/settings')).body;
    assert.deepEqual(await settings(), { own_domains: ['firm.example'], remembered: false });
    const mail =
      'From a@x Sat Nov 21 10:00:00 2026\nFrom: Anna <anna@firm.example>\nTo: Nikos <nikos@branch.example>\n' +
      'Date: Sat, 21 Nov 2026 10:00:00 +0200\nMessage-ID: <1@firm.example>\nSubject: Lunch\n\nAt one?\n';
    const statusOf = async (domains: string | null) => {
      const body = new FormData();
      if (domains !== null) body.append('own_domains', domains);
      body.append('file', new Blob([mail]), 'box.mbox');
      const sent = await kith.request('POST', '/api/v1/imports', body);
      await kith.drain();
      return (await kith.request('GET', `/api/v1/imports/${sent.body.id}`)).body.dry_run.by_status;
    };
    assert.deepEqual(await statusOf(null), { mail: 1 });
    assert.deepEqual(await statusOf('@Firm.example; branch.example, nonsense'), { internal: 1 });
    assert.deepEqual(await settings(), { own_domains: ['firm.example', 'branch.example'], remembered: true });
    assert.deepEqual(await statusOf(null), { internal: 1 });
    assert.deepEqual(await statusOf(''), { mail: 1 });
    assert.deepEqual(await settings(), { own_domains: [], remembered: true });
  });
});
