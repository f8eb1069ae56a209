import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

const samples = join(import.meta.dirname, '../../../../../shared/data/imports/vcard');
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const gif = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n');

const cards = [
  card('N:Kyriakou;Maria;;;', 'EMAIL:maria@kition.example', `PHOTO;ENCODING=b;TYPE=JPEG:${png}`),
  card('N:Kyriakou;Maria;;;', 'EMAIL:maria@kition.example', `PHOTO;ENCODING=b;TYPE=GIF:${gif}`),
  card('FN:Kition Foods', 'ORG:Kition Foods', 'X-ABShowAs:COMPANY', `PHOTO:data:image/gif;base64,${gif}`),
  card('N:Far;Photo;;;', 'PHOTO;VALUE=uri:http://127.0.0.1:9/face.jpg'),
  card('N:Bad;Photo;;;', 'PHOTO;ENCODING=b;TYPE=JPEG:PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='),
].join('');

async function withApp(work: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await testApp();
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

async function bringIn(app: TestApp, name: string, content: Buffer | string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([content as BlobPart]), name);
  const sent = await app.request('POST', '/api/v1/imports', form);
  await app.drain();
  await app.request('POST', `/api/v1/imports/${sent.body.id}/run`, { accept: 'proposed' });
  await app.drain();
  const done = await app.request('GET', `/api/v1/imports/${sent.body.id}`);
  assert.equal(done.body.state, 'done', JSON.stringify(done.body.error));
  return sent.body.id;
}

type Row = { id: string; name: { full: string } | string; picture?: string | null; logo?: string | null };
const all = async (app: TestApp, api: string): Promise<Row[]> =>
  (await app.request('GET', `/api/v1/${api}?limit=1000`)).body.data;
const bytesOf = async (app: TestApp, id: string) =>
  (await app.request('GET', `/api/v1/files/${id}/content`)).bytes.toString('base64');
const named = (rows: Row[], name: string) =>
  rows.find((row) => (typeof row.name === 'string' ? row.name : row.name.full) === name)!;

test('pictures of cards are the faces of people and companies, once, and go with the import', () =>
  withApp(async (app) => {
    const id = await bringIn(app, 'book.vcf', cards);
    const people = await all(app, 'people');
    assert.equal(people.length, 3);
    const maria = named(people, 'Maria Kyriakou');
    assert.equal(await bytesOf(app, maria.picture!), png);
    const [file] = (await app.request('GET', `/api/v1/files?object=people&record_id=${maria.id}`)).body.data;
    assert.deepEqual([file.id, file.name, file.type], [maria.picture, 'photo.png', 'image/png']);
    const [firm] = await all(app, 'companies');
    assert.equal(await bytesOf(app, firm!.logo!), gif);
    const again = await bringIn(app, 'book.vcf', cards);
    assert.equal((await app.request('GET', `/api/v1/imports/${again}`)).body.updated, 0);
    assert.equal(named(await all(app, 'people'), 'Maria Kyriakou').picture, maria.picture);
    const undone = await app.request('POST', `/api/v1/imports/${id}/undo`, {});
    assert.deepEqual([undone.status, undone.body.conflicts], [200, []]);
    assert.equal((await app.request('GET', `/api/v1/files/${maria.picture}/content`)).status, 404);
  }));

test('a face that was there stays, and a face that came with an import is taken off by its undo', () =>
  withApp(async (app) => {
    const made = await app.request('POST', '/api/v1/people', {
      name: 'Maria Kyriakou',
      emails: ['maria@kition.example'],
    });
    const id = await bringIn(app, 'book.vcf', cards);
    const read = async () => (await app.request('GET', `/api/v1/people/${made.body.id}`)).body.picture as string | null;
    const first = await read();
    assert.equal(await bytesOf(app, first!), png);
    await bringIn(
      app,
      'other.vcf',
      card('N:Kyriakou;Maria;;;', 'EMAIL:maria@kition.example', `PHOTO;ENCODING=b;TYPE=GIF:${gif}`),
    );
    assert.equal(await read(), first);
    await app.request('POST', `/api/v1/imports/${id}/undo`, {});
    assert.equal(await read(), null);
  }));

test('what is no picture is refused with its reason, an address on the net is kept and never asked, both come in', () =>
  withApp(async (app) => {
    const id = await bringIn(app, 'book.vcf', cards);
    const rows = (await app.request('GET', `/api/v1/imports/${id}/rows`)).body.data;
    assert.deepEqual(
      rows.map((row: { status: string }) => row.status),
      ['person', 'person', 'company', 'person', 'person'],
    );
    assert.deepEqual(
      rows[4].refused.map((one: { column: string; reason: string }) => [one.column, one.reason]),
      [['PHOTO', 'not a picture: no JPEG, PNG, GIF or WebP']],
    );
    const people = await all(app, 'people');
    assert.deepEqual(
      ['Photo Far', 'Photo Bad'].map((name) => named(people, name).picture),
      [null, null],
    );
    const kept = await app.inWorkspace(({ db }) =>
      db.one<{ source: { columns: Record<string, string> } }>(sql`select source from ${db.table('person')}
        where id = ${rows[3].record_id}::uuid`),
    );
    assert.equal(kept.source.columns['PHOTO'], 'http://127.0.0.1:9/face.jpg');
  }));

test('pictures leave in cards and come back the same', () =>
  withApp(async (app) => {
    await bringIn(app, 'book.vcf', cards);
    const left = await app.request('GET', '/api/v1/people/export?format=vcf');
    const firms = await app.request('GET', '/api/v1/companies/export?format=vcf');
    assert.ok(
      left.bytes
        .toString()
        .split('\r\n')
        .every((line) => Buffer.byteLength(line) <= 75),
    );
    await withApp(async (other) => {
      await bringIn(other, 'again.vcf', Buffer.concat([left.bytes, firms.bytes]));
      assert.equal(await bytesOf(other, named(await all(other, 'people'), 'Maria Kyriakou').picture!), png);
      assert.equal(await bytesOf(other, (await all(other, 'companies'))[0]!.logo!), gif);
    });
  }));

const counted: [file: string, photos: number][] = [
  ['phone-2.1.vcf', 5],
  ['mac-3.0.vcf', 13],
  ['server-4.0.vcf', 10],
  ['mixed.vcf', 3],
];
const skip = existsSync(samples) ? false : 'the sample files (../shared/data/imports) are not here';

for (const [file, photos] of counted) {
  test(`${file}: the ${photos} pictures its README counts are told before and are there after`, { skip }, () =>
    withApp(async (app) => {
      const id = await bringIn(app, file, readFileSync(join(samples, file)));
      assert.equal((await app.request('GET', `/api/v1/imports/${id}`)).body.dry_run.photos, photos);
      const faces = [...(await all(app, 'people')), ...(await all(app, 'companies'))].flatMap(
        (row) => row.picture ?? row.logo ?? [],
      );
      const rows = (await app.request('GET', `/api/v1/imports/${id}/rows?limit=1000`)).body.data;
      const joined = rows.filter((row: { outcome: string }) => row.outcome === 'matched').length;
      assert.ok(faces.length <= photos && faces.length >= photos - joined, `${faces.length} of ${photos}`);
      for (const face of faces) {
        const { headers } = await app.request('GET', `/api/v1/files/${face}/content`);
        assert.match(headers['content-type'] ?? '', /^image\/(jpeg|png)$/);
      }
    }),
  );
}
