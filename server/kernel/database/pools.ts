import { execFile } from 'node:child_process';
import { setPriority } from 'node:os';
import pg from 'pg';
import type { Log } from '#kernel/telemetry';
import { statementMillis } from './install/roles.ts';
import { createStatementKeeper } from './prepared.ts';
import type { DatabaseServer } from './server.ts';
import type { KeepingPool } from './transaction.ts';

/** The three ways to the database: rows of workspaces, the control plane, and changes of schema. */
export interface Pools {
  app: KeepingPool;
  control: KeepingPool;
  owner: pg.Pool;
  end(): Promise<void>;
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    switch (oid) {
      case 1184: // timestamptz: RFC 3339 text with every digit the database has; a Date would drop microseconds
        return instant;
      case 1082: // date
      case 1114: // timestamp
        return same;
      case 20: // bigint: counts and sizes, all far below 2^53
        return Number;
      default:
        return pg.types.getTypeParser(oid, 'text');
    }
  },
};

function instant(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, text.length - 3)}Z`;
}

function same(text: string): string {
  return text;
}

// Helpers that PostgreSQL starts for one statement do not stand back with it.
const alone = '-c max_parallel_maintenance_workers=0 -c max_parallel_workers_per_gather=0';

/** Has a process stand back behind others. Linux lets one that is only nice go on for some milliseconds while another
 * waits, so it is also given up to whoever comes (SCHED_IDLE). A system that does not allow it, or knows no such
 * thing, goes on as it was: only slower for those who wait. */
export function standBack(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    return;
  }
  if (process.platform === 'linux')
    execFile('chrt', ['--idle', '--all-tasks', '--pid', '0', String(pid)], () => undefined);
}

// Two cores answer no faster with more connections; the control pool only serves single-row look-ups.
const sizes = { app: 12, control: 6, owner: 3 };

/** Opens the pools; nothing is connected before the first use. `niceness` is how much the processes of the built-in
 * server that work for them stand back behind others, from 0 to 19. */
export function createPools(server: DatabaseServer, log: Log, { niceness = 0 }: { niceness?: number } = {}): Pools {
  const built = server.kind === 'embedded';
  const open = (config: pg.ClientConfig, max: number, more: pg.PoolConfig = {}) => {
    const pool = new pg.Pool({
      ...config,
      ...more,
      ...(niceness > 0 ? { options: `${config.options ?? ''} ${alone}` } : {}),
      max,
      types: types as unknown as pg.CustomTypesConfig,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      // A session that met many schemas keeps their catalogue entries in memory; a fresh one starts small.
      maxLifetimeSeconds: 3_600,
    });
    // Not the error itself: it carries the client with all that it keeps.
    pool.on('error', ({ message }) => log.warn({ reason: message }, 'an idle database connection ended'));
    // A connection that breaks in the middle of a transaction says so also where nobody listens, which would end the
    // process; its statements fail by themselves.
    pool.on('connect', (client) => {
      client.on('error', () => undefined);
      if (niceness > 0 && built) standBack((client as unknown as { processID: number }).processID, niceness);
    });
    return pool;
  };
  const keep = createStatementKeeper();
  // Pipelined: a statement does not wait for the answer to the one before. COPY needs the owner's plain connections.
  const more = { statements: keep, ...(server.wall === 'roles' ? { statementMillis } : {}) };
  const app = Object.assign(open(server.app, sizes.app, { pipeline: true } as pg.PoolConfig), more);
  const control = Object.assign(open(server.control, sizes.control), more);
  const owner = open(server.owner, sizes.owner);
  return { app, control, owner, end: async () => void (await Promise.all([app.end(), control.end(), owner.end()])) };
}
