import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Says which of some hashes a workspace still speaks of, in its lists or in its trash. */
export type StillUsed = (hashes: string[]) => Promise<Set<string>>;

const hash = /^[0-9a-f]{64}$/;
const asked = 1_000; // hashes in one question to a workspace

/** Removes bytes that nothing speaks of and that were last put down before a moment; half-sent uploads as well.
 * Answers with how many files went. */
export async function cleanStore(dataDir: string, options: { before: Date; used: StillUsed }): Promise<number> {
  const folder = join(dataDir, 'files');
  let removed = 0;
  const names = await listFolder(folder);
  for (const name of names) {
    const found = await listFolder(join(folder, name));
    if (name === 'arriving' || name === 'leaving') {
      for (const file of found)
        if (await isOld(join(folder, name, file), options.before)) removed += await drop(folder, name, file);
      continue;
    }
    const old: string[] = [];
    for (const file of found)
      if (hash.test(file) && (await isOld(join(folder, name, file), options.before))) old.push(file);
    for (let at = 0; at < old.length; at += asked) {
      const some = old.slice(at, at + asked);
      const used = await options.used(some);
      for (const file of some) if (!used.has(file)) removed += await takeAway(folder, file, options.before);
    }
  }
  return removed;
}

async function listFolder(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}

async function isOld(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.isFile() && found.mtimeMs < before.getTime();
}

async function drop(folder: string, part: string, file: string): Promise<number> {
  await rm(join(folder, part, file), { force: true });
  return 1;
}

/** Moved aside first and looked at again: bytes that were sent anew in this moment are young, and go back. */
async function takeAway(folder: string, file: string, before: Date): Promise<number> {
  const place = join(folder, file.slice(0, 2), file);
  const aside = join(folder, 'leaving', file);
  await mkdir(join(folder, 'leaving'), { recursive: true });
  await rename(place, aside);
  if (await isOld(aside, before)) return drop(folder, 'leaving', file);
  await rename(aside, place);
  return 0;
}
