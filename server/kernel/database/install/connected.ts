import pg from 'pg';

/** Runs `work` on a connection of its own that is closed afterwards. */
export async function connected<T>(login: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(login);
  // What breaks while nothing is asked fails the next statement; unheard, it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

// Any number that no other lock of ours uses.
const turnLock = '7105449';

/** Runs `work` when no other process is at such work on the database: processes may start at once. The lock is that of
 * a transaction on a connection of its own, so no pooler in between keeps it; a server that knows no such locks goes
 * without. */
export function inTurn<T>(login: pg.ClientConfig, work: () => Promise<T>): Promise<T> {
  return connected(login, async (client) => {
    await client.query('begin');
    // A statement with parameters would keep its snapshot until the end, and no index could be made concurrently.
    await client.query(`select pg_advisory_xact_lock(${turnLock})`).catch((error: pg.DatabaseError) => {
      if (error.code !== '0A000') throw error;
    });
    return work();
  });
}

/** `server_version_num`, such as 180004 for 18.4. */
export async function serverVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::integer as version",
  );
  return rows[0]?.version ?? 0;
}
