import { isDeepStrictEqual } from 'node:util';
import { sql, type Sql } from '#kernel/database';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import type { Row } from '../fields/field-type.ts';
import { namedColumns } from '../query/present.ts';
import { scopeSql } from '../query/scope.ts';
import { worthNow, type Worth } from '../rates/worth.ts';
import { explainUnique } from '../records/insert.ts';
import { changeKeys } from '../records/keys.ts';
import { uniqueKeys } from '../records/look-ups.ts';
import { valuesOf } from '../records/parse.ts';
import { derivedSets, rowAsJson, rowFromJson } from '../records/row-sql.ts';
import { touch, type Change, type WriteSet } from '../records/write-set.ts';

/** A record that a deed over several objects reads, changes in memory and writes. */
export interface Draft {
  readonly object: ObjectModel;
  readonly id: string;
  readonly row: Row;
  readonly before: Values;
  readonly mayRead: boolean;
  readonly mayUpdate: boolean;
  readonly mayDelete: boolean;
  values: Values;
  /** Whether it is in lists, and not in the trash or a part of another record. */
  living: boolean;
  /** The record it became a part of. */
  mergedInto: string | null;
  readonly changes: Change[];
}

/** Drafts by the id of their record. */
export type Drafts = ReadonlyMap<string, Draft>;

/** Rows of one object: those for which a condition on `t` holds. */
export interface Wanted {
  object: ObjectModel;
  where: Sql;
  /** Which of them the actor may write, as a condition on `l`, where that is not the scope of his role. */
  reach?: Sql | null;
}

/** Reads and locks rows of any objects in one statement, each object's in the order of their ids. What the actor may
 * do with each is told with it. */
export async function lockDrafts({ ctx }: WriteSet, wanted: Wanted[]): Promise<Drafts> {
  if (wanted.length === 0) return new Map();
  const locked = wanted.map(
    ({ object, where }, at) => sql`${sql.raw(`l${at}`)} as (select ${namedColumns([...object.columnTypes.keys()], 't')}
      from ${ctx.db.table(object.table)} t where ${where} order by t.id for no key update)`,
  );
  const read = wanted.map(({ object, reach }, at) => {
    const scope = (verb: 'read' | 'update' | 'delete') => reach ?? scopeSql(ctx, object, { verb, alias: 'l' });
    return sql`select ${object.key}::text as object, ${rowAsJson(object, 'l')} as row, ${scope('read')} as may_read,
      ${scope('update')} as may_update, ${scope('delete')} as may_delete from ${sql.raw(`l${at}`)} l`;
  });
  const found = await ctx.db.many<Locked>(sql`with ${sql.join(locked)} ${sql.join(read, sql` union all `)}`);
  const drafts = found.map((one) => {
    const object = catalogOf(ctx).objects.get(one.object)!;
    return draftOf(object, rowFromJson(object, one.row), one);
  });
  return new Map(drafts.map((draft) => [draft.id, draft]));
}

interface Locked {
  object: string;
  row: Row;
  may_read: boolean;
  may_update: boolean;
  may_delete: boolean;
}

function draftOf(object: ObjectModel, row: Row, may: Locked): Draft {
  const before = valuesOf(object, row);
  return {
    object,
    id: row['id'] as string,
    row,
    before,
    mayRead: may.may_read,
    mayUpdate: may.may_update,
    mayDelete: may.may_delete,
    values: before,
    living: row['deleted_at'] === null,
    mergedInto: row['merged_into_id'] as string | null,
    changes: [],
  };
}

/** Gives a draft other values; answers with the keys of those that differ. */
export function changeDraft(draft: Draft, values: Values): string[] {
  const changed = Object.keys(values).filter(
    (key) => !isDeepStrictEqual(draft.values[key] ?? null, values[key] ?? null),
  );
  if (changed.length === 0) return changed;
  const pick = (from: Values) => Object.fromEntries(changed.map((key) => [key, from[key] ?? null]));
  draft.changes.push(changeOf(draft, { verb: 'update', before: pick(draft.values), after: pick(values) }));
  draft.values = { ...draft.values, ...pick(values) };
  return changed;
}

/** Takes a draft out of all lists: into the trash, or as a part of another record, whose page answers for it. */
export function retireDraft(draft: Draft, into: string | null): void {
  const how =
    into === null ? { verb: 'delete' as const, after: null } : { verb: 'merge' as const, after: { merged_into: into } };
  draft.changes.push(changeOf(draft, { ...how, before: null }));
  draft.living = false;
  draft.mergedInto = into;
}

/** Brings a draft back into the lists. */
export function reviveDraft(draft: Draft): void {
  // What a record was part of is needed to make it part of that again.
  const before = draft.mergedInto ? { merged_into: draft.mergedInto } : null;
  draft.changes.push(changeOf(draft, { verb: 'restore', before, after: null }));
  draft.living = true;
  draft.mergedInto = null;
}

function changeOf(draft: Draft, what: Pick<Change, 'verb' | 'before' | 'after'>): Change {
  return { record_id: draft.id, object: draft.object.key, version: (draft.row['version'] as number) + 1, ...what };
}

