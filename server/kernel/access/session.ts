import { newId, prepared, sql, type Db, type Pools } from '#kernel/database';
import { inControl, inControlTransaction, type WorkspaceRow } from '#kernel/workspace';
import { hashToken, newToken } from './secret-box.ts';
import { openToPasswords } from './single-sign-on/only-way.ts';

/** What the browser keeps: shown once, only its hash stays here. */
export interface NewSession {
  token: string;
  accountId: string;
}

/** Who a request comes from, and the workspace it means. */
export interface SignedIn {
  kind: 'member' | 'key';
  /** Session or key. */
  id: string;
  account_id: string | null;
  member_id: string | null;
  name: string;
  role: string;
  /** Of a key: the role of the member it belongs to, beyond whom it never reaches. */
  within: string | null;
  /** Of a key: the text of its scopes, or null where it may do all that its role may. */
  scopes: string | null;
  /** Of a session that a firm's provider vouched for: the one workspace it is good in. */
  bound: string | null;
  workspace: WorkspaceRow;
}

const lifeDays = 30;

/** The columns of a workspace `w`. */
// Named one by one: a prepared statement does not survive a change of what `*` means.
export const workspaceColumns = sql.raw(
  'w.id, w.slug, w.name, w.region, w.time_zone, w.currency, w.language, w.model_version',
);

/** Opens a session. One that a firm's provider vouched for is good in that firm's workspace alone: its word counts
 * nowhere else. */
export async function startSession(
  pools: Pools,
  session: { accountId: string; address: string; agent: string; bound?: string },
): Promise<NewSession> {
  const token = newToken();
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('session')} (token_hash, id, account_id, expires_at, address, agent, workspace_id)
      values (${hashToken(token)}, ${newId()}, ${session.accountId}, now() + make_interval(days => ${lifeDays}),
        ${session.address}, ${session.agent.slice(0, 300)}, ${session.bound ?? null})`),
  );
  return { token, accountId: session.accountId };
}

/** What is read of whoever signed in, with their workspace. */
export type Joined = WorkspaceRow & {
  who: string;
  account_id: string | null;
  member_id: string | null;
  actor_name: string;
  role: string;
  stale: boolean;
};

/** Finds session, account, membership and workspace in one look-up, so that a revoked session is refused at once.
 * `wanted` is the id or slug of a workspace; without it the last one used. */
export async function findSession(pools: Pools, token: string, wanted: string | null): Promise<SignedIn | null> {
  const row = await inControl(pools, (db) =>
    db.maybe<Joined & { bound: string | null }>(
      sql`select ${workspaceColumns}, s.id as who, s.workspace_id as bound,
        a.id as account_id, m.member_id, a.name as actor_name, m.role,
        s.last_seen_at < now() - interval '5 minutes' as stale
      from ${db.table('session')} s
      join ${db.table('account')} a on a.id = s.account_id
      join ${db.table('membership')} m on m.account_id = a.id and m.active
      join ${db.table('workspace')} w on w.id = m.workspace_id
      where s.token_hash = ${hashToken(token)} and s.expires_at > now()
        and (s.workspace_id = w.id or (s.workspace_id is null and ${openToPasswords(db)}))
        and (${wanted}::text is null or w.id::text = ${wanted} or w.slug = ${wanted})
      order by m.last_used_at desc nulls last, w.created_at limit 1`,
      prepared,
    ),
  );
  if (!row) return null;
  if (row.stale) await touch(pools, row);
  const { bound, ...joined } = row;
  return { ...toSignedIn(joined, 'member'), within: null, scopes: null, bound };
}

/** A minute's precision is enough for "last seen", so most requests write nothing. */
async function touch(pools: Pools, row: Joined): Promise<void> {
  await inControl(pools, async (db) => {
    await db.run(sql`update ${db.table('session')} set last_seen_at = now() where id = ${row.who}`);
    await db.run(sql`update ${db.table('membership')} set last_used_at = now()
      where account_id = ${row.account_id} and workspace_id = ${row.id}`);
  });
}

/** Somebody who signed in, of a row that was read. */
export function toSignedIn(row: Joined, kind: SignedIn['kind']): Omit<SignedIn, 'within' | 'scopes' | 'bound'> {
  const { who, account_id, member_id, actor_name, role, stale: _, ...workspace } = row;
  return { kind, id: who, account_id, member_id, name: actor_name, role, workspace };
}

/** The active member of a workspace behind an id, as somebody who signed in. */
export function findMember(
  pools: Pools,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<{ name: string; role: string } | null> {
  return inControl(pools, (db) =>
    db.maybe<{ name: string; role: string }>(sql`select a.name, m.role from ${db.table('membership')} m
      join ${db.table('account')} a on a.id = m.account_id
      where m.workspace_id = ${workspaceId} and m.member_id = ${memberId}::uuid and m.active`),
  );
}

/** Ends the sessions of an account, all but one where `except` is given, and the links by which it could get a new
 * password. */
export function endSessions(pools: Pools, accountId: string, except: string | null = null): Promise<number> {
  return inControlTransaction(pools, (db) => endSessionsIn(db, accountId, except));
}

/** The same within a transaction that is open already. */
export async function endSessionsIn(db: Db, accountId: string, except: string | null = null): Promise<number> {
  await db.run(sql`delete from ${db.table('password_reset')} where account_id = ${accountId}`);
  return db.run(sql`delete from ${db.table('session')} where account_id = ${accountId}
    and (${except}::uuid is null or id <> ${except}::uuid)`);
}

/** Whose sessions are meant: those of an account, or only those that one firm's provider vouched for. */
export interface SessionsOf {
  accountId: string;
  bound: string | null;
}

const meant = ({ accountId, bound }: SessionsOf) => sql`account_id = ${accountId}
  and (${bound}::uuid is null or workspace_id = ${bound}::uuid)`;

/** Ends one of these sessions. */
export function endSession(pools: Pools, of: SessionsOf, id: string): Promise<number> {
  return inControl(pools, (db) => db.run(sql`delete from ${db.table('session')} where ${meant(of)} and id = ${id}`));
}

/** Ends the sessions that one firm's provider vouched for, but the one that asks. */
export function endBoundSessions(pools: Pools, of: SessionsOf, except: string | null): Promise<number> {
  return inControl(pools, (db) =>
    db.run(sql`delete from ${db.table('session')} where ${meant(of)} and id is distinct from ${except}::uuid`),
  );
}

export interface SessionRow {
  id: string;
  created_at: string;
  last_seen_at: string;
  address: string | null;
  agent: string | null;
}

export function listSessions(pools: Pools, of: SessionsOf): Promise<SessionRow[]> {
  return inControl(pools, (db) =>
    db.many<SessionRow>(sql`select id, created_at, last_seen_at, address, agent from ${db.table('session')}
      where ${meant(of)} and expires_at > now() order by last_seen_at desc limit 100`),
  );
}
