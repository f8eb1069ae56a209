import { readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '#kernel/config';
import type { Log } from '#kernel/telemetry';

/**
 * The right of one machine (or container) to run a server on a folder. PostgreSQL's own lock file sees only processes
 * of its machine: two containers on one volume would write over each other.
 */
export interface Lease {
  /** Stops renewing; `last` also frees the folder for other machines at once. */
  end(options: { last: boolean }): void;
}

export interface LeaseOptions {
  readonly log: Log;
  /** Who we are; processes of one machine share the lease. */
  readonly holder?: string;
  readonly renewMs?: number;
  /** A lease unchanged for so long is dead: more than two renewals. */
  readonly deadMs?: number;
}

const lookEveryMs = 100;

/** Takes the lease of `folder`; waits to see whether another machine still renews it, and then throws a StartError. */
export async function takeLease(folder: string, options: LeaseOptions): Promise<Lease> {
  const { log, holder = thisMachine(), renewMs = 5_000, deadMs = 12_000 } = options;
  const file = join(folder, 'lease');
  const found = read(file);
  if (found !== null && found.holder !== holder) {
    log.info({ holder: found.holder }, 'another machine has used this database, waiting to see whether it still does');
    await requireDead(file, found, deadMs);
  }
  write(file, holder);
  const renew = (): void => {
    const now = read(file);
    if (now === null || now.holder === holder) return write(file, holder);
    log.fatal({ holder: now.holder }, 'another machine has taken over this database folder: stop one of the two');
  };
  const timer = setInterval(() => attempt(renew, log), renewMs).unref();
  return { end: ({ last }) => end({ file, holder, timer, last }) };
}

/** Host, boot and process namespace: containers share the first two when they share the host's name. */
export function thisMachine(): string {
  return [hostname(), attemptRead('/proc/sys/kernel/random/boot_id'), namespaceOfProcesses()].join(' ').trim();
}

async function requireDead(file: string, found: Entry, deadMs: number): Promise<void> {
  for (let waited = 0; waited < deadMs; waited += lookEveryMs) {
    await pause(lookEveryMs);
    const now = read(file);
    if (now === null) return;
    if (now.renewed === found.renewed) continue;
    throw new StartError(`${file} is renewed by ${now.holder}: stop Kith there, or use another DATA_DIR here`);
  }
}

interface Entry {
  readonly holder: string;
  readonly renewed: string;
}

function read(file: string): Entry | null {
  const [holder, renewed] = attemptRead(file).split('\n');
  return holder && renewed ? { holder, renewed } : null;
}

/** Never half written, since others read it. */
function write(file: string, holder: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${holder}\n${Date.now()}-${process.pid}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function end({
  file,
  holder,
  timer,
  last,
}: {
  file: string;
  holder: string;
  timer: NodeJS.Timeout;
  last: boolean;
}): void {
  clearInterval(timer);
  if (last && read(file)?.holder === holder) rmSync(file, { force: true });
}

function attempt(work: () => void, log: Log): void {
  try {
    work();
  } catch (error) {
    log.error({ err: error }, 'the lease of the database folder could not be renewed');
  }
}

function attemptRead(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function namespaceOfProcesses(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has them.
    return '';
  }
}
