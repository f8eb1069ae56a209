import { fail, failIf } from '#shared/failure';
import type { Verb } from '#shared/rights';
import { mayAdminister, requireAction, rightsOf } from '#kernel/access';
import { newId, sql } from '#kernel/database';
import { emit, recordsChanged } from '#kernel/events';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { ownSql, requireRight, scopeSql } from '../query/scope.ts';
import { requireReadable } from '../records/read.ts';

/** Under this name stand, in the history of a record, with whom it was shared and whether it was private. */
export const ofSharing = '@sharing';

/** What sharing and privacy of a record were, or became: a share (with no level: none), or whether it is private. */
export interface SharingState {
  holder?: { kind: 'member' | 'team'; id: string };
  level?: 'read' | 'write' | null;
  private?: boolean;
}

export interface ShareJson {
  holder: { kind: 'member' | 'team'; id: string; name: string | null };
  level: 'read' | 'write';
  by: { id: string; name: string | null } | null;
  at: string;
}

/** The id of a record that the actor may share: he may change it, and his role lets him share at all. */
export async function requireSharable(ctx: Context, object: ObjectModel, id: string): Promise<string> {
  const at = await requireReadable(ctx, object, id);
  requireAction(ctx, 'share');
  requireRight(ctx, object, 'update');
  if (!isSharable(object)) fail('share.not_for_this', { detail: 'Everybody sees these records.' });
  const row = await ctx.db.maybe(sql`select 1 from ${ctx.db.table(object.table)} t
    where t.id = ${at}::uuid and t.deleted_at is null and ${scopeSql(ctx, object, { verb: 'update', alias: 't' })}
    for no key update`);
  return row ? at : fail('access.not_allowed', { detail: 'Only who may change a record may share it.' });
}

/** The same for making it private or not: that is up to its owner, or to an administrator. */
export async function requireOwned(ctx: Context, object: ObjectModel, id: string): Promise<string> {
  const at = await requireSharable(ctx, object, id);
  if (mayAdminister(ctx)) return at;
  const own = await ctx.db.maybe(sql`select 1 from ${ctx.db.table(object.table)} t
    where t.id = ${at}::uuid and ${ownSql(ctx, object, 't')}`);
  return own ? at : fail('access.not_allowed', { detail: 'Only its owner makes a record private, or open again.' });
}

/** Refuses a holder that is no member or team of the workspace. */
export async function requireHolder(ctx: Context, { kind, id }: NonNullable<SharingState['holder']>): Promise<string> {
  const row = await ctx.db.maybe<{ name: string }>(
    sql`select name from ${ctx.db.table(kind)} where id = ${id}::uuid and deleted_at is null`,
  );
  failIf(row ? [] : [{ pointer: `/${kind}`, code: 'relation.not_found', message: `There is no such ${kind}.` }]);
  return row!.name;
}

/** Brings sharing to a state and keeps what it was, as a change set with its line on the record. Null where nothing
 * changed. */
export async function writeSharing(
  ctx: Context,
  object: ObjectModel,
  { id, state, label, undoes = null }: { id: string; state: SharingState; label: string; undoes?: string | null },
): Promise<string | null> {
  const before = await readState(ctx, id, state);
  if (before.level === state.level && before.private === state.private) return null;
  if (state.holder) await writeShare(ctx, object, { id, holder: state.holder, level: state.level ?? null });
  if (state.private !== undefined) await writePrivate(ctx, object, { id, on: state.private });
  const changeSet = newId();
  const at = ctx.now.toISOString();
  const origin = ctx.actor.kind === 'member' ? 'screen' : 'api';
  const { change, change_set } = { change: ctx.db.table('change'), change_set: ctx.db.table('change_set') };
  await ctx.db.run(sql`insert into ${change_set} (id, member_id, actor_name, origin, label, at, records, undoes_id)
    values (${changeSet}::uuid, ${ctx.actor.memberId}::uuid, ${ctx.actor.name}, ${origin}, ${label},
      ${at}::timestamptz, 1, ${undoes}::uuid)`);
  // Of the version that comes next, like every line of which the record's own values are no part.
  await ctx.db.run(sql`insert into ${change} (record_id, at, change_set_id, object, verb, version, before, after)
    select t.id, ${at}::timestamptz, ${changeSet}::uuid, ${ofSharing}, 'update', t.version + 1,
      ${JSON.stringify({ [ofSharing]: { ...before, object: object.key } })}::jsonb,
      ${JSON.stringify({ [ofSharing]: { ...state, object: object.key } })}::jsonb
    from ${ctx.db.table(object.table)} t where t.id = ${id}::uuid`);
  const told = { change_set_id: changeSet, object: object.api, ids: [id], count: 1, at, origin };
  await emit(ctx, recordsChanged, { ...told, actor: ctx.actor.memberId });
  return changeSet;
}

/** What of a state holds now. */
export async function readState(
  ctx: Context,
  id: string,
  { holder, private: asked }: SharingState,
): Promise<SharingState> {
  if (holder) {
    const row = await ctx.db.maybe<{ level: 'read' | 'write' }>(sql`select level from ${ctx.db.table('record_share')}
      where record_id = ${id}::uuid and holder_id = ${holder.id}::uuid for update`);
    return { holder, level: row?.level ?? null };
  }
  if (asked === undefined) return {};
  const row = await ctx.db.maybe(sql`select 1 from ${ctx.db.table('record_private')} where record_id = ${id}::uuid`);
  return { private: row !== null };
}

