import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { Failure } from '#shared/failure';
import { createDb, sendTogether, type Db, type Observer } from './db.ts';
import type { PreparedStatements } from './prepared.ts';
import { isBroken, isOutdatedPlan, isRetryable, toFailure } from './sql-error.ts';

export interface TransactionOptions {
  schema: string;
  /** The NOLOGIN role of the workspace; null where the operator's server knows no roles of ours. */
  role: string | null;
  /** Statement limit in milliseconds, when it differs from the login's own (15 s). */
  timeout?: number;
  observe?: Observer | null;
  /** Every statement reads the database as it was at the first one. */
  snapshot?: boolean;
}

/** A pool whose connections keep prepared statements. */
export type KeepingPool = Pool & {
  statements?: (client: PoolClient) => PreparedStatements;
  /** The login's own limit of a statement, where it has one: a connection that is silent for longer leads nowhere. */
  statementMillis?: number;
};

const roleName = /^ws_[0-9a-z]{1,40}$/;
const attempts = 3; // database.md §8: serialization, deadlock and lock timeouts are repeated at most three times

/** Runs the work in one transaction: all of it stays or nothing does. Deadlocks and lock time-outs repeat it whole,
 * so the work must have no effect outside the database. */
export async function inTransaction<T>(
  pool: KeepingPool,
  options: TransactionOptions,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, { ...options, prepare: attempt === 1 }, work);
    } catch (error) {
      if (attempt >= attempts || !(isRetryable(error) || isOutdatedPlan(error))) throw toFailure(error);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40 * attempt));
    }
  }
}

/** The opening travels with the first statement: no round trip of its own. Where it fails, everything behind it fails
 * too, because it has left the connection in a transaction that is aborted. */
async function once<T>(
  pool: KeepingPool,
  options: TransactionOptions & { prepare: boolean },
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const client = await connect(pool);
  const { schema, observe, prepare } = options;
  const statements = prepare ? pool.statements?.(client) : undefined;
  let broken: Error | undefined;
  const heard = pool.statementMillis ? endWhenSilent(client, options.timeout ?? pool.statementMillis) : null;
  sendTogether(client);
  const opened = client.query(opening(options)).then(
    () => null,
    (error: Error) => error,
  );
  try {
    const result = await work(createDb(client, { schema, observe: observe ?? null, statements: statements ?? null }));
    const refused = await opened;
    if (refused) throw refused;
    await commit(client);
    return result;
  } catch (error) {
    const cause = (await opened) ?? error;
    broken = isLost(cause) || isOutdatedPlan(cause) ? (cause as Error) : undefined;
    if (!broken) await client.query('rollback').catch((failed: Error) => (broken = failed));
    throw cause;
  } finally {
    heard?.();
    client.release(broken);
  }
}

const graceMillis = 5_000; // for the way, behind the end of the longest statement

/** Breaks a connection on which nothing is heard although its statement must have been stopped: the network between, or
 * the machine at its end, is gone without a word, and whoever asked would wait for hours. Call what it answers with at
 * the end. */
function endWhenSilent(client: PoolClient, limit: number): () => void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const end = () => stream.destroy(new Error('Connection terminated: the database is silent'));
  stream.setTimeout(limit > 0 ? limit + graceMillis : 0, end);
  return () => {
    stream.off('timeout', end);
    stream.setTimeout(0);
  };
}

/** One statement outside any transaction, with the same failures as one within. */
export async function onConnection<T>(pool: KeepingPool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let broken: Error | undefined;
  const heard = pool.statementMillis ? endWhenSilent(client, pool.statementMillis) : null;
  try {
    return await work(client);
  } catch (error) {
    if (isLost(error)) broken = error as Error;
    throw toFailure(error);
  } finally {
    heard?.();
    client.release(broken);
  }
}

/** Where the connection breaks while it is under way, nobody can tell whether it arrived: it is not said that nothing
 * was changed. */
async function commit(client: PoolClient): Promise<void> {
  try {
    await client.query('commit');
  } catch (error) {
    throw isBroken(error) ? new Failure('database.outcome_unknown', { cause: error }) : error;
  }
}

function isLost(error: unknown): boolean {
  return isBroken(error instanceof Failure ? error.details.cause : error);
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw toFailure(error);
  }
}

/** One simple query: the text is fixed but for a role name that was matched letter by letter. */
function opening({ role, timeout, snapshot }: TransactionOptions): string {
  if (role !== null && !roleName.test(role)) throw new Error(`not the role of a workspace: ${role}`);
  const limit = timeout === undefined ? '' : `; set local statement_timeout = ${Math.trunc(timeout)}`;
  const begin = snapshot ? 'begin isolation level repeatable read' : 'begin';
  return role === null ? `${begin}${limit}` : `${begin}; set local role "${role}"${limit}`;
}
