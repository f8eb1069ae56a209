import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import { sql } from '#kernel/database';
import { listRecords, requireObject } from '#kernel/objects';
import { inControlTransaction } from '#kernel/workspace';
import type { Failure } from '#shared/failure';
import { bareApp, testApp, type BareApp, type TestApp } from '../../../test/harness/app.ts';
import { readArchive } from './read-archive.ts';
import { modules } from '../modules.ts';
import { createServices, type Services } from '../services.ts';
import { migrateAll } from '../workspaces.ts';
import { addToTar, endTar, readTar } from './tar.ts';
import { writeArchive } from './write-archive.ts';

describe('the archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-archive-'));
  const at = (name: string) => join(folder, name);
  const hash = createHash('sha256').update('A contract').digest('hex');
  let kith: TestApp;
  let bare: BareApp;
  // The roles of the first installation are in the same server, so the second one does without.
  let empty: Services;

  before(async () => {
    kith = await testApp();
    bare = await bareApp();
    const { config, log, server } = bare.services;
    empty = createServices({ config, log, server: { ...server, app: server.owner, wall: 'query' }, modules });
    const person = await kith.request('POST', '/api/v1/people', { name: 'Maria Ioannou' });
    const form = new FormData();
    form.append('file', new Blob(['A contract']), 'contract.txt');
    form.append('object', 'people');
    form.append('record_id', person.body.id as string);
    assert.equal((await kith.request('POST', '/api/v1/files', form)).status, 201);
    const texts = ['Signed', 'Kind'].map((label) => ({ label, type: 'text' }));
    const fields = [{ label: 'Client', type: 'relation', to: 'people' }, ...texts];
    await kith.request('POST', '/api/v1/objects', { label: 'Lease', plural: 'Leases', fields });
    // Their columns of before are still there.
    await kith.request('PATCH', '/api/v1/objects/c_leases/fields/c_signed', { type: 'date' });
    await kith.request('PATCH', '/api/v1/objects/c_leases/fields/c_kind', { type: 'select' });
    await kith.drain();
    await kith.request('POST', '/api/v1/c_leases', { name: 'Ground floor', c_client: person.body.id });
    await writeArchive(kith.services, at('whole'));
  });
  after(async () => {
    await kith.close();
    await empty.pools.end();
    await bare.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const broken = (name: string, bytes: Buffer) => {
    writeFileSync(at(name), bytes);
    return at(name);
  };

  test('a file that is not there, not ours or cut off is told so, and nothing is written', async () => {
    const whole = readFileSync(at('whole'));
    const refusals: [string, object][] = [
      [at('nothing here'), { code: 'ENOENT' }],
      [folder, { code: 'EISDIR' }],
      [broken('csv', Buffer.from('Name,E-mail\nAnna,a@b.example\n')), { code: 'archive.not_ours' }],
      [broken('zipped', gzipSync('Name,E-mail')), { code: 'archive.not_ours' }],
      [broken('empty', Buffer.alloc(0)), { code: 'archive.not_ours' }],
      [broken('cut', whole.subarray(0, whole.length / 2)), { code: 'archive.damaged' }],
    ];
    for (const [file, refusal] of refusals) await assert.rejects(readArchive(empty, file), refusal, file);
    assert.equal(await empty.directory.count(), 0);
  });

  test('a place that cannot be written is told, and no half of a file stays', async () => {
    await assert.rejects(writeArchive(kith.services, at('no folder/archive')), { code: 'ENOENT' });
    assert.equal(existsSync(at('no folder/archive.part')), false);
  });

  test('where a workspace is, nothing is restored', async () => {
    await assert.rejects(readArchive(kith.services, at('whole')), { code: 'archive.not_empty' });
  });

  /** The archive with the bytes of one part changed, and its hash in the index where `known`. */
  const rebuilt = async (name: string, part: RegExp, change: (bytes: Buffer) => Buffer, known: boolean) => {
    const parts: { name: string; bytes: Buffer }[] = [];
    for await (const one of readTar(Readable.from([gunzipSync(readFileSync(at('whole')))])))
      parts.push({ name: one.name, bytes: await buffer(one.bytes) });
    const changed = parts.find((one) => part.test(one.name))!;
    const index = parts.find((one) => one.name === 'manifest.json')!;
    const manifest = JSON.parse(index.bytes.toString()) as { parts: { name: string; sha256: string }[] };
    changed.bytes = change(changed.bytes);
    const told = changed === index ? null : manifest.parts.find((one) => one.name === changed.name);
    if (known && told) told.sha256 = createHash('sha256').update(changed.bytes).digest('hex');
    if (changed !== index) index.bytes = Buffer.from(JSON.stringify(manifest));
    const out = createWriteStream(at(name));
    const zip = createGzip();
    const written = pipeline(zip, out);
    for (const one of parts) await addToTar(zip, one.name, one.bytes);
    await endTar(zip);
    await written;
    return at(name);
  };
  const flipped = (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]);
  const schemas = () =>
    inControlTransaction(empty.pools, (db) =>
      db.many<{ name: string }>(sql`select nspname as name from pg_catalog.pg_namespace where nspname like 'ws%'`),
    );
  const files = () => readdirSync(empty.config.dataDir).filter((name) => name.startsWith('restore-'));
  const accounts = () =>
    inControlTransaction(empty.pools, (db) =>
      db.one<{ n: number }>(sql`select count(*) as n from ${db.table('account')}`),
    );
  const isEmpty = async () => {
    assert.equal(await empty.directory.count(), 0);
    assert.deepEqual([await schemas(), files(), (await accounts()).n], [[], [], 0]);
    assert.equal(existsSync(join(empty.config.dataDir, 'files', hash.slice(0, 2), hash)), false);
  };

  test('every part is checked by its hash, the bytes of files too, before the first row is written', async () => {
    for (const [name, part] of [
      ['file changed', /^files\//],
      ['table changed', /person\.csv$/],
    ] as const)
      await assert.rejects(readArchive(empty, await rebuilt(name, part, flipped, false)), (error: Failure) => {
        assert.equal(error.code, 'archive.damaged');
        assert.match(error.message, part.source.startsWith('^') ? /files\// : /person\.csv/);
        return true;
      });
    const noIndex = await rebuilt('index cut', /^manifest/, (bytes) => bytes.subarray(0, 40), false);
    await assert.rejects(readArchive(empty, noIndex), { code: 'archive.damaged' });
    await isEmpty();
  });

  /** The index of an archive of the form before files had hashes, or of a form without their hashes. */
  const unhashed = (format: number) => (bytes: Buffer) => {
    const manifest = JSON.parse(bytes.toString()) as { format: number; parts: { name: string; sha256: string }[] };
    const parts = manifest.parts.map((one) => (one.name.startsWith('files/') ? { ...one, sha256: '' } : one));
    return Buffer.from(JSON.stringify({ ...manifest, format, parts }));
  };

  test('only an archive of the old form goes without hashes of files, and only of files that are there', async () => {
    const lacking = await rebuilt('lacking', /^manifest/, unhashed(2), false);
    await assert.rejects(readArchive(empty, lacking), { code: 'archive.damaged' });
    const missing = (bytes: Buffer) => Buffer.from(unhashed(1)(bytes).toString().replaceAll(hash, 'f'.repeat(64)));
    await assert.rejects(readArchive(empty, await rebuilt('missing', /^manifest/, missing, false)), {
      code: 'archive.damaged',
    });
    await assert.rejects(readArchive(empty, await rebuilt('newer', /^manifest/, unhashed(3), false)), {
      code: 'archive.not_ours',
    });
    await isEmpty();
  });

  test('what fails half-way is taken away again', async () => {
    const wrong = (bytes: Buffer) => Buffer.from(bytes.toString().replace(/\n[0-9a-f-]{36},/, '\nno id,'));
    await assert.rejects(readArchive(empty, await rebuilt('wrong row', /\/person\.csv$/, wrong, true)));
    await isEmpty();
  });

  test('a restore that died lets nobody start, and the next one begins afresh', async () => {
    const { pools } = empty;
    let deaths = 0;
    // Dies at the first step, then at the second, and so on to the end.
    for (let most = 1, done = false; !done; most += 1) {
      const owner = Object.create(pools.owner) as typeof pools.owner;
      let steps = 0;
      const connect = async () => {
        if (++steps > most) throw new Error('killed');
        return pools.owner.connect();
      };
      owner.connect = connect as typeof owner.connect;
      try {
        await readArchive({ ...empty, pools: { ...pools, owner } }, at('whole'));
        done = true;
      } catch (error) {
        assert.equal((error as Error).message, 'killed');
        if ((await empty.directory.count()) === 0) continue;
        deaths += 1;
        await assert.rejects(migrateAll(empty), /a restore did not come to its end/);
      }
    }
    assert.ok(deaths > 3, String(deaths));
    await migrateAll(empty);
    const [workspace] = await empty.directory.list();
    assert.equal(workspace?.slug, kith.workspace.slug);
    const path = join(empty.config.dataDir, 'files', hash.slice(0, 2), hash);
    assert.equal(readFileSync(path, 'utf8'), 'A contract');
  });

  test('an archive made before files had hashes is restored, and the answer says what was not checked', async () => {
    const fresh = await bareApp();
    const { config, log, server } = fresh.services;
    const into = createServices({ config, log, server: { ...server, app: server.owner, wall: 'query' }, modules });
    try {
      const told = await readArchive(into, await rebuilt('old', /^manifest/, unhashed(1), false));
      assert.equal(told['unchecked'], '1 file: the archive is older than the hashes of files');
      const workspace = (await into.directory.list())[0]!;
      assert.equal(workspace.slug, kith.workspace.slug);
      const leases = await into.inWorkspace(workspace, (ctx) => listRecords(ctx, requireObject(ctx, 'c_leases'), {}));
      assert.deepEqual(
        leases.data.map(({ name, c_client: client }) => [name, (client as { name: string }).name]),
        [['Ground floor', 'Maria Ioannou']],
      );
      const path = join(config.dataDir, 'files', hash.slice(0, 2), hash);
      assert.equal(readFileSync(path, 'utf8'), 'A contract');
    } finally {
      await into.pools.end();
      await fresh.close();
    }
  });
});
