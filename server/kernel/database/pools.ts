import pg from 'pg';
import type { Log } from '#kernel/telemetry';
import type { DatabaseServer } from './server.ts';

/** The three ways to the database: rows of workspaces, the control plane, and changes of schema. */
export interface Pools {
  app: pg.Pool;
  control: pg.Pool;
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
  const open = (config: pg.ClientConfig, max: number) => {
    const pool = new pg.Pool({
      ...config,
      max,
      types: types as unknown as pg.CustomTypesConfig,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      // A session that met many schemas keeps their catalogue entries in memory; a fresh one starts small.
      maxLifetimeSeconds: 3_600,
    });
    pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection ended'));
    return pool;
  };
  const app = open(server.app, sizes.app);
  const control = open(server.control, sizes.control);
  const owner = open(server.owner, sizes.owner);
  return { app, control, owner, end: async () => void (await Promise.all([app.end(), control.end(), owner.end()])) };
}
