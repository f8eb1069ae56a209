import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '#kernel/config';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { asRunner, type Runner } from './runner.ts';

const run = promisify(execFile);

/** The login that may do everything; used at start-up and by the doctor, and in no pool. */
export const superName = 'kith_super';

/** Makes the cluster if there is none; throws a StartError when the folder holds anything that is not our cluster. */
export async function initialize(home: Home, binaries: Binaries, { sync = true } = {}): Promise<void> {
  if (existsSync(join(home.cluster, 'PG_VERSION'))) return requireMajor(home.cluster, binaries.major);
  if (existsSync(home.cluster) && readdirSync(home.cluster).length > 0) {
    throw new StartError(`${home.cluster} is not empty and holds no PostgreSQL cluster: move it away, or set DATA_DIR`);
  }
  const draft = `${home.cluster}.new-${process.pid}`;
  await makeCluster(draft, { runner: home.runner, binaries, sync });
  publish(draft, home.cluster);
}

/** The random password of the superuser, kept 0600 inside the cluster so that both are backed up together. */
export function superPassword(cluster: string): string {
  const file = join(cluster, 'kith_super_password');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartError(`cannot read ${file} (${(error as Error).message}): start Kith as the user that owns it`);
  }
}

function requireMajor(cluster: string, major: number): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found === String(major)) return;
  throw new StartError(
    `${cluster} was made by PostgreSQL ${found} and this version of Kith brings ${major}: ` +
      `start the earlier version of Kith, write a backup with "kith backup", and restore it with this one`,
  );
}

async function makeCluster(draft: string, tools: Omit<Tools, 'passwordFile'>): Promise<void> {
  const { runner } = tools;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = `${draft}.password`;
  const password = randomBytes(32).toString('base64url');
  try {
    give(runner, draft);
    writeFileSync(passwordFile, password, { mode: 0o600 });
    give(runner, passwordFile);
    await initdb(draft, { ...tools, passwordFile });
    const kept = join(draft, 'kith_super_password');
    writeFileSync(kept, `${password}\n`, { mode: 0o600, flush: true });
    give(runner, kept);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

interface Tools {
  readonly runner: Runner;
  readonly binaries: Binaries;
  readonly passwordFile: string;
  /** False only for tests, which lose nothing in a crash of the machine. */
  readonly sync: boolean;
}

async function initdb(draft: string, { runner, binaries, passwordFile, sync }: Tools): Promise<void> {
  // macOS before 26 knows no C.UTF-8; trigrams need any UTF-8 character type, and start-up checks that it works.
  const characterType = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const locale = ['--locale=C', `--lc-ctype=${characterType}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const login = ['--auth-local=scram-sha-256', '--auth-host=scram-sha-256', `--username=${superName}`];
  const args = ['-D', draft, '-E', 'UTF8', ...locale, '--data-checksums', ...login, `--pwfile=${passwordFile}`];
  if (!sync) args.push('--no-sync');
  const { env, ...user } = asRunner(runner);
  try {
    await run(join(binaries.bin, 'initdb'), args, { ...user, env: { ...env, ...binaries.env }, cwd: '/' });
  } catch (error) {
    throw new StartError(`the database could not be made: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  const line = (stderr ?? '').split('\n').find((text) => /error|fatal|could not|loading/i.test(text)) ?? message;
  const full = /No space left|wrote only/.test(line) ? 'make room on the disk; ' : '';
  return full + line.replace(/^.*?(FATAL|PANIC):\s*/, '').trim();
}

function give(runner: Runner, path: string): void {
  if (runner.drops) chownSync(path, runner.uid, runner.gid);
}

/** Renames the finished cluster to its place; when another process of Kith was faster, its cluster stays. */
function publish(draft: string, cluster: string): void {
  try {
    renameSync(draft, cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
