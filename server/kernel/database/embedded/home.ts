import { createHash } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, StartError } from '#kernel/config';
import { canEnter, findRunner, type Runner } from './runner.ts';

/** Where one embedded server lives. */
export interface Home {
  /** Holds the cluster, the lease and, when needed, copies of the programs. */
  readonly folder: string;
  /** PostgreSQL's own data folder. */
  readonly cluster: string;
  readonly runner: Runner;
}

const elsewhere = '/var/lib/kith';

// macOS allows 103 bytes for a socket's path, and PostgreSQL adds its file's name; a new folder adds seven more.
const longestFolder = 80;

/**
 * The home of `dataDir`'s cluster: `dataDir` itself, or, when root starts Kith and the unprivileged user cannot enter
 * `dataDir`, a folder under /var/lib/kith which the file `dataDir/cluster` names.
 */
export function openHome(dataDir: string): Home {
  try {
    makeFolder(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    return findHome(dataDir);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`cannot use DATA_DIR ${dataDir} (${(error as Error).message}): choose a writable folder`);
  }
}

function findHome(dataDir: string): Home {
  const named = namedHome(dataDir);
  if (named !== null) return homeAt(named);
  const inside = homeAt(dataDir);
  if (existsSync(inside.cluster) || canEnter(inside.runner, dataDir)) return inside;
  const folder = join(elsewhere, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, inside.runner.uid, inside.runner.gid);
  writeFileSync(join(dataDir, 'cluster'), `${folder}\n`, { flush: true });
  return homeAt(folder);
}

function namedHome(dataDir: string): string | null {
  const pointer = join(dataDir, 'cluster');
  if (!existsSync(pointer)) return null;
  const folder = readFileSync(pointer, 'utf8').trim();
  if (existsSync(folder)) return folder;
  throw new StartError(`${pointer} names ${folder}, which is not there: bring that folder back, or restore a backup`);
}

function homeAt(folder: string): Home {
  const cluster = join(folder, 'postgres');
  return { folder, cluster, runner: findRunner(cluster) };
}

/** A folder for the socket, 0700 and the runner's; its path is short enough for a socket address. */
export function makeSocketFolder(home: Home): string {
  const folder = socketFolderOf(home);
  return claim(home.runner, folder) ?? claimNew(home.runner, folder);
}

/** Removes the folder for the socket unless a server listens in it. */
export function removeSocketFolder(home: Home): void {
  try {
    rmdirSync(socketFolderOf(home));
  } catch (error) {
    if (!['ENOTEMPTY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function socketFolderOf(home: Home): string {
  const name = `kith-${createHash('sha256').update(home.cluster).digest('hex').slice(0, 12)}`;
  const temporary = Buffer.byteLength(join(tmpdir(), name)) > longestFolder ? '/tmp' : tmpdir();
  return join(process.getuid?.() === 0 && isWritable('/run') ? '/run' : temporary, name);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function claim(runner: Runner, folder: string): string | null {
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, runner.uid, runner.gid);
  }
  const found = lstatSync(folder);
  // In a shared temporary folder somebody else may have made it first, to catch passwords.
  return found.isDirectory() && found.uid === runner.uid && (found.mode & 0o077) === 0 ? folder : null;
}

function claimNew(runner: Runner, prefix: string): string {
  const folder = mkdtempSync(`${prefix}-`);
  chownSync(folder, runner.uid, runner.gid);
  return folder;
}
