import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '#kernel/database';
import type { JobRun } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';

const betweenLooks = 100; // most transactions end within it; the longest after 15 s, the limit of a statement

/** From its end on nothing is written to an object by an older model than that of the job; false where it was stopped
 * before. Nobody waits for it.
 *
 * Whoever writes records holds the lock of their table until the end, and looks at the floor after that, in a statement
 * of its own (`flush`). So a writer with an older model either had the lock when the floor was kept, and is waited for,
 * or sees the floor and is refused. */
export async function barOlder(job: JobRun, object: ObjectModel): Promise<boolean> {
  await job.transaction((ctx) => keepFloor(ctx));
  let writers = await job.transaction((ctx) => writersOf(ctx, object));
  while (writers.length > 0) {
    if (job.stopped()) return false;
    await pause(betweenLooks);
    writers = await job.transaction((ctx) => writersOf(ctx, object, writers));
  }
  return true;
}

async function keepFloor(ctx: Context): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('model_floor')} as f (version) values (${catalogOf(ctx).version})
    on conflict (id) do update set version = greatest(f.version, excluded.version)`);
}

/** The transactions that wrote to a table and have not ended, or those of some that still have not. */
async function writersOf(ctx: Context, { table }: ObjectModel, among: string[] | null = null): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(sql`select distinct l.virtualtransaction as id
    from pg_catalog.pg_locks l
    where l.locktype = 'relation' and l.granted and l.mode = 'RowExclusiveLock'
      and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
      and l.relation = (select c.oid from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = ${ctx.db.schema} and c.relname = ${table})
      and (${among}::text[] is null or l.virtualtransaction = any (${among}::text[]))`);
  return rows.map((row) => row.id);
}
