import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

describe('files', () => {
  let kith: TestApp;
  let person: string;
  let own: TestMember;

  before(async () => {
    kith = await testApp();
    own = await kith.addMember('Own Only', 'own_records');
    person = (await kith.request('POST', '/api/v1/people', { name: 'Maria Kyriakou' })).body.id;
  });
  after(() => kith.close());

  const send = (given: { name?: string; bytes?: Uint8Array; object?: string; record?: string }, as = kith.owner) => {
    const form = new FormData();
    // The file first: nothing may rely on the order of the fields.
    form.append('file', new Blob([given.bytes ?? Buffer.from('hello')] as BlobPart[]), given.name ?? 'hello.txt');
    form.append('object', given.object ?? 'people');
    form.append('record_id', given.record ?? person);
    return kith.request('POST', '/api/v1/files', form, { as });
  };
  const list = async () => (await kith.request('GET', `/api/v1/files?object=people&record_id=${person}`)).body.data;

  test('are kept under their hash and come back as they were', async () => {
    const bytes = Buffer.from('%PDF-1.7 Προσφορά');
    const made = await send({ name: '../../Προσφορά.pdf', bytes });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id, name, size, type } = made.body;
    assert.deepEqual([name, size, type], ['Προσφορά.pdf', bytes.length, 'application/pdf']);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    assert.ok(existsSync(join(kith.services.dataDir, 'files', sha256.slice(0, 2), sha256)));
    assert.equal((await list())[0].id, id);
    const read = await kith.request('GET', `/api/v1/files/${id}/content`);
    assert.deepEqual(read.bytes, bytes);
    assert.match(read.headers['content-disposition'] ?? '', /^attachment; .*filename\*=UTF-8''%CE%A0/);
    assert.equal(read.headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(read.headers['x-content-type-options'], 'nosniff');
    assert.equal(read.headers['cache-control'], 'no-store');
  });

  test('that are pages are never served as pages', async () => {
    const made = await send({ name: 'x.html', bytes: Buffer.from('<html><script>alert(1)</script>') });
    const read = await kith.request('GET', `/api/v1/files/${made.body.id}/content`);
    assert.equal(read.headers['content-type'], 'text/plain; charset=utf-8');
    assert.match(read.headers['content-disposition'] ?? '', /^attachment/);
  });

  test('are reached only through their record', async () => {
    const { id } = (await send({})).body;
    assert.equal((await kith.request('GET', `/api/v1/files/${id}/content`, undefined, { as: own })).status, 404);
    assert.equal((await kith.request('GET', `/api/v1/files/${id}/content`, undefined, { as: null })).status, 401);
    assert.equal((await kith.request('DELETE', `/api/v1/files/${id}`, undefined, { as: own })).status, 404);
    assert.equal((await send({}, own)).status, 404);
    const reader = await kith.addMember('Reader', 'read_only');
    assert.equal((await kith.request('GET', `/api/v1/files/${id}/content`, undefined, { as: reader })).status, 200);
    assert.equal((await send({}, reader)).status, 403);
    assert.equal((await kith.request('DELETE', `/api/v1/files/${id}`, undefined, { as: reader })).status, 403);
  });

  test('are refused without a record, without a file, and where they are no form', async () => {
    assert.equal((await send({ record: kith.workspace.id })).status, 404);
    assert.equal((await send({ object: 'nothing' })).status, 404);
    assert.equal((await kith.request('POST', '/api/v1/files', { object: 'people' })).status, 415);
    const empty = new FormData();
    empty.append('object', 'people');
    empty.append('record_id', person);
    assert.equal((await kith.request('POST', '/api/v1/files', empty)).status, 422);
    assert.deepEqual(readdirSync(join(kith.services.dataDir, 'files', 'arriving')), []);
  });

  test('can be removed', async () => {
    const count = (await list()).length;
    const { id } = (await send({ name: 'gone.txt' })).body;
    assert.equal((await kith.request('DELETE', `/api/v1/files/${id}`)).status, 204);
    assert.equal((await list()).length, count);
    assert.equal((await kith.request('GET', `/api/v1/files/${id}/content`)).status, 404);
  });
});
