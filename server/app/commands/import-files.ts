import { copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { importDirect } from '#modules/transfer';
import { findWorkspace } from './find-workspace.ts';
import type { Run } from './kith.ts';
import { CommandError } from './parse-command.ts';

/** Brings files in with the proposed mapping, as the page would; `--dry-run` only says what it would do. */
export const run: Run = async (services, command) => {
  if (command.words.length === 0) throw new CommandError('import needs one or more files');
  const workspace = await findWorkspace(services, command);
  const files = await Promise.all(
    command.words.map(async (path) => ({ path, name: basename(path), size: await size(path) })),
  );
  const put = async (folder: string) => {
    await mkdir(folder, { recursive: true });
    for (const [index, file] of files.entries()) await copyFile(file.path, join(folder, String(index)));
  };
  const dryRun = command.flags['dry-run'] === true;
  return importDirect(services, { workspace, files, put, dryRun, drain: () => services.worker.drain() });
};

async function size(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    throw new CommandError(`${path} cannot be read`);
  }
}
