import { newId, prepared, sql, type Db, type Pools } from '#kernel/database';
import { inControl } from '#kernel/workspace';
import type { Scopes } from '#shared/keys/scopes';
import { hashToken, newToken } from './secret-box.ts';
import { toSignedIn, workspaceColumns, type Joined, type SignedIn } from './session.ts';

/** Finds an API key and the workspace it belongs to; the key of a member who left is none. */
export async function findApiKey(pools: Pools, key: string): Promise<SignedIn | null> {
  const row = await inControl(pools, (db) =>
    db.maybe<Joined & { member_role: string | null; scopes: string | null }>(
      sql`select ${workspaceColumns}, k.id as who, null::uuid as account_id, k.member_id,
        case when m.service_name is null then k.name else m.service_name || ' · ' || k.name end as actor_name,
        k.role, k.scopes::text as scopes, m.role as member_role,
        coalesce(k.last_used_at < now() - interval '5 minutes', true) as stale
      from ${db.table('api_key')} k join ${db.table('workspace')} w on w.id = k.workspace_id
      left join ${db.table('membership')} m
        on m.workspace_id = k.workspace_id and m.member_id = k.member_id and m.active
      where k.secret_hash = ${hashToken(key)} and k.revoked_at is null and (k.member_id is null or m.role is not null)
        and (k.expires_at is null or k.expires_at > now())`,
      prepared,
    ),
  );
  if (!row) return null;
  if (row.stale) {
    await inControl(pools, (db) =>
      db.run(sql`update ${db.table('api_key')} set last_used_at = now() where id = ${row.who}`),
    );
  }
  const { member_role, scopes, ...found } = row;
  // Only an owner makes owners, which no rights tell: a key of one who is none any more is none either.
  const role = row.role === 'owner' ? (member_role ?? row.role) : row.role;
  return { ...toSignedIn({ ...found, role }, 'key'), within: member_role, scopes, bound: null };
}

/** What a key is made of. */
export interface NewKey {
  workspaceId: string;
  name: string;
  role: string;
  /** The member or service account whose key it is. */
  memberId: string | null;
  /** The member who made it. */
  createdBy?: string | null;
  /** Null for all that the role may. */
  scopes?: Scopes | null;
  expiresAt: string | null;
}

/** Makes a key; the answer is the only time it can be read. */
export async function createApiKey(pools: Pools, key: NewKey): Promise<{ id: string; key: string }> {
  const secret = `kith_${newToken()}`;
  const id = newId();
  const scopes = key.scopes ? JSON.stringify(key.scopes) : null;
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('api_key')} (id, workspace_id, name, role, secret_hash, member_id,
      created_by, scopes, expires_at)
      values (${id}, ${key.workspaceId}, ${key.name}, ${key.role}, ${hashToken(secret)}, ${key.memberId},
        ${key.createdBy ?? key.memberId}, ${scopes}::jsonb, ${key.expiresAt})`),
  );
  return { id, key: secret };
}

/** A key as administrators see it: all but its secret. */
export interface KeyRow {
  id: string;
  name: string;
  role: string;
  scopes: Scopes | null;
  member: { id: string; name: string; service: boolean } | null;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
}

const shown = 500; // keys of a workspace; nobody looks through more

/** The keys of a workspace, the newest first. */
export function listApiKeys(pools: Pools, workspaceId: string): Promise<KeyRow[]> {
  return inControl(pools, (db) =>
    db.many<KeyRow>(sql`select k.id, k.name, k.role, k.scopes, k.created_at, k.expires_at, k.last_used_at, k.revoked_at,
        case when m.member_id is not null then jsonb_build_object('id', m.member_id,
          'name', coalesce(m.service_name, a.name), 'service', m.service_name is not null) end as member
      from ${db.table('api_key')} k
      left join ${db.table('membership')} m on m.workspace_id = k.workspace_id and m.member_id = k.member_id
      left join ${db.table('account')} a on a.id = m.account_id
      where k.workspace_id = ${workspaceId} order by k.created_at desc limit ${shown}`),
  );
}

/** Revokes a key, at once; answers with its name, or null where there was none to revoke. */
export function revokeApiKey(pools: Pools, workspaceId: string, id: string): Promise<{ name: string } | null> {
  return inControl(pools, (db) =>
    db.maybe<{ name: string }>(sql`update ${db.table('api_key')} set revoked_at = now()
      where id = ${id} and workspace_id = ${workspaceId} and revoked_at is null returning name`),
  );
}

/** A member without sign-in, for a program: its keys are all that comes in by it. */
export interface NewServiceAccount {
  workspaceId: string;
  memberId: string;
  name: string;
  role: string;
}

/** Adds the membership of a service account: it has no account, so nobody signs in as it. */
export async function insertServiceAccount(db: Db, given: NewServiceAccount): Promise<void> {
  await db.run(sql`insert into ${db.table('membership')} (account_id, workspace_id, member_id, role, service_name)
    values (null, ${given.workspaceId}, ${given.memberId}, ${given.role}, ${given.name})`);
}

/** The role of an active service account, or null where there is none. */
export function findServiceAccount(
  pools: Pools,
  workspaceId: string,
  memberId: string,
): Promise<{ role: string } | null> {
  return inControl(pools, (db) =>
    db.maybe<{ role: string }>(sql`select role from ${db.table('membership')} where workspace_id = ${workspaceId}
      and member_id = ${memberId} and service_name is not null and active`),
  );
}
