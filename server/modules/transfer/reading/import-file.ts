import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ImportProblem } from './import-problem.ts';

/**
 * A file to import: its name as the person knows it, its size in bytes, and its bytes from the start as often as
 * asked.
 */
export interface ImportFile {
  name: string;
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** A file on disk under the name that the person gave it. */
export function fileOnDisk(path: string, name = basename(path)): ImportFile {
  return { name, size: statSync(path).size, open: () => createReadStream(path, { highWaterMark: CHUNK }) };
}

/** A file held in memory. */
export function fileInMemory(name: string, bytes: Uint8Array): ImportFile {
  return {
    name,
    size: bytes.length,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
    },
  };
}

/** The first bytes of a file, at most `count`. */
export async function readStart(file: ImportFile, count: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.open()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
}

/** All bytes of a file of at most `limit` bytes; a larger one is refused with the advice given. */
export async function readWhole(file: ImportFile, limit: number, advice: string): Promise<Buffer> {
  if (file.size > limit) {
    const size = `${Math.round(file.size / 1e6)} MB`;
    throw new ImportProblem(
      'import.file_too_large',
      `“${file.name}” has ${size}; at most ${limit / 1e6} MB are read. ${advice}`,
    );
  }
  const parts: Uint8Array[] = [];
  for await (const chunk of file.open()) parts.push(chunk);
  return Buffer.concat(parts);
}

/** Big enough that a call per chunk costs nothing, small enough that ten imports at once stay small. */
const CHUNK = 256 * 1024;
