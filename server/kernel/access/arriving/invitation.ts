import { fail } from '#shared/failure';
import { newId, sql, type Db, type Pools } from '#kernel/database';
import { inControl, type WorkspaceRow } from '#kernel/workspace';
import { hashToken, newToken } from '../secret-box.ts';
import { normalEmail } from '../sign-in.ts';

/** What a person who is asked to join is given. */
export interface NewInvitation {
  workspaceId: string;
  email: string;
  name: string | null;
  role: string;
  teams: string[];
  /** The member who asks. */
  invitedBy: string | null;
}

/** An invitation that waits, as administrators see it. */
export interface InvitationRow {
  id: string;
  email: string;
  name: string | null;
  role: string;
  teams: string[];
  invited_by: string | null;
  created_at: string;
  expires_at: string;
}

const lifeDays = 7;
const shown = 500; // those that wait; more than that nobody looks through

const columns = sql.raw('id, email, name, role, teams, invited_by, created_at, expires_at');
const waits = sql`accepted_at is null and withdrawn_at is null and expires_at > now()`;

/** Asks a person to join. The token is in the answer alone; an older invitation of the same address ends. */
export async function invite(db: Db, given: NewInvitation): Promise<InvitationRow & { token: string }> {
  const email = normalEmail(given.email);
  const known = await db.maybe(sql`select 1 from ${db.table('membership')} m
    join ${db.table('account')} a on a.id = m.account_id
    where m.workspace_id = ${given.workspaceId} and a.email = ${email}`);
  if (known) fail('access.member_already');
  await db.run(sql`update ${db.table('invitation')} set withdrawn_at = now()
    where workspace_id = ${given.workspaceId} and email = ${email} and ${waits}`);
  const token = newToken();
  const row = await db.one<InvitationRow>(sql`insert into ${db.table('invitation')}
    (id, workspace_id, email, name, role, teams, token_hash, invited_by, expires_at)
    values (${newId()}, ${given.workspaceId}, ${email}, ${given.name}, ${given.role}, ${given.teams}::uuid[],
      ${hashToken(token)}, ${given.invitedBy}, now() + make_interval(days => ${lifeDays}))
    returning ${columns}`);
  return { ...row, token };
}

/** Gives an invitation that waits a fresh token and seven more days; the link of before ends. */
export async function inviteAgain(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<(InvitationRow & { token: string }) | null> {
  const token = newToken();
  const row = await db.maybe<InvitationRow>(sql`update ${db.table('invitation')}
    set token_hash = ${hashToken(token)}, expires_at = now() + make_interval(days => ${lifeDays})
    where id = ${id} and workspace_id = ${workspaceId} and accepted_at is null and withdrawn_at is null
    returning ${columns}`);
  return row && { ...row, token };
}

/** Invitations that wait for an answer, newest first. */
export function listInvitations(pools: Pools, workspaceId: string): Promise<InvitationRow[]> {
  return inControl(pools, (db) =>
    db.many<InvitationRow>(sql`select ${columns} from ${db.table('invitation')}
      where workspace_id = ${workspaceId} and ${waits} order by created_at desc, id limit ${shown}`),
  );
}

/** Takes an invitation back; answers how many there were to take back. */
export function withdrawInvitation(pools: Pools, workspaceId: string, id: string): Promise<number> {
  return inControl(pools, (db) =>
    db.run(sql`update ${db.table('invitation')} set withdrawn_at = now()
      where id = ${id} and workspace_id = ${workspaceId} and accepted_at is null and withdrawn_at is null`),
  );
}

/** Takes back what a member offered who lost the right to offer it. */
export async function withdrawInvitationsOf(db: Db, workspaceId: string, memberId: string): Promise<void> {
  await db.run(sql`update ${db.table('invitation')} set withdrawn_at = now()
    where workspace_id = ${workspaceId} and invited_by = ${memberId} and ${waits}`);
}

/** The role that an active member who invited has now, or null where there is none. */
export async function inviterOf(db: Db, workspaceId: string, memberId: string): Promise<string | null> {
  const row = await db.maybe<{ role: string }>(sql`select role from ${db.table('membership')}
    where workspace_id = ${workspaceId} and member_id = ${memberId} and active`);
  return row && row.role;
}

/** What the holder of a link is told: who asks whom to come where. */
export interface Invited {
  id: string;
  email: string;
  name: string | null;
  has_account: boolean;
  workspace: WorkspaceRow;
}

/** The invitation behind a token, or null where it was used, withdrawn or is too old. */
export async function findInvitation(pools: Pools, token: string): Promise<Invited | null> {
  const row = await inControl(pools, (db) =>
    db.maybe<Omit<Invited, 'workspace'> & { workspace_id: string }>(sql`select i.id, i.email, i.name, i.workspace_id,
        exists (select 1 from ${db.table('account')} a where a.email = i.email) as has_account
      from ${db.table('invitation')} i where token_hash = ${hashToken(token)} and ${waits}`),
  );
  if (!row) return null;
  const { workspace_id: id, ...rest } = row;
  const workspace = await inControl(pools, (db) =>
    db.maybe<WorkspaceRow>(sql`select * from ${db.table('workspace')} where id = ${id}`),
  );
  return workspace && { ...rest, workspace };
}

/** Uses the invitation up, in the caller's transaction: of two at once one finds it used. */
export function takeInvitation(db: Db, token: string): Promise<(InvitationRow & { workspace_id: string }) | null> {
  return db.maybe(sql`update ${db.table('invitation')} set accepted_at = now()
    where token_hash = ${hashToken(token)} and ${waits} returning workspace_id, ${columns}`);
}
