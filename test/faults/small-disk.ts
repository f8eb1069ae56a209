import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

const megabyte = 1024 ** 2;

/** A folder on a disk of its own, which a test makes as small as it likes. */
export interface SmallDisk {
  /** From now on so many megabytes are free on it. */
  leave(megabytes: number): void;
}

/** Why nothing can be mounted here; false where it can. */
export const withoutDisks = mayMount() ? false : 'a small disk is mounted by root, on Linux';

function mount(...args: string[]): boolean {
  return spawnSync('mount', args, { stdio: 'ignore' }).status === 0;
}

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'kith-disk-'));
  const may = mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
  if (may) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return may;
}

/** Moves a folder, which nobody uses in this moment, onto a disk of its own; the disk goes with this process. */
export function moveToDisk(folder: string): SmallDisk {
  if (!existsSync(folder)) mkdirSync(folder);
  const aside = mkdtempSync(join(tmpdir(), 'kith-aside-'));
  const { uid, gid, mode } = statSync(folder);
  const owner = `uid=${uid},gid=${gid},mode=${(mode & 0o7777).toString(8)}`;
  spawnSync('cp', ['-a', `${folder}/.`, aside]);
  if (!mount('-t', 'tmpfs', '-o', `size=4g,${owner}`, 'tmpfs', folder)) throw new Error('the disk was not mounted');
  spawnSync('cp', ['-a', `${aside}/.`, folder]);
  rmSync(aside, { recursive: true });
  // Runs when the pipe to this process closes, thus also after kill -9.
  const script = 'cat >/dev/null; umount -l "$1"';
  const child = spawn('sh', ['-c', script, 'sh', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  (child.stdin as Writable & { unref(): void }).unref();
  return {
    leave: (megabytes) => {
      const { blocks, bfree, bsize } = statfsSync(folder);
      const size = (blocks - bfree) * bsize + megabytes * megabyte;
      if (!mount('-o', `remount,size=${size}`, folder)) throw new Error('the disk was not made smaller');
    },
  };
}
