import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { openFirm, type Firm, type Told } from './firm.ts';
import { beginImport, brought, everybody, lines, requireExactly, requireHistory, worked } from './people.ts';
import { moveToDisk, withoutDisks, type SmallDisk } from './small-disk.ts';

const plenty = 2_000; // megabytes
const rows = 20_000;

/** Asks until a job says that it waits for room. */
async function waits(firm: Firm, job: () => Promise<string>): Promise<void> {
  for (;;) {
    const { state, error } = await firm.ok('GET', `/api/v1/jobs/${await job()}`);
    assert.notEqual(state, 'parked', error);
    if (state === 'waiting' && /disk of the server is full/.test(error ?? '')) return;
  }
}

describe('F07: the disk of the records is full', { skip: withoutDisks }, () => {
  let firm: Firm;
  let disk: SmallDisk;
  before(async () => {
    firm = await openFirm();
    await firm.restart(() => (disk = moveToDisk(join(firm.folders.cluster, 'base'))));
  });
  after(() => firm.close());

  /** Writes until one is refused, which says why. */
  const refused = async (): Promise<Told> => {
    for (;;) {
      const told = await firm.send('POST', '/api/v1/people', { name: 'Somebody', notes: 'x'.repeat(50_000) });
      if (told.status >= 300) return told;
    }
  };

  test('an import waits for room and brings everybody in once', async () => {
    const people = lines(rows, 'full.example');
    disk.leave(8);
    const id = await beginImport(firm, people);
    const told = await refused();
    assert.deepEqual([told.status, told.body.code], [503, 'database.full']);
    await waits(firm, async () => (await firm.ok('GET', `/api/v1/imports/${id}`)).job_id);
    assert.ok(firm.lives());
    disk.leave(plenty);
    const done = await brought(firm, id, Infinity);
    assert.deepEqual([done.state, done.created, done.rejected], ['done', rows, 0]);
    await requireHistory(firm, await requireExactly(firm, 'full.example', people), 1);
  });

  test('a change of many waits for room and changes each once', async () => {
    disk.leave(2);
    const ask = {
      action: 'update',
      values: { notes: 'y'.repeat(1_000) },
      filter: { field: 'emails', contains: 'full' },
    };
    const { job_id: job } = await firm.ok('POST', '/api/v1/people/bulk', ask);
    await waits(firm, async () => job);
    assert.equal((await refused()).body.code, 'database.full');
    disk.leave(plenty);
    const done = await worked(firm, job, Infinity);
    assert.deepEqual([done.state, done.result.changed, done.result.refused], ['done', rows, 0]);
    const now = await everybody(firm, 'full.example');
    assert.ok([...now.values()].every(({ version, notes }) => version === 2 && notes.length === 1_000));
    await requireHistory(firm, now, 2);
  });
});

describe('F07: the disk of the write-ahead log is full', { skip: withoutDisks }, () => {
  let firm: Firm;
  let disk: SmallDisk;
  before(async () => {
    firm = await openFirm();
    await firm.restart(() => (disk = moveToDisk(join(firm.folders.cluster, 'pg_wal'))));
  });
  after(() => firm.close());

  test('the program lives, refuses what it cannot keep, and ends an import once there is room', async () => {
    const people = lines(30_000, 'wal.example');
    disk.leave(0);
    const id = await beginImport(firm, people);
    for (;;) {
      const { status, body } = await firm.send('GET', '/readyz');
      assert.ok([200, 503].includes(status), JSON.stringify(body));
      if (status === 503) break;
    }
    for (let n = 0; n < 20; n += 1) {
      const told = await firm.send('POST', '/api/v1/people', { name: 'Somebody' });
      assert.ok([201, 503].includes(told.status), JSON.stringify(told.body));
      if (told.status === 503) assert.match(told.body.code, /^database\./);
    }
    disk.leave(plenty);
    await firm.ready();
    const done = await brought(firm, id, Infinity);
    assert.deepEqual([done.state, done.created, done.rejected], ['done', people.length, 0]);
    await requireHistory(firm, await requireExactly(firm, 'wal.example', people), 1);
  });
});

describe('F07: the disk of the files is full', { skip: withoutDisks }, () => {
  let firm: Firm;
  let disks: SmallDisk[];
  before(async () => {
    firm = await openFirm();
    const folders = ['files', 'imports'].map((name) => join(firm.folders.data, name));
    await firm.restart(() => (disks = folders.map(moveToDisk)));
  });
  after(() => firm.close());

  test('what does not fit is refused with nothing kept, and taken once there is room', async () => {
    const { id } = await firm.ok('POST', '/api/v1/people', { name: 'Somebody' });
    const files = () => {
      const form = new FormData();
      form.append('object', 'people');
      form.append('record_id', id);
      form.append('file', new Blob([new Uint8Array(3_000_000)]), 'large.bin');
      return form;
    };
    const people = lines(20_000, 'files.example');
    disks.forEach((disk) => disk.leave(1));
    const file = await firm.send('POST', '/api/v1/files', files());
    assert.deepEqual([file.status, file.body.code], [507, 'server.disk_full'], JSON.stringify(file.body));
    const text = people.map((one) => `${one.given},${one.family},${one.email},${'n'.repeat(100)}`).join('\n');
    const list = () => {
      const form = new FormData();
      form.append('file', new Blob([`First name,Last name,E-mail,Notes\n${text}\n`]), 'people.csv');
      return form;
    };
    const sent = await firm.send('POST', '/api/v1/imports', list());
    assert.deepEqual([sent.status, sent.body.code], [507, 'server.disk_full'], JSON.stringify(sent.body));
    assert.deepEqual((await firm.ok('GET', '/api/v1/imports')).data, []);
    assert.deepEqual((await firm.ok('GET', `/api/v1/files?object=people&record_id=${id}`)).data, []);
    for (const folder of ['files/arriving', 'imports']) {
      assert.deepEqual(readdirSync(join(firm.folders.data, folder)), [], 'nothing is left half-written');
    }
    disks.forEach((disk) => disk.leave(plenty));
    assert.equal((await firm.send('POST', '/api/v1/files', files())).status, 201);
    assert.equal((await firm.send('POST', '/api/v1/imports', list())).status, 201);
  });
});
