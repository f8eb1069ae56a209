import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '#kernel/database';
import { fail } from '#shared/failure';
import { sniffedBytes } from './sniff-type.ts';

/** Bytes that have arrived and wait to be kept or thrown away. */
export interface ArrivedFile {
  sha256: string;
  size: number;
  head: Buffer;
  /** Puts the bytes under their hash; they are on the disk when this returns. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** Bytes on the disk under the hash of what they hold: equal files are kept once, and no name is ever a path. */
export interface FileStore {
  receive(stream: Readable, limit: number): Promise<ArrivedFile>;
  /** The bytes of a hash; null where the disk no longer has them. */
  read(sha256: string): Promise<{ stream: ReadStream; size: number } | null>;
}

const hash = /^[0-9a-f]{64}$/;

export function createFileStore(dataDir: string): FileStore {
  const folder = join(dataDir, 'files');
  const placeOf = (sha256: string) => {
    if (!hash.test(sha256)) throw new Error('a file is named by its hash');
    return { folder: join(folder, sha256.slice(0, 2)), path: join(folder, sha256.slice(0, 2), sha256) };
  };
  return {
    receive: async (stream, limit) => {
      await mkdir(join(folder, 'arriving'), { recursive: true });
      const path = join(folder, 'arriving', newId());
      const discard = () => rm(path, { force: true });
      try {
        const arrived = await write(stream, path, limit);
        return { ...arrived, discard, keep: () => settle(path, placeOf(arrived.sha256)) };
      } catch (error) {
        await discard();
        throw error;
      }
    },
    read: async (sha256) => {
      const { path } = placeOf(sha256);
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return found ? { stream: createReadStream(path), size: found.size } : null;
    },
  };
}

/** Same disk, so the rename is one step: the place holds the whole file or none. */
async function settle(path: string, place: { folder: string; path: string }): Promise<void> {
  await mkdir(place.folder, { recursive: true });
  await rename(path, place.path);
}

async function write(stream: Readable, path: string, limit: number): Promise<Omit<ArrivedFile, 'keep' | 'discard'>> {
  const digest = createHash('sha256');
  const head: Buffer[] = [];
  let size = 0;
  let kept = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limit) fail('file.too_large', { detail: `A file has at most ${Math.floor(limit / 1024 ** 2)} MB.` });
      digest.update(part);
      if (kept < sniffedBytes) kept += head.push(part.subarray(0, sniffedBytes - kept)) && part.length;
      await file.write(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: digest.digest('hex'), size, head: Buffer.concat(head) };
}
