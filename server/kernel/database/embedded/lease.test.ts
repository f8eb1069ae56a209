import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { createLog } from '#kernel/telemetry';
import { takeLease, type Lease } from './lease.ts';

const log = createLog({ logLevel: 'silent' });

describe('the lease of a database folder', () => {
  const folders: string[] = [];
  let folder: string;
  const take = (holder: string): Promise<Lease> => takeLease(folder, { log, holder, renewMs: 20, deadMs: 300 });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kith-lease-'));
    folders.push(folder);
  });
  after(() => folders.forEach((path) => rmSync(path, { recursive: true })));

  test('is refused while another machine renews it', async () => {
    const first = await take('one');
    await assert.rejects(take('two'), /is renewed by one: stop Kith there/);
    first.end({ last: true });
  });

  test('is shared by processes of one machine', async () => {
    const [first, second] = [await take('one'), await take('one')];
    first.end({ last: false });
    assert.ok(existsSync(join(folder, 'lease')));
    second.end({ last: true });
    assert.ok(!existsSync(join(folder, 'lease')));
  });

  test('passes on when the other machine has died', async () => {
    const dead = await take('one');
    dead.end({ last: false });
    const next = await take('two');
    next.end({ last: true });
  });

  test('passes on at once when it was given back', async () => {
    const first = await take('one');
    first.end({ last: true });
    const second = await takeLease(folder, { log, holder: 'two', deadMs: 3_600_000 });
    second.end({ last: true });
  });
});
