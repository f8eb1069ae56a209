import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EmittedEvent, Hub } from '#kernel/events';
import type { Share } from '#kernel/jobs';
import type { Log } from '#kernel/telemetry';

/** What the background process tells: that it is there, at its start and whenever it is woken, or an event for the open
 * pages. */
export type Told = 'ready' | { workspace: string; event: EmittedEvent };

interface Ears {
  hub: Hub;
  died(): void;
}

/** The second process, which does what is long so that nobody waits for it. It lives while there is such work. */
export interface Background extends Share {
  /** Its events reach the pages of this process; `died` is called where it ended in the middle of its work. */
  follow(ears: Ears): void;
  /** Ends it; what it was at is taken up again by whoever is next. */
  stop(): Promise<void>;
}

const entry = join(import.meta.dirname, '../background.ts');
// Long work makes much garbage that lives for one chunk: a larger young generation throws it away at once.
const execArgv = ['--max-semi-space-size=16'];
const mostFailures = 3;
// Its stretches of work are tens of milliseconds, but it stands back: whoever is silent so long after being woken does
// not only wait for others.
const patienceMillis = 180_000;
const endMillis = 30_000; // as long may its last page take when the program ends
const aloneMillis = 600_000; // for so long everything is done here after it could not be started

/** Starts nothing before there is heavy work. */
export function createBackground(log: Log): Background {
  let child: ChildProcess | null = null;
  let ears: Ears | null = null;
  let failures = 0;
  let aloneUntil = 0;
  let stopping = false;
  let wokenAt: number | null = null; // until it answers
  const ended = (code: number | null, ready: boolean) => {
    child = null;
    wokenAt = null;
    if (code === 0 || stopping) return;
    ears?.died();
    if (ready) return;
    failures += 1;
    log.warn({ code, failures }, 'the background process could not be started');
    if (failures < mostFailures) return;
    failures = 0;
    aloneUntil = performance.now() + aloneMillis;
  };
  const start = (): ChildProcess => {
    let ready = false;
    const made = fork(entry, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    made.on('message', (told: Told) => {
      if (told === 'ready') {
        ready = true;
        failures = 0;
        wokenAt = null;
      } else ears?.hub.publish(told.workspace, told.event);
    });
    made.once('exit', (code) => ended(code, ready));
    // Without a listener a failed start would end this process.
    made.on('error', () => (made.exitCode === null && !made.pid ? ended(1, false) : undefined));
    return made;
  };
  return {
    heavy: () => (performance.now() < aloneUntil ? null : false),
    wake: () => {
      if (stopping) return;
      child ??= start();
      wokenAt ??= performance.now();
      if (performance.now() - wokenAt > patienceMillis) {
        log.warn('the background process stands still and is ended');
        child.kill('SIGKILL');
      } else if (child.connected) child.send('look', () => undefined);
    },
    follow: (given) => (ears = given),
    stop: async () => {
      stopping = true;
      if (!child) return;
      const last = child;
      const gone = once(last, 'exit');
      last.kill('SIGTERM');
      const impatient = setTimeout(() => last.kill('SIGKILL'), endMillis);
      await gone;
      clearTimeout(impatient);
    },
  };
}
