import { sql, type Db } from '#kernel/database';

interface Known {
  workspaceId: string;
  issuer: string;
  subject: string;
}

/** The account that a provider's subject was linked to in a workspace, and whether it is an active member; or null. */
export function findProvided(
  db: Db,
  of: Known,
): Promise<{ account_id: string; email: string; active: boolean } | null> {
  return db.maybe(sql`select l.account_id, a.email, coalesce(m.active, false) as active
    from ${db.table('provided_account')} l join ${db.table('account')} a on a.id = l.account_id
    left join ${db.table('membership')} m on m.account_id = l.account_id and m.workspace_id = l.workspace_id
    where l.workspace_id = ${of.workspaceId} and l.issuer = ${of.issuer} and l.subject = ${of.subject}`);
}

/** The account of an address, and whether it is a member of the workspace: null for active where it is none. */
export function findByAddress(
  db: Db,
  of: { workspaceId: string; email: string },
): Promise<{ account_id: string; active: boolean | null } | null> {
  return db.maybe(sql`select a.id as account_id, m.active from ${db.table('account')} a
    left join ${db.table('membership')} m on m.account_id = a.id and m.workspace_id = ${of.workspaceId}
    where a.email = ${of.email}`);
}

/** Links a subject to an account, for good; false where the account is linked to another one. */
export async function linkProvided(db: Db, of: Known, accountId: string): Promise<boolean> {
  const added = await db.run(sql`insert into ${db.table('provided_account')}
    (workspace_id, issuer, subject, account_id)
    values (${of.workspaceId}, ${of.issuer}, ${of.subject}, ${accountId}) on conflict do nothing`);
  return added === 1;
}
