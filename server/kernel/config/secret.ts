import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { StartError } from './start-error.ts';

/** The installation secret kept in `dataDir/secret` (0600, base64url of 32 bytes); made on the first call. */
export function keepSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  const kept = readSecret(file) ?? (makeSecret(dataDir, file), readSecret(file));
  if (kept === undefined || kept.length < 32) {
    throw new StartError(`${file} holds no secret of 32 characters: restore it from a backup, or set SECRET`);
  }
  return kept;
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StartError(`cannot read ${file} (${(error as Error).message}): let this user read it, or set SECRET`);
  }
}

function makeSecret(dataDir: string, file: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    // 0711, not 0700, for root: the database runs as another user and has to pass through.
    makeFolder(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
    chmodSync(draft, 0o600);
    publish(draft, file);
  } catch (error) {
    throw new StartError(`cannot write to DATA_DIR ${dataDir} (${(error as Error).message}): choose a writable folder`);
  }
}

/** Link and not rename: of two processes that start at once, the first one's secret stays. */
function publish(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