async function writeShare(
  ctx: Context,
  object: ObjectModel,
  { id, holder, level }: { id: string; holder: NonNullable<SharingState['holder']>; level: 'read' | 'write' | null },
): Promise<void> {
  const table = ctx.db.table('record_share');
  if (level === null) {
    await ctx.db.run(sql`delete from ${table} where record_id = ${id}::uuid and holder_id = ${holder.id}::uuid`);
    return;
  }
  const { n } = await ctx.db.one<{ n: number }>(sql`select count(*) as n from ${table} where record_id = ${id}::uuid`);
  if (n >= mostShares) fail('share.too_many');
  await ctx.db.run(sql`insert into ${table} (record_id, holder_id, object, holder, level, by_id, at)
    values (${id}::uuid, ${holder.id}::uuid, ${object.key}, ${holder.kind}, ${level}, ${ctx.actor.memberId}::uuid,
      ${ctx.now.toISOString()}::timestamptz)
    on conflict (record_id, holder_id) do update set level = excluded.level, by_id = excluded.by_id, at = excluded.at`);
}

const mostShares = 200; // of one record: what more people are to see wants a team or a rule

async function writePrivate(ctx: Context, object: ObjectModel, { id, on }: { id: string; on: boolean }): Promise<void> {
  const table = ctx.db.table('record_private');
  await (on
    ? ctx.db.run(sql`insert into ${table} (record_id, object, by_id, at) values (${id}::uuid, ${object.key},
        ${ctx.actor.memberId}::uuid, ${ctx.now.toISOString()}::timestamptz) on conflict do nothing`)
    : ctx.db.run(sql`delete from ${table} where record_id = ${id}::uuid`));
}

/** With whom a record is shared, oldest first. */
export async function readShares(ctx: Context, id: string): Promise<ShareJson[]> {
  const member = ctx.db.table('member');
  const shares = await ctx.db.many<
    Record<string, string | null>
  >(sql`select s.holder, s.holder_id, s.level, s.by_id, s.at,
      coalesce(m.name, t.name) as name, b.name as by_name
    from ${ctx.db.table('record_share')} s left join ${member} m on m.id = s.holder_id
      left join ${ctx.db.table('team')} t on t.id = s.holder_id left join ${member} b on b.id = s.by_id
    where s.record_id = ${id}::uuid order by s.at, s.holder_id`);
  return shares.map((row) => ({
    holder: { kind: row['holder'], id: row['holder_id'], name: row['name'] },
    level: row['level'],
    by: row['by_id'] ? { id: row['by_id'], name: row['by_name'] } : null,
    at: row['at'],
  })) as ShareJson[];
}

/** With whom a record is shared, whether it is private, who follows it, and what the actor may do with it. */
export async function readSharing(ctx: Context, object: ObjectModel, id: string) {
  const followers = await ctx.db.many<{ id: string; name: string }>(sql`select m.id, m.name
    from ${ctx.db.table('record_follower')} f join ${ctx.db.table('member')} m on m.id = f.member_id
    where f.record_id = ${id}::uuid order by f.at, m.id limit 1000`);
  const { private: kept } = await readState(ctx, id, { private: true });
  const following = followers.some((one) => one.id === ctx.actor.memberId);
  const can = await readDeeds(ctx, object, id);
  return { data: await readShares(ctx, id), private: kept, followers, following, can };
}

/** What the actor may do with one record, so that a page offers no more. */
async function readDeeds(ctx: Context, object: ObjectModel, id: string) {
  const may = (verb: Verb) => scopeSql(ctx, object, { verb, alias: 't' });
  const row = await ctx.db.maybe<{ update: boolean; delete: boolean; own: boolean }>(sql`select
      ${may('update')} as update, ${may('delete')} as delete, ${ownSql(ctx, object, 't')} as own
    from ${ctx.db.table(object.table)} t where t.id = ${id}::uuid and t.deleted_at is null`);
  const update = row?.update === true;
  const share = update && isSharable(object) && rightsOf(ctx).actions.share;
  const make_private = share && (row.own || mayAdminister(ctx));
  return { update, delete: row?.delete === true, share, make_private };
}

/** Whether records of an object are kept from anybody at all. */
function isSharable({ definition: { kind, shared, internal, under } }: ObjectModel): boolean {
  return kind !== 'system' && !shared && !internal && !under;
}

/** What was private stays so when it becomes a part of another record: the whole is as private as any of its parts. */
export async function keepPrivate(ctx: Context, object: ObjectModel, { from, into }: { from: string[]; into: string }) {
  if (!ctx.workspace.access.privates.has(object.key)) return;
  const table = ctx.db.table('record_private');
  await ctx.db.run(sql`insert into ${table} (record_id, object, by_id, at)
    select ${into}::uuid, object, by_id, at from ${table} where record_id = any (${from}::uuid[]) limit 1
    on conflict do nothing`);
}
