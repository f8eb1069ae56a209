import { isDeepStrictEqual } from 'node:util';
import { fail, failIf, type Issue } from '#shared/failure';
import { cut } from '#shared/fold';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { unseenHidden } from '../query/present.ts';
import { requireRight, scopeFor, scopeSql } from '../query/scope.ts';
import { changeDraft, lockDrafts, retireDraft, reviveDraft, writeDrafts, type Draft, type Wanted } from './drafts.ts';
import { combineChanges } from '../records/flush.ts';
import { checkRecord } from '../records/parse.ts';
import { inChangeSet, type Change, type WriteOptions, type WriteSet } from '../records/write-set.ts';
import { touchesHiddenSql } from './entry-fields.ts';

export interface Conflict {
  object: string;
  record: string;
  field: string | null;
  /** What the undo would write. */
  mine: unknown;
  /** What somebody wrote since. */
  theirs: unknown;
}

export interface Undone {
  change_set_id: string | null;
  undone: number;
  conflicts: Conflict[];
  /** Fields were changed, not records: every process has to read the model anew. */
  model?: true;
}

/** Records up to which a change set is taken back within the request: about a third of a second. Larger ones are a
 * job, so that no request waits for minutes and no transaction holds as many locks. */
export const undoneAtOnce = 5_000;

/** The place before the first record of a change set. */
export const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Takes a change set back within one transaction, as a change set of its own (so an undo can be undone). What others
 * changed since stays and is told as a conflict, unless `force`. */
export async function undoChangeSet(ctx: Context, set: Undoable, options: { force: boolean }): Promise<Undone> {
  const { id } = set;
  const conflicts: Conflict[] = [];
  let undone = 0;
  const { changeSetId } = await inChangeSet(ctx, undoingOptions(ctx, set), async (writes) => {
    const page = await readPage(ctx, id, { after: beforeAll, limit: undoneAtOnce });
    if (page.length > 0) undone = await undoPage(writes, page, { conflicts, force: options.force });
  });
  if (changeSetId === null) {
    fail('change_set.cannot_be_undone', {
      detail: 'Everything in it was changed again since. Nothing was taken back.',
      extra: { conflicts },
    });
  }
  await ctx.db.run(
    sql`update ${ctx.db.table('change_set')} set undone_by_id = ${changeSetId}::uuid where id = ${id}::uuid`,
  );
  return { change_set_id: changeSetId, undone, conflicts };
}

/** A change set that can be taken back. */
export interface Undoable {
  id: string;
  label: string;
  records: number;
}

/** How the change set is told that takes another one back. */
export function undoingOptions(ctx: Context, { id, label }: Pick<Undoable, 'id' | 'label'>): WriteOptions {
  const origin = ctx.actor.kind === 'member' ? 'screen' : 'api';
  return { origin, label: cut(`Undo: ${label}`, 200), trusted: true, undoes: id };
}

/** Locks the change set, so that two people undo it once. */
export async function claimChangeSet(ctx: Context, id: string): Promise<Undoable> {
  const table = ctx.db.table('change_set');
  const set = await ctx.db.maybe<Undoable & { undone_by_id: string | null; reaches: boolean }>(
    sql`select s.id, s.label, s.records, s.undone_by_id, ${reachesAll(ctx)} as reaches
      from ${table} s where s.id = ${id}::uuid for update`,
  );
  if (!set?.reaches) return fail('change_set.not_found');
  if (set.undone_by_id) fail('change_set.already_undone');
  return set;
}

/** Whether the actor may see every record of a change set `s`, and every field it changed. Half of a deed is not taken
 * back, and what one may not see is not there. */
