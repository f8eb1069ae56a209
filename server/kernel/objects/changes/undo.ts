import { isDeepStrictEqual } from 'node:util';
import { fail, failIf, type Issue } from '#shared/failure';
import { cut } from '#shared/fold';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { requireRight, scopeFor, scopeSql } from '../query/scope.ts';
import { changeDraft, lockDrafts, retireDraft, reviveDraft, writeDrafts, type Draft, type Wanted } from './drafts.ts';
import { combineChanges } from '../records/flush.ts';
import { inTypesOfNow } from '../retype/shadows.ts';
import { checkRecord } from '../records/parse.ts';
import { inChangeSet, type Change, type WriteOptions, type WriteSet } from '../records/write-set.ts';
import { overwrites, withLater, withoutUnseen, type Conflict, type Overwrite } from './conflicts.ts';
import { touchesHiddenSql } from './entry-fields.ts';
import { goesOnSql } from './still-going.ts';
import { requireYoung, undoDaysSql } from './undo-days.ts';

export interface Undone {
  change_set_id: string | null;
  undone: number;
  conflicts: Conflict[];
  /** Nothing was done yet: this is what would be. */
  preview?: boolean;
  /** Fields were changed, not records: every process has to read the model anew. */
  model?: true;
}

/** Records up to which a change set is taken back within the request: about a third of a second. Larger ones are a
 * job, so that no request waits for minutes and no transaction holds as many locks. */
export const undoneAtOnce = 5_000;

/** The place before the first record of a change set. */
export const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Takes a change set back within one transaction, as a change set of its own (so an undo can be undone). What others
 * changed since stays and is told as a conflict, unless it is to be overwritten. */
export async function undoChangeSet(ctx: Context, set: Undoable, options: Wishes): Promise<Undone> {
  const { id } = set;
  const conflicts: Conflict[] = [];
  let undone = 0;
  const { overwrite, preview } = options;
  const { changeSetId } = await inChangeSet(ctx, undoingOptions(ctx, set), async (writes) => {
    const page = await readPage(ctx, id, { after: beforeAll, limit: undoneAtOnce });
    if (page.length > 0) undone = await undoPage(writes, page, { conflicts, overwrite, preview });
  });
  if (preview) return { change_set_id: null, preview, undone, conflicts };
  if (changeSetId === null) {
    fail('change_set.cannot_be_undone', {
      detail: 'Everything in it was changed again since. Nothing was taken back.',
      extra: { conflicts },
    });
  }
  await markUndone(ctx, id, changeSetId);
  return { change_set_id: changeSetId, undone, conflicts };
}

/** Remembers by what a change set was taken back. Where it was an undo itself, what that took back holds again, and so
 * on through undos of undos: what stands as undone can be done again, what does not can be undone. */
export async function markUndone(ctx: Context, id: string, by: string): Promise<void> {
  await ctx.db.run(sql`with recursive chain as (
      select id, undoes_id, ${by}::uuid as by from ${ctx.db.table('change_set')} where id = ${id}::uuid
      union all select s.id, s.undoes_id, case when c.by is null then c.id end
      from chain c join ${ctx.db.table('change_set')} s on s.id = c.undoes_id)
    update ${ctx.db.table('change_set')} t set undone_by_id = c.by from chain c where t.id = c.id`);
}

/** What somebody wants of an undo. */
export interface Wishes {
  overwrite: Overwrite;
  /** Tells what would come of it, and does nothing. */
  preview: boolean;
}

/** A change set that can be taken back. */
export interface Undoable {
  id: string;
  label: string;
  records: number;
  /** Records became one in it. */
  merges: boolean;
}

/** How the change set is told that takes another one back. */
export function undoingOptions(ctx: Context, { id, label }: Pick<Undoable, 'id' | 'label'>): WriteOptions {
  const origin = ctx.actor.kind === 'member' ? 'screen' : 'api';
  return { origin, label: cut(undoLabel(label), 200), trusted: true, undoes: id };
}

/** The undo of an undo does a deed again, and the undo of that takes it back. */
function undoLabel(label: string): string {
  const [, was, deed] = /^(Undo|Redo): (.*)$/s.exec(label) ?? [];
  return deed === undefined ? `Undo: ${label}` : `${was === 'Undo' ? 'Redo' : 'Undo'}: ${deed}`;
}

/** Locks the change set, so that two people undo it once. */
export async function claimChangeSet(ctx: Context, id: string): Promise<Undoable> {
  const table = ctx.db.table('change_set');
  const set = await ctx.db.maybe<
    Undoable & { undone_by_id: string | null; reaches: boolean; going: boolean; days: number | null; kept: boolean } & {
      final: string | null;
    }
  >(
    sql`select s.id, s.label, s.records, s.undone_by_id, s.at,
        ${mergesSql(ctx)} as merges, ${onlyAddsSql(ctx)} as kept, ${finalSql(ctx)} as final,
        ${reachesAll(ctx)} as reaches, ${goesOnSql(ctx)} as going, ${undoDaysSql(ctx)} as days
      from ${table} s where s.id = ${id}::uuid for update`,
  );
  if (!set?.reaches) return fail('change_set.not_found');
  if (set.undone_by_id) fail('change_set.already_undone');
  requireYoung(ctx, set);
  if (set.going) fail('change_set.goes_on');
  if (set.final) fail('change_set.final', { detail: `${set.final}: what others rely on is not taken back.` });
  if (set.kept) fail('change_set.append_only');
  return set;
}

