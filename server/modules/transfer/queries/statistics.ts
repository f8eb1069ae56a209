import type { Pools } from '#kernel/database';

const tables = ['person', 'company', 'employment', 'record_key', 'timeline', 'change'];

/** Has the server look anew at the tables that an import fills. Takes no context: only their owner may ask for it, and
 * outside a transaction, so that each table is done by itself. */
export async function refreshStatistics({ pools }: { pools: Pools }, schema: string): Promise<void> {
  const client = await pools.owner.connect();
  try {
    for (const table of tables) await client.query(`analyze "${schema}"."${table}"`);
  } finally {
    client.release();
  }
}
