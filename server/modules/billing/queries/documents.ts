import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import { getObject, requireRight, scopeSql, valuesOf, type Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** A kind of document with lines: the keys of its objects, and of the relation from a line to it. */
export interface DocumentKind {
  object: string;
  line: string;
}

/** A line that is kept. */
export interface KeptLine {
  id: string;
  values: Values;
}

const mostLines = 1_000;

/** The values of a document that the actor may change, locked until the transaction ends; or the answer 404. */
export async function lockDocument(ctx: Context, { object: key }: DocumentKind, id: string): Promise<Values> {
  const object = getObject(ctx, key);
  requireRight(ctx, object, 'update');
  const row = await ctx.db.maybe<Record<string, unknown>>(sql`select t.* from ${ctx.db.table(key)} t
    where t.id = ${id}::uuid and t.deleted_at is null and ${scopeSql(ctx, object, { verb: 'update', alias: 't' })}
    for update`);
  if (!row) return fail('record.not_found', { detail: 'There is no such record, or you may not change it.' });
  return valuesOf(object.whole, row);
}

/** The lines of a document in their order, whole, whoever asks: what is shown of them is decided by who shows it. */
export async function readLines(ctx: Context, { object, line }: DocumentKind, id: string): Promise<KeptLine[]> {
  const model = getObject(ctx, line).whole;
  const parent = sql.id('t', model.fields.get(object)!.column);
  const rows = await ctx.db.many<Record<string, unknown>>(sql`select t.* from ${ctx.db.table(line)} t
    where ${parent} = ${id}::uuid and t.deleted_at is null order by t.position, t.id limit ${mostLines}`);
  return rows.map((row) => ({ id: row['id'] as string, values: valuesOf(model, row) }));
}
