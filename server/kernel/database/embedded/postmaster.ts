import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '#kernel/config';
import type { Log } from '#kernel/telemetry';
import type { Binaries } from './binaries.ts';
import { makeSocketFolder, removeSocketFolder, type Home } from './home.ts';
import { isServing, readPostmasterFile, removeForeignFile } from './postmaster-file.ts';
import { postmasterArguments } from './postmaster-settings.ts';
import { asRunner } from './runner.ts';

/** All that is needed to run the server of one cluster. */
export interface Site {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly overrides: Readonly<Record<string, string>>;
  readonly log: Log;
}

/** Where the running server listens. */
export interface Address {
  readonly socketFolder: string;
  readonly port: number;
}

// After kill -9 of the postmaster its children need seconds to notice, and a dead parent may wait to be reaped.
const retryMs = 60_000;
// Recovery after a crash with much unwritten work: measured 28 s for 1,000 workspaces.
const recoveryMs = 600_000;
const lookEveryMs = 25;

/** Adopts the server that runs on this cluster, or starts one; answers when it accepts connections. */
export async function ensureRunning(site: Site): Promise<Address> {
  const giveUp = Date.now() + retryMs;
  for (;;) {
    const adopted = await waitReady(site);
    if (adopted) return adopted;
    if (removeForeignFile(site.home.cluster)) site.log.warn('removed a postmaster.pid that names another program');
    const outcome = await start(site);
    if (typeof outcome !== 'string') return outcome;
    if (!isPassing(outcome) || Date.now() > giveUp) {
      removeSocketFolder(site.home);
      throw new StartError(explain(site, outcome));
    }
    site.log.info({ problem: outcome }, 'the database is not free yet, trying again');
    await pause(250);
  }
}

/** Stops the server if it runs: ends its connections, writes its memory to disk, waits for its end. */
export function stopPostmaster({ home, binaries }: Site): void {
  const running = readPostmasterFile(home.cluster);
  if (!running || !isServing(home.cluster, running.pid)) return;
  const { env, ...user } = asRunner(home.runner);
  const args = ['stop', '-D', home.cluster, '-m', 'fast', '-w', '-t', '60'];
  const options = { ...user, env: { ...env, ...binaries.env }, cwd: '/', encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync(join(binaries.bin, 'pg_ctl'), args, options);
  if (status !== 0 && isServing(home.cluster, running.pid))
    throw new Error(`PostgreSQL did not stop: ${stderr.trim()}`);
  rmSync(running.socketFolder, { recursive: true, force: true });
}

/** Waits while a server of this cluster starts, recovers or stops; null when there is none (any more). */
async function waitReady({ home, log }: Site): Promise<Address | null> {
  const giveUp = Date.now() + recoveryMs;
  let told = Date.now();
  for (;;) {
    const found = readPostmasterFile(home.cluster);
    if (!found || !isServing(home.cluster, found.pid)) return null;
    if (found.status === 'ready') return { socketFolder: found.socketFolder, port: found.port };
    if (Date.now() > giveUp)
      throw new StartError(`PostgreSQL (pid ${found.pid}) is still "${found.status}": see its log`);
    if (Date.now() - told > 10_000) {
      told = Date.now();
      log.info({ status: found.status }, 'waiting for the database to be ready');
    }
    await pause(lookEveryMs);
  }
}

/** Starts a postmaster that outlives this process; answers its address once it serves, else its last words. */
async function start(site: Site): Promise<Address | string> {
  const { home, binaries } = site;
  const said = join(home.folder, 'postgres-start.log');
  const socketFolder = makeSocketFolder(home);
  const output = openSync(said, 'w', 0o600);
  const { env, ...user } = asRunner(home.runner);
  const args = ['-D', home.cluster, ...postmasterArguments({ socketFolder, overrides: site.overrides })];
  const options = { ...user, env: { ...env, ...binaries.env }, cwd: '/', detached: true } as const;
  const child = spawn(join(binaries.bin, 'postgres'), args, { ...options, stdio: ['ignore', output, output] });
  closeSync(output);
  let failure: string | null = null;
  child.once('error', (error) => (failure = error.message));
  child.unref();
  while (failure === null && child.exitCode === null && child.signalCode === null) {
    const address = readPostmasterFile(home.cluster)?.pid === child.pid ? await waitReady(site) : null;
    if (address) return address;
    await pause(lookEveryMs);
  }
  return failure ?? lastWords(said, home.cluster);
}

/** What it said before its log collector ran, else the end of the collected log. */
function lastWords(file: string, cluster: string): string {
  const folder = join(cluster, 'log');
  const logs = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const newest = logs.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  const fatal = fatalLine(file) ?? (newest === undefined ? null : fatalLine(newest));
  return fatal ?? (readFileSync(file, 'utf8').trim().split('\n').at(-1) || 'it said nothing');
}

function fatalLine(file: string): string | null {
  const lines = readFileSync(file, 'utf8').slice(-65_536).split('\n');
  const line = lines.findLast((text) => /FATAL|PANIC|error while loading/.test(text));
  return line?.replace(/^.*?(FATAL|PANIC):\s*/, '').trim() ?? null;
}

function isPassing(problem: string): boolean {
  return /lock file .* already exists|pre-existing shared memory|is still in use/.test(problem);
}

function explain({ home }: Site, problem: string): string {
  if (/No space left/.test(problem)) return `no space left on the disk of ${home.folder}: make room and start again`;
  if (/Read-only file system|Permission denied/.test(problem)) {
    return `PostgreSQL cannot write to ${home.cluster} (${problem}): make it writable for uid ${home.runner.uid}`;
  }
  return `PostgreSQL does not start on ${home.cluster}: ${problem}`;
}
