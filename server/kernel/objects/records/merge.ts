import { fail } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { requireRight } from '../query/scope.ts';
import { changeKeys } from './keys.ts';
import { valuesOf } from './parse.ts';
import { lockRows, requireVersion, updateRecords, type Precondition } from './update.ts';
import { touch, withAllRights, type WriteSet } from './write-set.ts';

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
  const from = [...new Set(merge.from)].filter((id) => id !== merge.into);
  if (from.length === 0 || from.length > mostMerged) {
    fail('merge.invalid', { detail: `Choose between one and ${mostMerged} other records to merge.` });
  }
  const rows = await lockRows(set, object, [merge.into, ...from]);
  const kept = rows.get(merge.into);
  const others = from.map((id) => rows.get(id));
  if (!kept || others.some((row) => !row))
    fail('record.not_found', { detail: 'One of these records is not there any more.' });
  requireVersion(kept!, merge);
  const values = others.map((row) => valuesOf(object, row!));
  await moveReferences(set, object, { from, into: merge.into });
  await retireRecords(set, object, { from, into: merge.into, values });
  await updateRecords(set, object, [
    { id: merge.into, values: { ...joinValues(object, valuesOf(object, kept!), values), ...merge.values } },
  ]);
}

const joinedTypes = new Set(['emails', 'phones', 'urls', 'domains', 'multi_select', 'labelled_dates', 'files']);

/** Lists are joined without repeats; a single value is taken where the staying record has none. */
function joinValues(object: ObjectModel, kept: Values, others: Values[]): Values {
  const joined: Values = {};
  for (const field of object.fields.values()) {
    if (!isOrdinary(field)) continue;
    const filled = others.map((values) => values[field.key]).filter((value) => value !== null && value !== undefined);
    if (filled.length === 0) continue;
    const own = kept[field.key] ?? null;
    if (field.many || joinedTypes.has(field.type))
      joined[field.key] = [...((own as unknown[]) ?? []), ...filled.flat()];
    else if (own === null) joined[field.key] = filled[0];
  }
  return joined;
}

function isOrdinary(field: FieldModel): boolean {
  return !field.system && !field.readOnly && !field.summary && !field.writtenBy;
}

/** Whatever points at the merged records points at the one that stays, each change kept in the history. */
async function moveReferences(
  set: WriteSet,
  object: ObjectModel,
  { from, into }: { from: string[]; into: string },
): Promise<void> {
  const { ctx } = set;
  // What hangs on the records moves with them, also where the actor may not see all of it.
  const moving = withAllRights(set);
  const found = await findReferences(set, object, from);
  const moved = (id: string) => (from.includes(id) ? into : id);
  for (const [key, rows] of Map.groupBy(found, (row) => row.object)) {
    const other = getObject(ctx, key);
    const patches = new Map<string, Values>();
    for (const { id, field, refs } of rows) {
      const ids = [...new Set(refs.map(moved))];
      patches.set(id, { ...patches.get(id), [field]: other.fields.get(field)!.many ? ids : ids[0] });
    }
    await updateRecords(
      moving,
      other,
      [...patches].map(([id, values]) => ({ id, values })),
    );
  }
}

interface Reference {
  object: string;
  id: string;
  field: string;
  refs: string[];
}

/** Every living record that points at one of some records, in one statement. */
function findReferences({ ctx }: WriteSet, object: ObjectModel, from: string[]): Promise<Reference[]> {
  const parts = [...catalogOf(ctx).objects.values()].flatMap((other) =>
    [...other.fields.values()]
      .filter((field) => field.to === object.key && !field.system && !field.summary)
      .map((field) => {
        const column = sql.id('t', field.column);
        const points = field.many ? sql`${column} && ${from}::uuid[]` : sql`${column} = any (${from}::uuid[])`;
        return sql`select ${other.key}::text as object, t.id, ${field.key}::text as field,
            ${field.many ? column : sql`array[${column}]`} as refs
          from ${ctx.db.table(other.table)} t where ${points} and t.deleted_at is null`;
      }),
  );
  parts.push(...aboutSql(ctx, object, from));
  return parts.length === 0 ? Promise.resolve([]) : ctx.db.many<Reference>(sql`${sql.join(parts, sql` union all `)}`);
}

/** What belongs to the records by the name of their object: their files. */
function aboutSql(ctx: Context, object: ObjectModel, from: string[]): Sql[] {
  return [...catalogOf(ctx).objects.values()].flatMap((other) => {
    const about = other.definition.entry?.about;
    if (!about) return [];
    const column = (key: string) => sql.id('t', other.fields.get(key)!.column);
    return [
      sql`select ${other.key}::text as object, t.id, ${about.record}::text as field,
          array[${column(about.record)}] as refs
        from ${ctx.db.table(other.table)} t where ${column(about.record)} = any (${from}::uuid[])
          and ${column(about.object)} = ${object.key} and t.deleted_at is null`,
    ];
  });
}

/** Moves records out of all lists, as parts of the one that stays: their ids answer with it. */
export async function retireRecords(
  set: WriteSet,
  object: ObjectModel,
  { from, into, values }: { from: string[]; into: string; values: Values[] },
): Promise<void> {
  const { ctx } = set;
  const at = ctx.now.toISOString();
  const rows = await ctx.db.many<{ id: string; version: number }>(sql`update ${ctx.db.table(object.table)}
    set deleted_at = ${at}::timestamptz, merged_into_id = ${into}::uuid, version = version + 1,
      updated_at = ${at}::timestamptz, updated_by_id = ${ctx.actor.memberId}::uuid
    where id = any (${from}::uuid[]) returning id, version`);
  for (const { id, version } of rows) {
    const before = values[from.indexOf(id)]!;
    set.changes.push({
      record_id: id,
      object: object.key,
      verb: 'merge',
      version,
      before: null,
      after: { merged_into: into },
    });
    changeKeys(set, object, { id, before, after: null });
    touch(set, object, { id, created: false, values: [before] });
  }
}
