import pg from 'pg';
import type { TestClone } from './database.ts';

/** The process that runs a job of a kind. */
export function workerOf(database: TestClone, kind: string): Promise<number> {
  return asking(database, async (client) => {
    const found = await client.query<{ schema: string }>(
      "select schemaname as schema from pg_catalog.pg_tables where tablename = 'job' and schemaname like 'ws%'",
    );
    const { rows: held } = await client.query<{ worker: string }>(
      `select worker from ${found.rows[0]!.schema}.job where state = 'running' and kind = $1`,
      [kind],
    );
    return Number(held[0]?.worker.split(' ')[0]);
  });
}

/** Asks a database from outside the product, as its superuser. */
export async function asking<T>({ install }: TestClone, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(install);
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}
