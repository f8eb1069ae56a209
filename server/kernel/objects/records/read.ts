import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import type { Row } from '../fields/field-type.ts';
import { presentRows, selectColumns, type RecordJson } from '../query/present.ts';
import { requireRight, scopeSql } from '../query/scope.ts';
import { valuesOf } from './parse.ts';

/** One record the actor may read. The id of a merged record answers with the record it became part of. */
export async function getRecord(ctx: Context, object: ObjectModel, id: string): Promise<RecordJson> {
  const row = await findRow(ctx, object, id);
  const [record] = await presentRows(ctx, object, [row], [...object.fields.values()]);
  return record!;
}

/** The row of a record that the actor may read, or the answer 404. */
export async function findRow(ctx: Context, object: ObjectModel, id: string): Promise<Row> {
  requireRight(ctx, object, 'read');
  const table = ctx.db.table(object.table);
  const row = await ctx.db
    .maybe<Row>(sql`select ${selectColumns(object, [...object.fields.values()], 't')} from ${table} t
    where t.id = coalesce((select merged_into_id from ${table} where id = ${id}::uuid), ${id}::uuid)
      and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}`);
  return row ?? fail('record.not_found', { detail: 'There is no such record, or you may not see it.' });
}

/** Refuses with 404 unless the actor may read the record; answers with the id it lives under now. */
export async function requireReadable(ctx: Context, object: ObjectModel, id: string): Promise<string> {
  requireRight(ctx, object, 'read');
  const table = ctx.db.table(object.table);
  const row = await ctx.db.maybe<{ id: string }>(sql`select t.id from ${table} t
    where t.id = coalesce((select merged_into_id from ${table} where id = ${id}::uuid), ${id}::uuid)
      and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}`);
  return row?.id ?? fail('record.not_found', { detail: 'There is no such record, or you may not see it.' });
}

/** The canonical values of several living records, by id; those that are not there are left out. */
export async function readValuesOf(ctx: Context, object: ObjectModel, ids: string[]): Promise<Map<string, Values>> {
  const rows = await ctx.db.many<Row>(sql`select * from ${ctx.db.table(object.table)}
    where id = any (${ids}::uuid[]) and deleted_at is null`);
  return new Map(rows.map((row) => [row['id'] as string, valuesOf(object, row)]));
}
