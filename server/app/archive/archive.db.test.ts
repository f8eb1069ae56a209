import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bareApp, testApp, type BareApp, type TestApp } from '../../../test/harness/app.ts';
import { readArchive } from './read-archive.ts';
import { writeArchive } from './write-archive.ts';

describe('the archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-archive-'));
  const at = (name: string) => join(folder, name);
  let kith: TestApp;
  let empty: BareApp;

  before(async () => {
    kith = await testApp();
    empty = await bareApp();
    await writeArchive(kith.services, at('whole'));
  });
  after(async () => {
    await kith.close();
    await empty.close();
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
    for (const [file, refusal] of refusals) await assert.rejects(readArchive(empty.services, file), refusal, file);
    assert.equal(await empty.services.directory.count(), 0);
  });

  test('a place that cannot be written is told, and no half of a file stays', async () => {
    await assert.rejects(writeArchive(kith.services, at('no folder/archive')), { code: 'ENOENT' });
    assert.equal(existsSync(at('no folder/archive.part')), false);
  });

  test('where a workspace is, nothing is restored', async () => {
    await assert.rejects(readArchive(kith.services, at('whole')), { code: 'archive.not_empty' });
  });
});