/** Writes all drafts that changed, of whatever objects, in one statement; in two where a value that only one record
 * may have goes from one of them to another. */
export async function writeDrafts(set: WriteSet, drafts: Iterable<Draft>): Promise<void> {
  const changed = [...drafts].filter((draft) => draft.changes.length > 0);
  const held = new Set(
    changed.flatMap(({ row, object, before }) => (row['deleted_at'] === null ? heldIn(object, before) : [])),
  );
  const later = changed.filter((draft) => gained(draft).some((value) => held.has(value)));
  const now = changed.filter((draft) => !later.includes(draft));
  // What two of the later ones give each other is let go by both before either takes it.
  const given = new Set(later.flatMap(gained));
  const parked = later.filter(({ object, before }) => heldIn(object, before).some((value) => given.has(value)));
  await write(set, now, parked);
  await write(set, later);
  for (const draft of changed) {
    const { object, id, before, values } = draft;
    const wasLiving = draft.row['deleted_at'] === null;
    set.changes.push(...draft.changes);
    changeKeys(set, object, { id, before: wasLiving ? before : null, after: draft.living ? values : null });
    // What comes back is of another day.
    const derived = draft.living === wasLiving ? { derived: 'beside' as const } : {};
    touch(set, object, { id, created: false, values: [before, values], ...derived });
  }
}

const heldIn = (object: ObjectModel, values: Values) => uniqueKeys(object, values).map(({ key }) => key);

/** Values of a draft that only one record may have, and that it did not have before. */
function gained({ object, row, living, before, values }: Draft): string[] {
  if (!living) return [];
  const own = new Set(row['deleted_at'] === null ? heldIn(object, before) : []);
  return heldIn(object, values).filter((value) => !own.has(value));
}

async function write(set: WriteSet, drafts: Draft[], parked: Draft[] = []): Promise<void> {
  const updates = [...Map.groupBy(drafts, (draft) => draft.object)].map(([object, some]) =>
    updateSql(set, object, some),
  );
  updates.push(
    ...[...Map.groupBy(parked, (draft) => draft.object)].map(([object, some]) => parkSql(set, object, some)),
  );
  if (updates.length === 0) return;
  const arms = updates.map((update, at) => sql`${sql.raw(`w${at}`)} as (${update})`);
  try {
    await set.ctx.db.run(sql`with ${sql.join(arms)} select 1`);
  } catch (error) {
    throw drafts.reduce((cause, { object }) => explainUnique(cause, object), error);
  }
}

/** Takes living records out of the unique indexes until they are written, in the same transaction. */
function parkSql({ ctx }: WriteSet, object: ObjectModel, drafts: Draft[]): Sql {
  return sql`update ${ctx.db.table(object.table)} set deleted_at = ${ctx.now.toISOString()}::timestamptz
    where id = any (${drafts.map((draft) => draft.id)}::uuid[]) and deleted_at is null`;
}

function updateSql({ ctx }: WriteSet, object: ObjectModel, drafts: Draft[]): Sql {
  const moved = drafts.some((draft) => draft.living !== (draft.row['deleted_at'] === null));
  // A record with a value that only one may have may be parked: it is put back where it was.
  const unique = [...object.whole.fields.values()].some((field) => field.unique);
  const columns = new Set(moved || unique ? ['deleted_at', 'merged_into_id'] : []);
  const worth = worthNow(ctx);
  const written = drafts.map((draft) => {
    const row = writtenRow(draft, { now: ctx.now.toISOString(), worth });
    for (const name of Object.keys(row)) columns.add(name);
    return { draft, row };
  });
  // Rows that do not change a column of the set write what they have, under their lock.
  const rows = written.map(({ draft, row }) => {
    const full: Row = { id: draft.id };
    for (const name of columns) full[name] = name in row ? row[name] : draft.row[name];
    return full;
  });
  const table = ctx.db.table(object.table);
  const at = (name: string) => sql.id('n', name);
  const beside = derivedSets(ctx, object, { columns: [...columns], at });
  const sets = [...[...columns].map((name) => sql`${sql.id(name)} = ${at(name)}`), ...beside];
  return sql`update ${table} t set ${sql.join(
    sets.map((one) => sql`${one}, `),
    sql``,
  )} version = t.version + 1,
      updated_at = ${ctx.now.toISOString()}::timestamptz, updated_by_id = ${ctx.actor.memberId}::uuid
    from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json) n where t.id = n.id`;
}

/** The columns that a draft gives other values. */
function writtenRow(draft: Draft, { now, worth }: { now: string; worth: Worth }): Row {
  const row: Row = {};
  for (const [key, value] of Object.entries(draft.values)) {
    if (isDeepStrictEqual(value ?? null, draft.before[key] ?? null)) continue;
    const field = draft.object.whole.fields.get(key)!;
    Object.assign(row, field.kind.toRow(value, field, worth));
  }
  if (draft.living !== (draft.row['deleted_at'] === null)) {
    row['deleted_at'] = draft.living ? null : now;
    row['merged_into_id'] = draft.mergedInto;
  }
  return row;
}
