import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';

/** The firm's own mail domains as they were last given; null where nobody gave any. */
export async function findOwnDomains(ctx: Context): Promise<string[] | null> {
  const row = await ctx.db.maybe<{ value: string[] }>(sql`select value from ${ctx.db.table('import_setting')}
    where name = 'own_domains'`);
  return row?.value ?? null;
}

/** Remembers them for the imports to come. */
export async function rememberOwnDomains(ctx: Context, domains: string[]): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('import_setting')} (name, value)
    values ('own_domains', ${JSON.stringify(domains)}::jsonb)
    on conflict (name) do update set value = excluded.value`);
}
