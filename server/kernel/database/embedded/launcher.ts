import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { StartError } from '#kernel/config';
import type { Log } from '#kernel/telemetry';
import { prepareBinaries } from './binaries.ts';
import { openHome, type Home } from './home.ts';
import { holdServer, isGone, type Holder } from './holder.ts';
import { initialize, superName, superPassword } from './initialize.ts';
import { takeLease } from './lease.ts';
import { ensureRunning, stopPostmaster, type Address, type Site } from './postmaster.ts';

/** A server of our own that accepts connections; when it dies it is started again at the same address. */
export interface EmbeddedServer {
  /** Login of the superuser to the maintenance database. */
  readonly superuser: pg.ClientConfig;
  /** Gives the server up, and stops it unless another process of Kith uses it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: Log;
  /** Server settings on top of ours. */
  readonly overrides?: Readonly<Record<string, string>>;
}

const reachTries = 20;

/** Makes, starts or adopts the server of `dataDir`. */
export async function startEmbedded({ dataDir, log, overrides = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  try {
    return await startIn(openHome(dataDir), { log, overrides });
  } catch (error) {
    throw plain(error, dataDir);
  }
}

async function startIn(home: Home, { log, overrides }: Pick<Site, 'log' | 'overrides'>): Promise<EmbeddedServer> {
  const lease = await takeLease(home.folder, { log });
  try {
    const binaries = prepareBinaries(home.runner, home.folder);
    await initialize(home, binaries, { sync: overrides['fsync'] !== 'off' });
    const claim = createClaim({ home, binaries, overrides, log });
    const superuser = await claim.reach();
    return {
      superuser,
      async stop() {
        const last = await claim.stop();
        lease.end({ last });
      },
    };
  } catch (error) {
    lease.end({ last: false });
    throw error;
  }
}

/** What the operator can mend, in one line; everything else as it is. */
function plain(error: unknown, dataDir: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return new StartError(`no space left on the disk of DATA_DIR ${dataDir}: make room`);
  if (!['EROFS', 'EACCES', 'EPERM'].includes(code)) return error;
  return new StartError(`cannot write to DATA_DIR ${dataDir} (${message}): make it writable for this user`);
}

/** Keeps one holder on the server, through deaths of the server, until it is stopped. */
function createClaim(site: Site) {
  let holder: Holder | null = null;
  let stopping = false;

  async function reach(): Promise<pg.ClientConfig> {
    for (let tries = 1; ; tries += 1) {
      const login = loginTo(site, await ensureRunning(site));
      try {
        holder = await holdServer({ login, cluster: site.home.cluster, onLost: () => void revive() });
        return login;
      } catch (error) {
        // Another process may be stopping it in this moment.
        if (!isGone(error) || tries >= reachTries) throw error;
        await pause(100);
      }
    }
  }

  async function revive(): Promise<void> {
    holder = null;
    for (let waitMs = 1_000; !stopping && holder === null; waitMs = Math.min(waitMs * 2, 30_000)) {
      site.log.error('the database server is gone, starting it again');
      try {
        await reach();
        site.log.info('the database server is back');
      } catch (error) {
        site.log.error({ err: error }, 'the database server could not be started');
        await pause(waitMs, undefined, { ref: false });
      }
    }
  }

  async function stop(): Promise<boolean> {
    stopping = true;
    const last = holder === null || (await holder.release());
    if (last) stopPostmaster(site);
    return last;
  }

  return { reach, stop };
}

function loginTo({ home }: Site, { socketFolder, port }: Address): pg.ClientConfig {
  const password = superPassword(home.cluster);
  return { host: socketFolder, port, user: superName, password, database: 'postgres', connectionTimeoutMillis: 5000 };
}