/** Whether records became one in a change set `s`. The changes of a large one are not looked through for it: the label
 * says so. */
function mergesSql(ctx: Context): Sql {
  return sql`((s.records <= ${undoneAtOnce} or s.label ~ '^(Redo: )?Merge ') and exists (select 1
    from ${ctx.db.table('change')} c where c.change_set_id = s.id and c.verb = 'merge'))`;
}

/** Whether a change set `s` did nothing but add what is never taken back. */
function onlyAddsSql(ctx: Context): Sql {
  const keys = [...catalogOf(ctx).objects.values()].filter(({ definition }) => definition.appendOnly);
  const names = keys.map(({ key }) => key);
  const some = (of: Sql) =>
    sql`exists (select 1 from ${ctx.db.table('change')} c where c.change_set_id = s.id and ${of})`;
  return sql`(${some(sql`c.object = any (${names})`)} and not ${some(sql`c.object <> all (${names})`)})`;
}

/** What a record is called that a change set `s` made final, or changed before it became so; null for none. */
function finalSql(ctx: Context): Sql {
  const parts = [...catalogOf(ctx).objects.values()].flatMap(({ whole, key, table, definition: { final, label } }) => {
    const column = final && whole.fields.get(final.field)?.column;
    return column
      ? [
          sql`(select ${label[0]}::text
            from ${ctx.db.table('change')} c join ${ctx.db.table(table)} t on t.id = c.record_id
            where c.change_set_id = s.id and c.object = ${key} and ${sql.id('t', column)} = any (${[...final.values]})
              and (c.verb <> 'update' or coalesce(c.after, '{}') - ${[...final.open]}::text[] <> '{}') limit 1)`,
        ]
      : [];
  });
  return parts.length > 0 ? sql`coalesce(${sql.join(parts)})` : sql`null::text`;
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
  const { objects } = catalogOf(ctx);
  return combineChanges(rows).map((change) => {
    const fields = objects.get(change.object)?.whole.fields;
    return fields ? inTypesOfNow(fields, change) : change;
  });
}

interface Undoing extends Wishes {
  conflicts: Conflict[];
  /** An un-merge is taken back, which alone writes on records that are parts of others. */
  merging?: boolean;
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
  const merging = page.some((change) => change.verb === 'restore' && change.before?.['merged_into']);
  let undone = 0;
  for (const change of page) {
    const draft = drafts.get(change.record_id);
    if (!draft) continue;
    // What belongs to a record is that record's to change, and half of a deed is not taken back.
    if (draft.object.definition.entry?.about && !draft.mayUpdate) fail('access.not_allowed');
    if (takeBack(draft, change, { ...undoing, merging })) undone += 1;
    const { object, before, values, living } = draft;
    if (living && values !== before) issues.push(...checkRecord(object, { before, after: values }));
  }
  failIf(issues);
  const seen = await withoutUnseen(set.ctx, undoing.conflicts.splice(told));
  undoing.conflicts.push(...(await withLater(set.ctx, seen)));
  if (!undoing.preview) await writeDrafts(set, drafts.values());
  return undone;
}

/** What a role may not write it does not take back either. */
function requireUnlocked(object: ObjectModel, before: Values): void {
  const key = Object.keys(before).find((name) => object.locked.has(name));
  if (key !== undefined) fail('access.field_not_allowed');
}

/** Takes back one change, as far as the actor may and nobody wrote since; answers whether anything came of it. */
function takeBack(draft: Draft, change: Change, undoing: Undoing): boolean {
  switch (change.verb) {
    case 'create':
      // What is only ever added stays when the rest of its deed is taken back.
      return !draft.object.definition.appendOnly && remove(draft, change, undoing);
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

/** Fields that still hold what the change wrote get back what they held before; in the trash too, from which a record
 * may come back. A part of another record is as it was when it became that, but for what un-merges wrote on it. */
function rewrite(draft: Draft, change: Change, undoing: Undoing): boolean {
  if ((draft.mergedInto !== null && !undoing.merging) || !draft.mayUpdate) return false;
  const { object, id, values: now } = draft;
  const values: Values = {};
  for (const [key, before] of Object.entries(change.before ?? {})) {
    if (!object.stored.some((field) => field.key === key)) continue;
    const over = overwrites(undoing.overwrite, id, key);
    if (over || isDeepStrictEqual(now[key] ?? null, change.after?.[key] ?? null)) values[key] = before;
    else undoing.conflicts.push({ object: object.api, record: id, field: key, mine: before, theirs: now[key] });
  }
  return changeDraft(draft, values).length > 0;
}

/** What was made goes to the trash, unless somebody worked on it since; what a merge had taken in is taken in again. */
function remove(draft: Draft, change: Change, undoing: Undoing): boolean {
  if (!draft.living || !draft.mayDelete) return false;
  const { version } = draft.row;
  if (version !== change.version && !overwrites(undoing.overwrite, draft.id, null)) {
    const theirs = `v${String(version)}`;
    undoing.conflicts.push({ object: draft.object.api, record: draft.id, field: null, mine: null, theirs });
    return false;
  }
  const into = change.before?.['merged_into'];
  retireDraft(draft, typeof into === 'string' ? into : null);
  return true;
}