function reachesAll(ctx: Context): Sql {
  const objects = [...catalogOf(ctx).objects.values()];
  const own = objects.filter((object) => scopeFor(ctx, object, 'read') !== 'all');
  const hidden = objects.flatMap((object) => touchesHiddenSql(object) ?? []);
  if (own.length + hidden.length === 0) return sql`true`;
  const unseen = own.map(
    (object) => sql`(c.object = ${object.key} and not exists (select 1 from ${ctx.db.table(object.table)} t
      where t.id = c.record_id and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}))`,
  );
  return sql`not exists (select 1 from ${ctx.db.table('change')} c
    where c.change_set_id = s.id and (${sql.join([...unseen, ...hidden], sql` or `)}))`;
}

/** The next records of a change set, each with all that the set did to it taken together: one that was made and then
 * changed, in another transaction of the same import, is one that was made. */
export async function readPage(
  ctx: Context,
  id: string,
  { after, limit }: { after: string; limit: number },
): Promise<Change[]> {
  const table = ctx.db.table('change');
  // From one id to another is a walk along the index; "one of these" would be looked up in the whole change set.
  const rows = await ctx.db.many<Change>(sql`select record_id, object, verb, version, before, after from ${table}
    where change_set_id = ${id}::uuid and record_id > ${after}::uuid and record_id <= (
      select record_id from (select distinct record_id from ${table} where change_set_id = ${id}::uuid
        and record_id > ${after}::uuid order by record_id limit ${limit}) page order by record_id desc limit 1)
    order by record_id, at, version`);
  return combineChanges(rows);
}

interface Undoing {
  conflicts: Conflict[];
  force: boolean;
}

/** Takes back what the change set did to the records of a page; answers with how many it changed. */
export async function undoPage(set: WriteSet, page: Change[], undoing: Undoing): Promise<number> {
  const byObject = Map.groupBy(page, (change) => catalogOf(set.ctx).objects.get(change.object));
  const wanted: Wanted[] = [];
  for (const [object, changes] of byObject) {
    if (!object || scopeFor(set.ctx, object, 'update') === 'none') return fail('access.not_allowed');
    requireRight(set.ctx, object, 'delete');
    for (const { before } of changes) requireUnlocked(object, before ?? {});
    const where = sql`t.id = any (${changes.map((change) => change.record_id)}::uuid[])`;
    // What belongs to a record is taken off it by whoever may change that.
    const { about } = object.definition.entry ?? {};
    const reach = about ? scopeSql(set.ctx, object, { verb: 'update', alias: 'l' }) : null;
    wanted.push({ object, where, reach });
  }
  const drafts = await lockDrafts(set, wanted);
  const issues: Issue[] = [];
  const told = undoing.conflicts.length;
  let undone = 0;
  for (const change of page) {
    const draft = drafts.get(change.record_id);
    if (!draft) continue;
    // What belongs to a record is that record's to change, and half of a deed is not taken back.
    if (draft.object.definition.entry?.about && !draft.mayUpdate) fail('access.not_allowed');
    if (takeBack(draft, change, undoing)) undone += 1;
    const { object, before, values, living } = draft;
    if (living && values !== before) issues.push(...checkRecord(object, { before, after: values }));
  }
  failIf(issues);
  undoing.conflicts.push(...(await withoutUnseen(set.ctx, undoing.conflicts.splice(told))));
  await writeDrafts(set, drafts.values());
  return undone;
}

/** What a role may not write it does not take back either. */
function requireUnlocked(object: ObjectModel, before: Values): void {
  const key = Object.keys(before).find((name) => object.locked.has(name));
  if (key !== undefined) fail('access.field_not_allowed');
}

/** Conflicts as their reader may see them: without the ids of records that they may not. */
async function withoutUnseen(ctx: Context, conflicts: Conflict[]): Promise<Conflict[]> {
  const fieldOf = ({ object, field }: Conflict) =>
    catalogOf(ctx)
      .byApi.get(object)
      ?.fields.get(field ?? '');
  const values = conflicts.flatMap((one) => {
    const field = fieldOf(one);
    return field ? [one.mine, one.theirs].map((value) => ({ field, value })) : [];
  });
  const hide = await unseenHidden(ctx, values);
  return conflicts.map((one) => {
    const field = fieldOf(one);
    return field ? { ...one, mine: hide(field, one.mine), theirs: hide(field, one.theirs) } : one;
  });
}

