import { fail } from '#shared/failure';
import { sql, type Db, type Pools, type Sql } from '#kernel/database';
import { inControl } from '#kernel/workspace';

/** The condition that a session without a provider is good in the workspace of a membership `m` of an account `a`:
 * everywhere but where a firm's provider is the only way in, and there for owners with a second factor, so that a
 * provider that fails shuts nobody out for good. */
export function openToPasswords(db: Db): Sql {
  return sql`(not exists (select 1 from ${db.table('provider')} p
      where p.workspace_id = m.workspace_id and p.active and p.only_way)
    or (m.role = 'owner' and a.totp_confirmed_at is not null))`;
}

/** Refuses whoever would sign in and then stand before closed doors: all workspaces of the account want a provider. */
export async function requireOpenDoor(pools: Pools, accountId: string): Promise<void> {
  const doors = await inControl(pools, (db) =>
    db.many<{ open: boolean }>(sql`select ${openToPasswords(db)} as open from ${db.table('membership')} m
      join ${db.table('account')} a on a.id = m.account_id where m.account_id = ${accountId} and m.active`),
  );
  if (doors.length > 0 && doors.every(({ open }) => !open)) fail('access.sign_on_only');
}

/** Refuses a change after which nobody could come into a workspace without its provider; in the transaction of it. */
export async function requireWayIn(db: Db, workspaceId: string): Promise<void> {
  const row = await db.maybe(sql`select 1 from ${db.table('provider')} p
    where p.workspace_id = ${workspaceId} and p.active and p.only_way and not exists (
      select 1 from ${db.table('membership')} m join ${db.table('account')} a on a.id = m.account_id
      where m.workspace_id = p.workspace_id and m.active and m.role = 'owner' and a.totp_confirmed_at is not null
        and a.password_hash is not null)`);
  if (row) fail('access.no_way_in');
}

/** The same for all workspaces of an account. */
export async function requireWaysIn(db: Db, accountId: string): Promise<void> {
  const rows = await db.many<{ id: string }>(sql`select workspace_id as id from ${db.table('membership')}
    where account_id = ${accountId} and active and role = 'owner'`);
  for (const { id } of rows) await requireWayIn(db, id);
}
