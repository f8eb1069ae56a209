import pg from 'pg';
import type { Log } from '#kernel/telemetry';
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

// Two cores answer no faster with more connections; the control pool only serves single-row look-ups.
const sizes = { app: 12, control: 6, owner: 3 };

/** Opens the pools; nothing is connected before the first use. */
export function createPools(server: DatabaseServer, log: Log): Pools {
  const open = (config: pg.ClientConfig, max: number, more: pg.PoolConfig = {}) => {
    const pool = new pg.Pool({
      ...config,
      ...more,
      max,
      types: types as unknown as pg.CustomTypesConfig,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      // A session that met many schemas keeps their catalogue entries in memory; a fresh one starts small.
      maxLifetimeSeconds: 3_600,
    });
    pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection ended'));
    // One that is in use and waits for nothing when it is ended would take the process along; its next statement fails.
    pool.on('connect', (client) =>
      client.on('error', (error) => log.warn({ err: error }, 'a database connection in use ended')),
    );
    return pool;
  };
  const keep = createStatementKeeper();
  // Pipelined: a statement does not wait for the answer to the one before. COPY needs the owner's plain connections.
  const app = Object.assign(open(server.app, sizes.app, { pipeline: true } as pg.PoolConfig), { statements: keep });
  const control = Object.assign(open(server.control, sizes.control), { statements: keep });
  const owner = open(server.owner, sizes.owner);
  return { app, control, owner, end: async () => void (await Promise.all([app.end(), control.end(), owner.end()])) };
}
