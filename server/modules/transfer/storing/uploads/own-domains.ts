import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { emailDomain, isFreeMailDomain } from '#shared/email';

const mostDomains = 50; // of one firm
const domain = /^[a-z0-9\u0080-\uffff](?:[a-z0-9\u0080-\uffff-]*\.)+[a-z\u0080-\uffff][a-z0-9\u0080-\uffff-]*$/;

/** Domains from what a person typed: `@`, spaces and capitals do not count, what is no domain is left out. */
export function readDomains(text: string): string[] {
  const parts = text.split(/[\s,;]+/).map((part) => part.replace(/^.*@/, '').toLowerCase());
  return [...new Set(parts.filter((part) => part.length <= 253 && domain.test(part)))].slice(0, mostDomains);
}

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

/** What a page proposes where nobody gave any: the domains of the members' own addresses. */
export async function proposeOwnDomains(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.many<{ email: string }>(sql`select email from ${ctx.db.table('member')}
    where active and deleted_at is null and email is not null order by id limit 1000`);
  const domains = rows.map((row) => emailDomain(row.email)).filter((one) => !isFreeMailDomain(one));
  return readDomains(domains.join(' '));
}