/** Takes back one change, as far as the actor may and nobody wrote since; answers whether anything came of it. */
function takeBack(draft: Draft, change: Change, undoing: Undoing): boolean {
  switch (change.verb) {
    case 'create':
    case 'restore':
      return remove(draft, change, undoing);
    case 'update':
      return rewrite(draft, change, undoing);
    case 'delete':
    case 'merge': {
      const revived = !draft.living && draft.mayDelete;
      if (revived) reviveDraft(draft);
      // What was changed and then moved to the trash in one go has both to take back.
      if (change.before !== null) rewrite(draft, change, undoing);
      return revived;
    }
  }
}

/** Fields that still hold what the change wrote get back what they held before. */
function rewrite(draft: Draft, change: Change, undoing: Undoing): boolean {
  if (!draft.living || !draft.mayUpdate) return false;
  const { object, id, values: now } = draft;
  const values: Values = {};
  for (const [key, before] of Object.entries(change.before ?? {})) {
    if (!object.stored.some((field) => field.key === key)) continue;
    if (undoing.force || isDeepStrictEqual(now[key] ?? null, change.after?.[key] ?? null)) values[key] = before;
    else undoing.conflicts.push({ object: object.api, record: id, field: key, mine: before, theirs: now[key] });
  }
  return changeDraft(draft, values).length > 0;
}

/** What was made goes to the trash, unless somebody worked on it since; what a merge had taken in is taken in again. */
function remove(draft: Draft, change: Change, undoing: Undoing): boolean {
  if (!draft.living || !draft.mayDelete) return false;
  const { version } = draft.row;
  if (!undoing.force && version !== change.version) {
    const theirs = `v${String(version)}`;
    undoing.conflicts.push({ object: draft.object.api, record: draft.id, field: null, mine: null, theirs });
    return false;
  }
  const into = change.before?.['merged_into'];
  retireDraft(draft, typeof into === 'string' ? into : null);
  return true;
}

export interface ChangeSetJson {
  id: string;
  at: string;
  author: { id: string | null; name: string };
  origin: string;
  label: string;
  records: number;
  undone: boolean;
  /** A taking back that goes on, or was stopped half-way; asking for the undo again continues it. */
  undoing: { job_id: string | null; done: number; total: number } | null;
  undoes: string | null;
}

/** Change sets of the workspace, newest first; not `open`: without those that touched a private record. */
export async function listChangeSets(
  ctx: Context,
  page: { before?: { at: string; id: string } | null; limit: number; member?: string | undefined; open: boolean },
): Promise<ChangeSetJson[]> {
  const before = page.before
    ? sql`and (s.at, s.id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`
    : sql``;
  // What concerns a record that somebody keeps private is told to nobody who did not do it himself.
  const open = page.open
    ? sql``
    : sql`and (s.member_id = ${ctx.actor.memberId}::uuid or not exists (select 1 from ${ctx.db.table('change')} c
        join ${ctx.db.table('record_private')} p on p.record_id = c.record_id where c.change_set_id = s.id))`;
  const own = page.member ? sql`and s.member_id = ${page.member}::uuid` : sql``;
  const rows = await ctx.db.many<Record<string, never>>(sql`select s.*, u.job_id, u.seen
    from ${ctx.db.table('change_set')} s left join ${ctx.db.table('undo_run')} u on u.change_set_id = s.id
    where true ${before} ${own} ${open} order by s.at desc, s.id desc limit ${page.limit}`);
  return rows.map((row) => ({
    id: row['id']!,
    at: row['at']!,
    author: { id: row['member_id']!, name: row['actor_name']! },
    origin: row['origin']!,
    label: row['label']!,
    records: row['records']!,
    undone: row['undone_by_id'] !== null,
    undoing: row['seen'] === null ? null : { job_id: row['job_id']!, done: row['seen']!, total: row['records']! },
    undoes: row['undoes_id']!,
  }));
}
