import { fail } from '#shared/failure';
import { prepared, sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { datedFields } from '../dated/dated-fields.ts';
import { withEntries } from '../dated/read-entries.ts';
import type { Row } from '../fields/field-type.ts';
import { namesBeside, presentRow, selectColumns, type RecordJson } from '../query/present.ts';
import { requireRight, scopeSql } from '../query/scope.ts';
import { seenTable } from '../query/seen-table.ts';
import { valuesOf } from './parse.ts';
import { rowAsJson, rowFromJson } from './row-sql.ts';

/** One record the actor may read. The id of a merged record answers with the record it became part of. */
export async function getRecord(ctx: Context, object: ObjectModel, id: string): Promise<RecordJson> {
  requireRight(ctx, object, 'read');
  return requireLiving(ctx, object, id, (at) => recordWhere(ctx, object, readableSql(ctx, object, at)));
}

/** A record that this very transaction wrote for the actor, once more also where the write took it from their sight:
 * whoever hands a record over is told that it was done. */
export async function getWritten(ctx: Context, object: ObjectModel, id: string): Promise<RecordJson> {
  return (await recordWhere(ctx, object, sql`t.id = ${id}::uuid`))!;
}

interface Written {
  at: number;
  row: Row;
  names: Record<string, string> | null;
}

/** As `getWritten`, for records of any objects, in their order and in one statement. */
export async function getAllWritten(
  ctx: Context,
  records: { object: ObjectModel; id: string }[],
): Promise<RecordJson[]> {
  const places = records.map((record, at) => ({ ...record, at }));
  const parts = [...Map.groupBy(places, (record) => record.object)].map(([object, some]) => {
    const names = namesBeside(ctx, [...object.fields.values()], 't');
    return sql`select p.at, ${rowAsJson(object, 't')} as row, ${names} as names
      from unnest(${some.map((one) => one.id)}::uuid[], ${some.map((one) => one.at)}::int[]) p (id, at)
      join ${seenTable(ctx, object)} t on t.id = p.id`;
  });
  const rows = await ctx.db.many<Written>(sql`${sql.join(parts, sql` union all `)}`);
  return rows
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, row, names }) => {
      const { object } = records[at]!;
      const shown = { fields: [...object.fields.values()], names: new Map(Object.entries(names ?? {})) };
      return presentRow(ctx, object, rowFromJson(object, row), shown);
    });
}

/** A record and the names beside it, in one statement. */
async function recordWhere(ctx: Context, object: ObjectModel, where: Sql): Promise<RecordJson | null> {
  const fields = [...object.fields.values()];
  const row = await ctx.db.maybe<Row & { names: Record<string, string> | null }>(
    sql`select ${selectColumns(object, fields, 't')}, ${namesBeside(ctx, fields, 't')} as names
      from ${seenTable(ctx, object)} t where ${where}`,
    prepared,
  );
  if (!row) return null;
  const record = presentRow(ctx, object, row, { fields, names: new Map(Object.entries(row.names ?? {})) });
  const [whole] = await withEntries(ctx, [record], { fields: datedFields(ctx, object) });
  return whole!;
}

/** The row of a record that the actor may read, or the answer 404. */
export async function findRow(ctx: Context, object: ObjectModel, id: string): Promise<Row> {
  requireRight(ctx, object, 'read');
  return requireLiving(ctx, object, id, (at) =>
    ctx.db.maybe<Row>(
      sql`select ${selectColumns(object, [...object.fields.values()], 't')}
      from ${seenTable(ctx, object)} t where ${readableSql(ctx, object, at)}`,
      prepared,
    ),
  );
}

/** Refuses with 404 unless the actor may read the record; answers with the id it lives under now. */
export async function requireReadable(ctx: Context, object: ObjectModel, id: string): Promise<string> {
  requireRight(ctx, object, 'read');
  const row = await requireLiving(ctx, object, id, (at) =>
    ctx.db.maybe<{ id: string }>(
      sql`select t.id from ${ctx.db.table(object.table)} t
      where ${readableSql(ctx, object, at)}`,
      prepared,
    ),
  );
  return row.id;
}

/** The row `t` of an id that the actor may read and that did not become part of another record. */
export function readableSql(ctx: Context, object: ObjectModel, id: string): Sql {
  return sql`t.id = ${id}::uuid and t.merged_into_id is null
    and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}`;
}

/** Finds a record under its id or, only where that fails, under the id of the record it became part of, however many
 * merges lie between; else 404. */
export async function requireLiving<T>(
  ctx: Context,
  object: ObjectModel,
  id: string,
  find: (id: string) => Promise<T | null>,
): Promise<T> {
  const found = await find(id);
  if (found !== null) return found;
  const last = await findSurvivor(ctx, object, id);
  const merged = last === null ? null : await find(last);
  return merged ?? fail('record.not_found', { detail: 'There is no such record, or you may not see it.' });
}

/** The id of the record that one became part of, however many merges lie between; null where it became part of none. */
export async function findSurvivor(ctx: Context, object: ObjectModel, id: string): Promise<string | null> {
  const table = ctx.db.table(object.table);
  const last = await ctx.db.maybe<{ id: string }>(sql`with recursive up as (
      select id, merged_into_id from ${table} where id = ${id}::uuid
      union select p.id, p.merged_into_id from up join ${table} p on p.id = up.merged_into_id)
    select id from up where merged_into_id is null`);
  return last && last.id !== id ? last.id : null;
}

/** The canonical values of several living records, by id; those that are not there are left out. */
export async function readValuesOf(ctx: Context, object: ObjectModel, ids: string[]): Promise<Map<string, Values>> {
  const rows = await ctx.db.many<Row>(sql`select * from ${ctx.db.table(object.table)}
    where id = any (${ids}::uuid[]) and deleted_at is null`);
  return new Map(rows.map((row) => [row['id'] as string, valuesOf(object, row)]));
}
