import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '#shared/failure';
import { compile, inTransaction, sql, type Db, type Pools, type Sql } from '#kernel/database';
import type { Log } from '#kernel/telemetry';
import type { Workspace } from '#kernel/workspace';
import type { Catalog } from '../catalog.ts';
import { planTables, type Present, type Step } from './plan-tables.ts';

/** Brings the tables of a workspace to its catalogue: additions only. A new workspace gets everything in one
 * transaction; one that is in use gets its indexes online. Answers with what was done. */
export async function applySchema(
  services: { pools: Pools; log: Log },
  workspace: Workspace,
  catalog: Catalog,
): Promise<string[]> {
  const { pools, log } = services;
  const options = { schema: workspace.schema, role: null, timeout: 300_000 };
  const done: string[] = [];
  const late = await inTransaction(pools.owner, options, async (db) => {
    const present = await readPresent(db);
    const online = present.columns.has('person');
    const steps = planTables(catalog, present, db.table, online);
    for (const step of steps.filter((one) => !one.concurrent)) {
      await db.run(step.statement);
      done.push(step.what);
    }
    return steps.filter((one) => one.concurrent);
  });
  for (const step of late) {
    await buildOnline(pools, step);
    done.push(step.what);
  }
  if (done.length > 0) log.info({ workspace: workspace.id, steps: done.length }, 'the tables follow the catalogue');
  return done;
}

/** An index that is built beside the work of others: outside a transaction, without a statement limit. */
async function buildOnline(pools: Pools, step: Step): Promise<void> {
  const client = await pools.owner.connect();
  try {
    if (step.remains) await client.query(compile(step.remains));
    await client.query(compile(step.statement));
  } finally {
    client.release();
  }
}

async function readPresent(db: Db): Promise<Present> {
  const columns = new Map<string, Set<string>>();
  const rows = await db.many<{
    table_name: string;
    column_name: string;
  }>(sql`select c.relname as table_name, a.attname as column_name
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = ${db.schema} and c.relkind = 'r'`);
  for (const row of rows) {
    columns.set(row.table_name, (columns.get(row.table_name) ?? new Set()).add(row.column_name));
  }
  const indexes = await db.many<{ name: string }>(sql`select c.relname as name
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_index i on i.indexrelid = c.oid and i.indisvalid
    where n.nspname = ${db.schema}`);
  return { columns, indexes: new Set(indexes.map((row) => row.name)) };
}

// Everybody who comes after it waits behind a statement that waits for its lock: short tries, and between them time
// in which those go on. Five turns of three tries are six seconds.
const lockLimit = '300ms';
const turns = 5;
const betweenTurns = 400;

/** Runs statements of one workspace as its owner, with a lock limit so that nobody waits long behind them; again and
 * again for some seconds where a long report is in the way. */
export async function alterTables(
  pools: Pools,
  workspace: Workspace,
  statements: (table: Db['table']) => Sql[],
): Promise<void> {
  const options = { schema: workspace.schema, role: null, timeout: 300_000 };
  const limit = sql`set local lock_timeout = ${sql.lit(lockLimit)}`;
  for (let turn = 1; ; turn += 1) {
    try {
      return await inTransaction(pools.owner, options, async (db) => {
        for (const statement of [limit, ...statements(db.table)]) await db.run(statement);
      });
    } catch (error) {
      if (turn >= turns || !(error instanceof Failure) || error.code !== 'database.busy') throw error;
      await pause(betweenTurns);
    }
  }
}
