import { fail } from '#shared/failure';
import { sql, type Db, type Pools } from '#kernel/database';
import { inControl, inControlTransaction } from '#kernel/workspace';
import { requireWayIn } from './only-way.ts';

/** How the people of a workspace sign in by their firm's provider. */
export interface ProviderSettings {
  issuer: string;
  client_id: string;
  /** Sealed, or null of a public client. */
  client_secret: string | null;
  secret_set_at: string | null;
  /** The role of whoever comes for the first time, or null where only members come in. */
  newcomer_role: string | null;
  active: boolean;
  /** Nobody comes in otherwise, but for owners with a password and a second factor. */
  only_way: boolean;
  domains: string[];
}

const columns = (
  db: Db,
) => sql`p.issuer, p.client_id, p.client_secret, p.secret_set_at, p.newcomer_role, p.active, p.only_way,
  (select coalesce(array_agg(d.domain order by d.domain), '{}') from ${db.table('provider_domain')} d
    where d.workspace_id = p.workspace_id) as domains`;

/** The provider of a workspace, or null. */
export function findProvider(pools: Pools, workspaceId: string): Promise<ProviderSettings | null> {
  return inControl(pools, (db) =>
    db.maybe<ProviderSettings>(
      sql`select ${columns(db)} from ${db.table('provider')} p where p.workspace_id = ${workspaceId}`,
    ),
  );
}

/** The active provider of the firm whose domain an address has, with its workspace; or null. */
export function providerOf(
  pools: Pools,
  domain: string,
): Promise<(ProviderSettings & { workspace_id: string }) | null> {
  return inControl(pools, (db) =>
    db.maybe(sql`select ${columns(db)}, p.workspace_id from ${db.table('provider')} p
      join ${db.table('provider_domain')} mine on mine.workspace_id = p.workspace_id
      where mine.domain = ${domain} and p.active`),
  );
}

/** Whether any firm here signs in by a provider. */
export async function hasProviders(pools: Pools): Promise<boolean> {
  const found = await inControl(pools, (db) =>
    db.maybe(sql`select 1 from ${db.table('provider')} where active limit 1`),
  );
  return found !== null;
}

/** Keeps the provider of a workspace. With another issuer nobody is known any more whom the one before knew; with
 * another, or with none in use, the sessions end that it vouched for. */
export async function saveProvider(
  pools: Pools,
  workspaceId: string,
  given: Omit<ProviderSettings, 'secret_set_at'>,
): Promise<void> {
  const { issuer, client_id, client_secret, newcomer_role, active, only_way, domains } = given;
  await inControlTransaction(pools, async (db) => {
    await db.run(sql`delete from ${db.table('session')} where workspace_id = ${workspaceId} and not (${active}
      and exists (select 1 from ${db.table('provider')} where workspace_id = ${workspaceId} and issuer = ${issuer}))`);
    await db.run(sql`insert into ${db.table('provider')} as p
        (workspace_id, issuer, client_id, client_secret, secret_set_at, newcomer_role, active, only_way)
      values (${workspaceId}, ${issuer}, ${client_id}, ${client_secret}::text,
        case when ${client_secret}::text is not null then now() end, ${newcomer_role}, ${active}, ${only_way})
      on conflict (workspace_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
        client_secret = excluded.client_secret, newcomer_role = excluded.newcomer_role, active = excluded.active,
        only_way = excluded.only_way,
        secret_set_at = case when p.client_secret is distinct from excluded.client_secret
          then excluded.secret_set_at else p.secret_set_at end`);
    await db.run(sql`delete from ${db.table('provided_account')}
      where workspace_id = ${workspaceId} and issuer <> ${issuer}`);
    await db.run(sql`delete from ${db.table('provider_domain')} where workspace_id = ${workspaceId}`);
    const added = await db.run(sql`insert into ${db.table('provider_domain')} (domain, workspace_id)
      select distinct d, ${workspaceId}::uuid from unnest(${domains}::text[]) as d on conflict do nothing`);
    if (added < new Set(domains).size) fail('access.domain_taken');
    await requireWayIn(db, workspaceId);
  });
}

/** Forgets the provider of a workspace, whom it knew, and ends the sessions it vouched for. Answers whether there was
 * one. */
export function forgetProvider(pools: Pools, workspaceId: string): Promise<boolean> {
  return inControlTransaction(pools, async (db) => {
    for (const table of ['provider_domain', 'provided_account', 'sign_on_attempt', 'session'])
      await db.run(sql`delete from ${db.table(table)} where workspace_id = ${workspaceId}`);
    return (await db.run(sql`delete from ${db.table('provider')} where workspace_id = ${workspaceId}`)) > 0;
  });
}
