import { prepared, sql, type Sql } from '#kernel/database';
import { noteSensitive } from '#kernel/audit';
import type { Context } from '#kernel/workspace';
import { getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { Row } from '../fields/field-type.ts';
import { isOneOf, scopeFor, scopeSql } from './scope.ts';

/** A record as the API gives it. */
export interface RecordJson {
  id: string;
  object: string;
  version: number;
  [field: string]: unknown;
}

/** The columns of some fields, beside those every answer needs. */
export function selectColumns(object: ObjectModel, fields: FieldModel[], alias: string): Sql {
  if (!isWhole(object, fields)) return namedColumns(columnNames(object, fields), alias);
  const known = wholeColumns.get(object) ?? new Map<string, Sql>();
  wholeColumns.set(object, known);
  const text = known.get(alias) ?? namedColumns(columnNames(object, fields), alias);
  known.set(alias, text);
  return text;
}

// Most answers give a record with all its fields: that list is written down once.
const wholeColumns = new WeakMap<ObjectModel, Map<string, Sql>>();

function isWhole(object: ObjectModel, fields: FieldModel[]): boolean {
  if (fields.length !== object.fields.size) return false;
  let at = 0;
  for (const field of object.fields.values()) if (fields[at++] !== field) return false;
  return true;
}

/** Columns as one piece of text, each named after itself or after `as` and itself: a wide row written down as sixty
 * pieces costs more than to read it. */
export function namedColumns(names: string[], alias: string, as = ''): Sql {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const one = (name: string) => `${quoted(alias)}.${quoted(name)}${as && ` as ${quoted(as + name)}`}`;
  return sql.raw(names.map(one).join(', '));
}

/** Names of the columns that an answer is made from. */
export function columnNames(object: ObjectModel, fields: FieldModel[]): string[] {
  const names = new Set(['id', 'version', 'deleted_at']);
  for (const field of [object.title, ...fields]) for (const column of field.kind.columns(field)) names.add(column.name);
  // Sort keys are for the database; they leave it only inside cursors.
  return [...names].filter((name) => !/__(sort|day|days)$/.test(name));
}

/** A column of an object's table as the actor may see it: null where it belongs to a field hidden from him. */
export function columnSeen(ctx: Context, key: string, { alias, column }: { alias: string; column: string }): Sql {
  const object = getObject(ctx, key);
  const hidden = [...object.whole.fields.values()].some(
    (field) => !object.fields.has(field.key) && field.kind.columns(field).some(({ name }) => name === column),
  );
  return hidden ? sql`(null::${sql.raw(object.columnTypes.get(column)!)})` : sql.id(alias, column);
}

/** Turns rows into records: values in their API form, relations with the names of what they point at (one statement
 * for all of them). */
export async function presentRows(
  ctx: Context,
  object: ObjectModel,
  rows: Row[],
  fields: FieldModel[],
): Promise<RecordJson[]> {
  const names = await namesOf(ctx, pointedAt(rows, fields));
  return rows.map((row) => presentRow(ctx, object, row, { fields, names }));
}

/** Names of the records that the actor may see, by id. */
export type Names = Map<string, string>;

/** Turns one row into a record, with names that were read already. */
export function presentRow(
  ctx: Context,
  object: ObjectModel,
  row: Row,
  { fields, names }: { fields: FieldModel[]; names: Names },
): RecordJson {
  const record: RecordJson = { id: row['id'] as string, object: object.api, version: row['version'] as number };
  for (const field of fields) {
    const value = presentValue(ctx, field, row, names);
    record[field.key] = value;
    if (field.sensitive && value !== null) noteSensitive(ctx, object.key, { field: field.key, record: record.id });
  }
  if (row['deleted_at'] != null) record['deleted_at'] = row['deleted_at'];
  return record;
}

function presentValue(ctx: Context, field: FieldModel, row: Row, names: Names): unknown {
  if (row[field.column] === null || row[field.column] === undefined) return null;
  const value = field.kind.shown?.(row, field) ?? field.kind.fromRow(row, field);
  const target = targetOf(field);
  if (!target) return value;
  if (field.type === 'member') return { id: value, name: names.get(value as string) ?? null };
  const api = getObject(ctx, target).api;
  const one = (id: string) => ({ id, object: api, name: names.get(id) ?? null });
  // What the actor may not see is not there for them, not even as an id.
  if (!Array.isArray(value)) return names.has(value as string) ? one(value as string) : null;
  const seen = value.filter((id) => names.has(id as string));
  return seen.length > 0 ? seen.map((id) => one(id as string)) : null;
}

function targetOf(field: FieldModel): string | null {
  return field.type === 'member' ? 'member' : field.type === 'relation' ? (field.to ?? null) : null;
}

/** Everything the rows point at: object key to ids. */
export function pointedAt(
  rows: Row[],
  fields: FieldModel[],
  wanted = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
  for (const field of fields) {
    const target = targetOf(field);
    if (!target) continue;
    const ids = wanted.get(target) ?? new Set();
    for (const row of rows) for (const id of [row[field.column]].flat()) if (id) ids.add(id as string);
    if (ids.size > 0) wanted.set(target, ids);
  }
  return wanted;
}

/** Takes from values what their fields point at and the actor may not see, as an answer with names does: not even an
 * id is told. One statement for all of them, none where the role reaches everything. */
export async function unseenHidden(
  ctx: Context,
  values: { field: FieldModel; value: unknown }[],
): Promise<(field: FieldModel, value: unknown) => unknown> {
  const wanted = new Map<string, Set<string>>();
  for (const { field, value } of values) {
    if (!hides(ctx, field)) continue;
    const ids = wanted.get(field.to!) ?? new Set();
    wanted.set(field.to!, ids);
    for (const id of [value ?? []].flat()) ids.add(id as string);
  }
  const names = await namesOf(ctx, wanted);
  return (field, value) => {
    if (!hides(ctx, field)) return value;
    if (!Array.isArray(value)) return names.has(value as string) ? value : null;
    const seen = value.filter((id) => names.has(id as string));
    return seen.length > 0 ? seen : null;
  };
}

/** Whether the actor sees some of the records that a field may point at, and not others. */
function hides(ctx: Context, field: FieldModel): boolean {
  return field.type === 'relation' && !!field.to && scopeFor(ctx, getObject(ctx, field.to), 'read') !== 'all';
}

/** Names of the records that the actor may see, by object key and ids, in one statement; also of those in the trash,
 * which history still speaks of. */
export async function namesOf(ctx: Context, wanted: Map<string, Set<string>>): Promise<Names> {
  const parts = [...wanted]
    .filter(([, ids]) => ids.size > 0)
    .map(([key, ids]) => {
      const object = getObject(ctx, key);
      return sql`select id, ${titleSql(object, 't')} as name from ${ctx.db.table(object.table)} t
        where ${isOneOf(sql`t.id`, [...ids])} and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}`;
    });
  if (parts.length === 0) return new Map();
  const rows = await ctx.db.many<{ id: string; name: string }>(sql`${sql.join(parts, sql` union all `)}`, prepared);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The names of what a row points at, by id, as JSON beside the row: a single record needs no second statement. Null
 * where it points at nothing that the actor may see. */
export function namesBeside(ctx: Context, fields: FieldModel[], alias: string): Sql {
  const pointing = Map.groupBy(
    fields.filter((field) => targetOf(field)),
    (field) => targetOf(field)!,
  );
  const parts = [...pointing].map(([key, some]) => {
    const object = getObject(ctx, key);
    const single = some.filter((field) => !field.many).map((field) => sql.id(alias, field.column));
    const ids = [
      ...(single.length > 0 ? [sql`n.id = any (array[${sql.join(single)}])`] : []),
      ...some.filter((field) => field.many).map((field) => sql`n.id = any (${sql.id(alias, field.column)})`),
    ];
    return sql`select n.id, ${titleSql(object, 'n')} as name from ${ctx.db.table(object.table)} n
      where (${sql.join(ids, sql` or `)}) and ${scopeSql(ctx, object, { verb: 'read', alias: 'n' })}`;
  });
  if (parts.length === 0) return sql`null::json`;
  return sql`(select json_object_agg(id, name) from (${sql.join(parts, sql` union all `)}) named)`;
}

/** The title of a record as text, in SQL. */
export function titleSql(object: ObjectModel, alias: string): Sql {
  const column = sql.id(alias, object.title.column);
  return object.title.type === 'person_name' ? sql`${column}->>'full'` : sql`${column}::text`;
}
