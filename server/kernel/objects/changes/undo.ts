import { isDeepStrictEqual } from 'node:util';
import { fail } from '#shared/failure';
import { cut } from '#shared/fold';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { scopeFor, scopeSql } from '../query/scope.ts';
import { retireRecords } from '../records/merge.ts';
import { valuesOf } from '../records/parse.ts';
import { restoreRecords, trashRecords } from '../records/trash.ts';
import { lockRows, updateRecords, type Patch } from '../records/update.ts';
import { combineChanges } from '../records/flush.ts';
import { inChangeSet, withAllRights, type Change, type WriteOptions, type WriteSet } from '../records/write-set.ts';
import { belongingSql, requireBelonging } from './belonging.ts';

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

const pageSize = 500;

/** Takes a change set back within one transaction, as a change set of its own (so an undo can be undone). What others
 * changed since stays and is told as a conflict, unless `force`. */
export async function undoChangeSet(ctx: Context, set: Undoable, options: { force: boolean }): Promise<Undone> {
  const { id } = set;
  const conflicts: Conflict[] = [];
  let undone = 0;
  const { changeSetId } = await inChangeSet(ctx, undoingOptions(ctx, set), async (writes) => {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const page = await readPage(ctx, id, after);
      if (page.length === 0) break;
      undone += await undoPage(writes, page, { conflicts, force: options.force });
      after = page.at(-1)!.record_id;
    }
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
  const set = await ctx.db.maybe<Undoable & { undone_by_id: string | null }>(sql`select id, label, records, undone_by_id
    from ${ctx.db.table('change_set')} where id = ${id}::uuid for update`);
  if (!set || !(await reachesAll(ctx, id))) return fail('change_set.not_found');
  if (set.undone_by_id) fail('change_set.already_undone');
  return set;
}

/** Whether the actor may see every record of a change set. Half of a deed is not taken back, and what one may not see
 * is not there. */
async function reachesAll(ctx: Context, id: string): Promise<boolean> {
  const own = [...catalogOf(ctx).objects.values()].filter((object) => scopeFor(ctx, object, 'read') !== 'all');
  if (own.length === 0) return true;
  const beyond = own.map(
    (object) => sql`(c.object = ${object.key} and not exists (select 1 from ${ctx.db.table(object.table)} t
      where t.id = c.record_id and (${scopeSql(ctx, object, { verb: 'read', alias: 't' })}
        or ${belongingSql(ctx, object, { verb: 'read', alias: 't' }) ?? sql`false`})))`,
  );
  const hidden = await ctx.db.maybe(sql`select 1 from ${ctx.db.table('change')} c
    where c.change_set_id = ${id}::uuid and (${sql.join(beyond, sql` or `)}) limit 1`);
  return hidden === null;
}

/** The next records of a change set, each with all that the set did to it taken together: one that was made and then
 * changed, in another transaction of the same import, is one that was made. */
export async function readPage(ctx: Context, id: string, after: string): Promise<Change[]> {
  const table = ctx.db.table('change');
  const rows = await ctx.db.many<Change>(sql`select record_id, object, verb, version, before, after from ${table}
    where change_set_id = ${id}::uuid and record_id in (select distinct record_id from ${table}
      where change_set_id = ${id}::uuid and record_id > ${after}::uuid order by record_id limit ${pageSize})
    order by record_id, at, version`);
  return combineChanges(rows);
}

interface Undoing {
  conflicts: Conflict[];
  force: boolean;
}

/** Takes back what the change set did to the records of a page; answers with how many it changed. */
export async function undoPage(given: WriteSet, page: Change[], undoing: Undoing): Promise<number> {
  let undone = 0;
  for (const [key, changes] of Map.groupBy(page, (change) => change.object)) {
    const object = catalogOf(given.ctx).objects.get(key);
    if (!object || scopeFor(given.ctx, object, 'update') === 'none') fail('access.not_allowed');
    const ids = changes.map((change) => change.record_id);
    const set = (await requireBelonging(given.ctx, object, ids)) ? withAllRights(given) : given;
    const by = (...verbs: string[]) => changes.filter((change) => verbs.includes(change.verb));
    undone += (
      await restoreRecords(
        set,
        object,
        by('delete', 'merge').map((change) => change.record_id),
      )
    ).length;
    // What was changed and then moved to the trash in one go has both to take back.
    const rewritten = by('delete', 'merge').filter((change) => change.before !== null);
    await takeBack(set, object, rewritten, undoing);
    undone += await takeBack(set, object, by('update'), undoing);
    undone += await remove(set, object, by('create', 'restore'), undoing);
  }
  return undone;
}

/** Fields that still hold what the change wrote get back what they held before. */
async function takeBack(set: WriteSet, object: ObjectModel, changes: Change[], undoing: Undoing): Promise<number> {
  const rows = await lockRows(
    set,
    object,
    changes.map((change) => change.record_id),
  );
  const patches: Patch[] = [];
  for (const change of changes) {
    const row = rows.get(change.record_id);
    if (!row) continue;
    const now = valuesOf(object, row);
    const values: Values = {};
    for (const [key, before] of Object.entries(change.before ?? {})) {
      if (!object.fields.has(key)) continue;
      if (undoing.force || isDeepStrictEqual(now[key] ?? null, change.after?.[key] ?? null)) values[key] = before;
      else
        undoing.conflicts.push({
          object: object.api,
          record: change.record_id,
          field: key,
          mine: before,
          theirs: now[key],
        });
    }
    if (Object.keys(values).length > 0) patches.push({ id: change.record_id, values });
  }
  return patches.length === 0 ? 0 : (await updateRecords(set, object, patches)).length;
}

/** What was made goes to the trash, unless somebody worked on it since; what a merge had taken in is taken in again. */
async function remove(set: WriteSet, object: ObjectModel, changes: Change[], undoing: Undoing): Promise<number> {
  const rows = await lockRows(
    set,
    object,
    changes.map((change) => change.record_id),
    { verb: 'delete' },
  );
  const fit = changes.filter((change) => {
    const row = rows.get(change.record_id);
    if (!row) return false;
    if (undoing.force || row['version'] === change.version) return true;
    undoing.conflicts.push({
      object: object.api,
      record: change.record_id,
      field: null,
      mine: null,
      theirs: `v${String(row['version'])}`,
    });
    return false;
  });
  const idsOf = (list: Change[]) => list.map((change) => change.record_id);
  for (const [into, parts] of Map.groupBy(fit, (change) => change.before?.['merged_into'])) {
    const from = idsOf(parts);
    const values = from.map((id) => valuesOf(object, rows.get(id)!));
    if (typeof into === 'string') await retireRecords(set, object, { from, into, values });
    else await trashRecords(set, object, from);
  }
  return fit.length;
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

/** Change sets of the workspace, newest first. */
export async function listChangeSets(
  ctx: Context,
  page: { before?: { at: string; id: string } | null; limit: number; member?: string | undefined },
): Promise<ChangeSetJson[]> {
  const before = page.before
    ? sql`and (s.at, s.id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`
    : sql``;
  const own = page.member ? sql`and s.member_id = ${page.member}::uuid` : sql``;
  const rows = await ctx.db.many<Record<string, never>>(sql`select s.*, u.job_id, u.seen
    from ${ctx.db.table('change_set')} s left join ${ctx.db.table('undo_run')} u on u.change_set_id = s.id
    where true ${before} ${own} order by s.at desc, s.id desc limit ${page.limit}`);
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
