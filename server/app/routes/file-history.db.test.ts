import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

const day = 86_400_000;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a file on a record', () => {
  let kith: TestApp;
  let now = new Date();
  let person: string;
  let company: string;

  before(async () => {
    kith = await testApp({ clock: () => now });
    company = (await ok('POST', 'companies', { name: 'Kition Foods' })).body.id;
    person = (await ok('POST', 'people', { name: 'Maria Kyriakou' })).body.id;
    await ok('POST', 'employments', { person, company });
  });
  after(() => kith.close());

  const ok = async (method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const form = (given: { name: string; bytes: Uint8Array; record?: string; object?: string }) => {
    const body = new FormData();
    body.append('object', given.object ?? 'people');
    body.append('record_id', given.record ?? person);
    body.append('file', new Blob([given.bytes as BlobPart]), given.name);
    return body;
  };
  const send = (given: Parameters<typeof form>[0], headers: Record<string, string> = {}, as: TestMember = kith.owner) =>
    kith.request('POST', '/api/v1/files', form(given), { headers, as });
  const timeline = async (path = `people/${person}`) =>
    (await ok('GET', `${path}/timeline?kinds=file`)).body.data as Record<string, unknown>[];
  const list = async () => (await ok('GET', `files?object=people&record_id=${person}`)).body.data as { id: string }[];
  const undo = (answer: { headers: Record<string, string | undefined> }) =>
    kith.request('POST', `/api/v1/change_sets/${answer.headers['kith-change-set']}/undo`, {});
  const placeOf = (bytes: Uint8Array) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return join(kith.services.dataDir, 'files', sha256.slice(0, 2), sha256);
  };

  test('stands in its history and that of the company, with who, when, name and size', async () => {
    const made = await send({ name: 'offer.txt', bytes: Buffer.from('one hundred chairs') });
    assert.equal(made.status, 201);
    const [entry] = await timeline();
    assert.equal(entry!['id'], made.body.id);
    assert.equal(entry!['kind'], 'file');
    assert.equal(entry!['title'], 'offer.txt');
    assert.equal(entry!['size'], 18);
    assert.deepEqual(entry!['author'], { id: kith.owner.id, name: 'Anna Georgiou' });
    assert.equal(Date.parse(entry!['at'] as string), now.getTime());
    const [seen] = await timeline(`companies/${company}`);
    assert.deepEqual([seen!['id'], (seen!['via'] as { id: string }).id], [made.body.id, person]);
    await ok('DELETE', `files/${made.body.id}`);
    assert.deepEqual([await timeline(), await timeline(`companies/${company}`)], [[], []]);
  });

  test('is added and removed by change sets that can be undone', async () => {
    const bytes = Buffer.from('undo me');
    const made = await send({ name: 'undo.txt', bytes });
    assert.equal((await undo(made)).status, 200);
    assert.deepEqual([await list(), await timeline()], [[], []]);
    const again = await send({ name: 'undo.txt', bytes });
    const gone = await ok('DELETE', `files/${again.body.id}`);
    assert.equal((await kith.request('GET', `/api/v1/files/${again.body.id}/content`)).status, 404);
    assert.equal((await undo(gone)).status, 200);
    assert.deepEqual(
      (await list()).map((file) => file.id),
      [again.body.id],
    );
    assert.deepEqual((await ok('GET', `files/${again.body.id}/content`)).bytes, bytes);
    assert.equal((await timeline()).length, 1);
    await ok('DELETE', `files/${again.body.id}`);
  });

  test('leaves a line in the history of its record when it is removed, with who did it', async () => {
    const lines = async () =>
      (await ok('GET', `people/${person}/timeline?kinds=change`)).body.data as Record<string, unknown>[];
    const made = await send({ name: 'offer.pdf', bytes: Buffer.from('an offer') });
    const gone = await ok('DELETE', `files/${made.body.id}`);
    const [line] = await lines();
    assert.deepEqual(
      [line!['title'], (line!['author'] as { name: string }).name, line!['undone'], line!['change_set_id']],
      ['File removed: offer.pdf', 'Anna Georgiou', false, gone.headers['kith-change-set']],
    );
    const { version } = (await ok('GET', `people/${person}`)).body;
    assert.equal((await undo(gone)).status, 200);
    const back = (await lines()).find((one) => one['change_set_id'] === gone.headers['kith-change-set']);
    assert.equal(back!['undone'], true);
    assert.equal((await ok('GET', `people/${person}`)).body.version, version);
    const headers = { 'if-match': `"v${String(version)}"` };
    const written = await kith.request('PATCH', `/api/v1/people/${person}`, { city: 'Larnaca' }, { headers });
    assert.equal(written.status, 200);
    const asOf = await ok('GET', `people/${person}?as_of=${encodeURIComponent(now.toISOString())}`);
    assert.equal(asOf.status, 200);
    await ok('DELETE', `files/${made.body.id}`);
  });

  test('comes back by whoever may change its record, also where another put it there and removed it', async () => {
    const own = await kith.addMember('Own Records', 'own_records');
    const hers = (await kith.request('POST', '/api/v1/people', { name: 'Hers' }, { as: own })).body.id as string;
    const remove = async (record: string) => {
      const file = await send({ name: 'note.txt', bytes: Buffer.from(`a note on ${record}`), record });
      return ok('DELETE', `files/${file.body.id}`);
    };
    const takeBack = (gone: Awaited<ReturnType<typeof remove>>) =>
      kith.request('POST', `/api/v1/change_sets/${gone.headers['kith-change-set']}/undo`, {}, { as: own });
    assert.equal((await takeBack(await remove(hers))).status, 200);
    const files = await kith.request('GET', `/api/v1/files?object=people&record_id=${hers}`, undefined, { as: own });
    assert.equal(files.body.data.length, 1);
    assert.equal((await takeBack(await remove(person))).status, 404);
    const reader = await kith.addMember('Reader Two', 'read_only');
    const gone = await remove(person);
    const path = `/api/v1/change_sets/${gone.headers['kith-change-set']}/undo`;
    assert.equal((await kith.request('POST', path, {}, { as: reader })).status, 403);
  });

  test('is kept once under one Idempotency-Key, and another file under it is refused', async () => {
    const headers = { 'idempotency-key': 'file once' };
    const given = { name: 'once.txt', bytes: Buffer.from('once') };
    const first = await send(given, headers);
    const again = await send(given, headers);
    assert.deepEqual([again.status, again.body], [201, first.body]);
    assert.equal(again.headers['kith-change-set'], first.headers['kith-change-set']);
    assert.equal((await list()).length, 1);
    assert.equal((await send({ ...given, bytes: Buffer.from('twice') }, headers)).status, 422);
    await ok('DELETE', `files/${first.body.id}`);
  });

  test('follows its person when two become one', async () => {
    const other = (await ok('POST', 'people', { name: 'Maria Kyriakou' })).body.id;
    const file = await send({ name: 'hers.txt', bytes: Buffer.from('hers'), record: other });
    const merged = await ok('POST', `people/${person}/merge`, { with: [other] });
    assert.deepEqual(
      (await list()).map((one) => one.id),
      [file.body.id],
    );
    await ok('POST', `merges/${merged.body.merge_id}/undo`, {});
    assert.deepEqual(await list(), []);
  });

  test('is taken by a picture or file field only where it is there, a picture, and readable', async () => {
    const picture = (await send({ name: 'face.png', bytes: png })).body.id as string;
    const text = (await send({ name: 'text.txt', bytes: Buffer.from('no face') })).body.id as string;
    await ok('POST', 'objects/people/fields', { label: 'Papers', type: 'files' });
    const put = (values: object, as = kith.owner, id = person) =>
      kith.request('PATCH', `/api/v1/people/${id}`, values, { as });
    assert.equal((await put({ picture, c_papers: [picture, text] })).status, 200);
    const refused = async (values: object, pointer: string) => {
      const answer = await put(values);
      assert.equal(answer.status, 422, JSON.stringify(answer.body));
      assert.equal(answer.body.errors[0].pointer, pointer);
    };
    await refused({ picture: text }, '/picture');
    await refused({ picture: person }, '/picture');
    await refused({ c_papers: [text, kith.workspace.id] }, '/c_papers');
    const colleague = await kith.addMember('Own Only', 'own_records');
    const own = await kith.request('POST', '/api/v1/people', { name: 'Theirs' }, { as: colleague });
    assert.equal((await put({ picture }, colleague, own.body.id)).status, 422);
    const gone = await ok('DELETE', `files/${picture}`);
    const left = (await ok('GET', `people/${person}`)).body;
    assert.deepEqual([left.picture, left.c_papers], [null, [text]]);
    await undo(gone);
    assert.equal((await ok('GET', `people/${person}`)).body.picture, picture);
  });

  test('that has no call of the general kind shows nothing to them', async () => {
    assert.equal((await kith.request('POST', '/api/v1/files/query', {})).status, 404);
    assert.equal((await kith.request('GET', '/api/v1/objects/files')).status, 404);
    const { data } = (await ok('GET', 'objects')).body;
    assert.ok(!data.some((object: { key: string }) => object.key === 'file'));
  });

  test('keeps its bytes for ninety days after it was removed; what nobody speaks of goes the next night', async () => {
    const [kept, removed, lost] = ['kept', 'removed', 'lost'].map((text) => Buffer.from(text));
    await send({ name: 'kept.txt', bytes: kept! });
    const file = await send({ name: 'removed.txt', bytes: removed! });
    await ok('DELETE', `files/${file.body.id}`);
    mkdirSync(join(placeOf(lost!), '..'), { recursive: true });
    writeFileSync(placeOf(lost!), lost!);
    const there = () => [kept!, removed!, lost!].map((bytes) => existsSync(placeOf(bytes)));
    await kith.drain();
    assert.deepEqual(there(), [true, true, true]);
    now = new Date(now.getTime() + 2 * day);
    await kith.drain();
    assert.deepEqual(there(), [true, true, false]);
    now = new Date(now.getTime() + 87 * day);
    await kith.drain();
    assert.deepEqual(there(), [true, true, false]);
    utimesSync(placeOf(kept!), now, now);
    now = new Date(now.getTime() + 2 * day);
    await kith.drain();
    assert.deepEqual(there(), [true, false, false]);
  });
});
