import { fail, failIf, type Issue } from '#shared/failure';
import { requireAction } from '#kernel/access';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { requireRight } from '../query/scope.ts';
import { changeDraft, lockDrafts, retireDraft, writeDrafts, type Draft, type Drafts, type Wanted } from './drafts.ts';
import { keepPrivate } from '../rights/sharing.ts';
import { checkPointed } from '../records/look-ups.ts';
import { checkRecord, readValues } from '../records/parse.ts';
import { requireVersion, type Precondition } from '../records/update.ts';
import { requireChangeable, requireNotFinal, type WriteSet } from '../records/write-set.ts';

export interface Merge extends Precondition {
  /** The record that stays. */
  into: string;
  /** The records that become part of it; their ids keep answering. */
  from: string[];
  /** Values chosen field by field; where nothing is chosen the staying record's own, else the first that is filled. */
  values: Values;
}

const mostMerged = 20; // more at once is a bulk job, not a choice a person can look over

/** Makes one record of several: lists are joined, relations and history follow, nothing is removed for good. */
export async function mergeRecords(set: WriteSet, object: ObjectModel, merge: Merge): Promise<void> {
  requireRight(set.ctx, object, 'delete');
  requireAction(set.ctx, 'merge');
  requireChangeable(set, object);
  const from = [...new Set(merge.from)].filter((id) => id !== merge.into);
  if (from.length === 0 || from.length > mostMerged) {
    fail('merge.invalid', { detail: `Choose between one and ${mostMerged} other records to merge.` });
  }
  const drafts = await lockDrafts(set, concerned(set.ctx, object, { from, into: merge.into }));
  const find = (id: string) => {
    const draft = drafts.get(id);
    return draft?.object === object && draft.living && draft.mayUpdate
      ? draft
      : fail('record.not_found', { detail: 'One of these records is not there any more.' });
  };
  const [kept, others] = [find(merge.into), from.map(find)];
  requireVersion(kept.row, merge);
  requireNotFinal(
    set,
    object,
    [kept, ...others].map(({ row }) => row),
  );
  moveReferences(drafts, object, { from, into: merge.into });
  const joined = joinValues(object, kept, others);
  for (const other of others) retireDraft(other, merge.into);
  // What somebody chose is looked at with their rights; what the records held is joined whole, seen or not.
  const chosen = readValues(set, object, { values: merge.values });
  failIf(chosen.issues);
  const read = readValues(set, object.whole, { values: { ...joined, ...merge.values } });
  failIf(read.issues);
  const changed = changeDraft(kept, read.values);
  failIf([...drafts.values()].flatMap(issuesOf));
  await writeDrafts(set, drafts.values());
  await keepPrivate(set.ctx, object, { from, into: merge.into });
  // Looked at as it is now, so that nothing points at what is a part of another record.
  const values = Object.fromEntries(changed.map((key) => [key, kept.values[key]]));
  await checkPointed(set, [{ object, values }]);
}

/** What a changed draft breaks as a whole. */
function issuesOf({ object, changes, living, before, values }: Draft): Issue[] {
  return changes.length > 0 && living ? checkRecord(object, { before, after: values }) : [];
}

const joinedTypes = new Set(['emails', 'phones', 'urls', 'domains', 'multi_select', 'labelled_dates', 'files']);

/** Lists are joined without repeats; a single value is taken where the staying record has none. */
function joinValues(object: ObjectModel, kept: Draft, others: Draft[]): Values {
  const joined: Values = {};
  for (const field of object.whole.fields.values()) {
    if (!isOrdinary(field)) continue;
    const filled = others
      .map((other) => other.values[field.key] ?? null)
      // No record is above itself.
      .filter((value) => value !== null && value !== kept.id);
    if (filled.length === 0) continue;
    const own = kept.values[field.key] ?? null;
    if (field.many || joinedTypes.has(field.type))
      joined[field.key] = [...((own as unknown[]) ?? []), ...filled.flat()];
    else if (own === null) joined[field.key] = filled[0];
  }
  return joined;
}

function isOrdinary(field: FieldModel): boolean {
  return !field.system && !field.readOnly && !field.summary && !field.writtenBy;
}

/** Whatever points at the merged records points at the one that stays, each change kept in the history; also where
 * the actor may not see all of it. */
function moveReferences(drafts: Drafts, object: ObjectModel, { from, into }: { from: string[]; into: string }): void {
  const gone = new Set(from);
  for (const draft of drafts.values()) {
    if (!draft.living) continue;
    const values: Values = {};
    for (const field of pointingFields(draft, object)) {
      const held = draft.values[field.key] ?? null;
      const ids = (Array.isArray(held) ? held : held === null ? [] : [held]) as string[];
      if (!ids.some((id) => gone.has(id))) continue;
      // What pointed at a part of itself points nowhere.
      const moved = new Set(ids.map((id) => (gone.has(id) ? into : id)).filter((id) => id !== draft.id));
      values[field.key] = field.many ? [...moved] : ([...moved][0] ?? null);
    }
    changeDraft(draft, values);
  }
}

/** The fields by which a record points at records of an object. */
export function pointingFields({ object: other, values }: Draft, object: ObjectModel): FieldModel[] {
  const about = other.definition.entry?.about;
  const belongs = about && values[about.object] === object.key ? [other.whole.fields.get(about.record)!] : [];
  return [...relationsTo(other, object), ...belongs];
}

/** The relations by which records of one object may point at those of another. */
export function relationsTo(other: ObjectModel, object: ObjectModel): FieldModel[] {
  return [...other.whole.fields.values()].filter((field) => field.to === object.key && !field.system && !field.summary);
}

/** The records that are merged, and every living one that points at them. */
function concerned(ctx: Context, object: ObjectModel, { from, into }: { from: string[]; into: string }): Wanted[] {
  return [...catalogOf(ctx).objects.values()].flatMap((other) => {
    const column = (key: string) => sql.id('r', other.whole.fields.get(key)!.column);
    const points = relationsTo(other, object).map((field) =>
      field.many ? sql`${column(field.key)} && ${from}::uuid[]` : sql`${column(field.key)} = any (${from}::uuid[])`,
    );
    // What belongs to the records by the name of their object: their files.
    const about = other.definition.entry?.about;
    if (about)
      points.push(sql`${column(about.record)} = any (${from}::uuid[]) and ${column(about.object)} = ${object.key}`);
    if (other === object) points.push(sql`r.id = any (${[into, ...from]}::uuid[])`);
    // One look-up in an index each, whatever the planner thinks of all together.
    const each = points.map(
      (one) => sql`select r.id from ${ctx.db.table(other.table)} r where ${one} and r.deleted_at is null`,
    );
    if (each.length === 0) return [];
    const where = sql`t.id = any (array(${sql.join(each, sql` union all `)})) and t.deleted_at is null`;
    return [{ object: other, where }];
  });
}
