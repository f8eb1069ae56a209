import { newId, sql, type Pools } from '#kernel/database';
import { inControl } from '#kernel/workspace';

/** How somebody came in, or tried to. */
export type SignInWay =
  | 'password'
  | 'password_and_code'
  | 'password_and_recovery_code'
  | 'invitation'
  | 'reset'
  | 'setup'
  | 'single_sign_on'
  | 'passkey';

/** What became of it. `locked` stands once for each time that an address or an account has to wait. */
export type SignInOutcome = 'ok' | 'wrong' | 'code_needed' | 'locked';

/** A line of the log as it is written. */
export interface NewSignIn {
  email: string;
  account: string | null;
  address: string;
  agent: string;
  how: SignInWay;
  outcome: SignInOutcome;
  /** Of a firm's provider: the workspace it vouched in. */
  workspace?: string;
}

/** A line of the log as it is read. */
export interface SignInRow {
  id: string;
  at: string;
  email: string;
  name: string | null;
  address: string | null;
  agent: string | null;
  how: SignInWay | null;
  outcome: SignInOutcome;
}

const pageOf = 100;

/** What a member `m` did before is no concern of the workspace: its id tells when it was made. Ten minutes are for the
 * sign-in by which somebody joined. Nor is it what another firm's provider vouched for. */
export const sinceJoining = sql`s.at >= uuid_extract_timestamp(m.member_id) - interval '10 minutes'
  and (s.workspace_id is null or s.workspace_id = m.workspace_id)`;

/** Writes a try to sign in down, good or bad. */
export async function logSignIn(pools: Pools, entry: NewSignIn): Promise<void> {
  await inControl(pools, (db) =>
    db.run(sql`insert into ${db.table('sign_in')} (id, email, account_id, address, agent, how, outcome, workspace_id)
      values (${newId()}, ${entry.email.slice(0, 320)}, ${entry.account}, ${entry.address},
        ${entry.agent.slice(0, 300)}, ${entry.how}, ${entry.outcome}, ${entry.workspace ?? null})`),
  );
}

/** A page of the tries of one account, or of the members of a workspace; newest first, after `before`. */
export async function listSignIns(
  pools: Pools,
  of: { accountId: string; bound: string | null } | { workspaceId: string },
  before: string | null,
): Promise<{ data: SignInRow[]; next_cursor: string | null }> {
  const data = await inControl(pools, (db) => {
    const inPlace = (id: string) => sql`exists (select 1 from ${db.table('membership')} m
      where m.account_id = s.account_id and m.workspace_id = ${id} and ${sinceJoining})`;
    const whose =
      'accountId' in of
        ? sql`s.account_id = ${of.accountId} and ${of.bound === null ? sql`true` : inPlace(of.bound)}`
        : inPlace(of.workspaceId);
    return db.many<SignInRow>(sql`select s.id, s.at, s.email, a.name, s.address, s.agent, s.how, s.outcome
      from ${db.table('sign_in')} s left join ${db.table('account')} a on a.id = s.account_id
      where ${whose} and (${before}::uuid is null or s.id < ${before}::uuid) order by s.id desc limit ${pageOf}`);
  });
  return { data, next_cursor: data.length === pageOf ? data.at(-1)!.id : null };
}

const keptDays = 400; // a year and the time to look at it

/** Forgets old lines, links that ended long ago and limits that ran out. */
export function forgetArrivals(pools: Pools): Promise<number> {
  return inControl(pools, async (db) => {
    await db.run(sql`delete from ${db.table('password_reset')} where expires_at < now()`);
    await db.run(sql`delete from ${db.table('session')} where expires_at < now()`);
    await db.run(sql`delete from ${db.table('passkey_challenge')} where expires_at < now()`);
    await db.run(sql`delete from ${db.table('sign_on_attempt')} where expires_at < now()`);
    await db.run(sql`delete from ${db.table('rate')} where window_ends < now() - interval '1 day'`);
    await db.run(sql`delete from ${db.table('invitation')} where created_at < now() - interval '90 days'`);
    return db.run(
      sql`delete from ${db.table('sign_in')} where at < now() - make_interval(days => ${keptDays}::integer)`,
    );
  });
}
