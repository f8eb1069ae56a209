import { fail } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { FieldType } from '../fields/field-type.ts';
import { compileFilter } from '../query/filter.ts';
import { scopeSql } from '../query/scope.ts';
import { readOverlay, type Overlay } from './overlay.ts';

/** The rows that a list reads, under the alias `t`, and the object as it is known in them. */
export interface Rows {
  object: ObjectModel;
  from: Sql;
  where: Sql;
}

interface Asked {
  as_of?: string | undefined;
  filter?: unknown;
  q?: string | undefined;
  trash?: boolean | undefined;
}

/** The rows of an object as they were at a moment, those alone that the actor may read now. What is worked out from
 * other records is empty, and words are not searched: both are kept for today only. */
export async function pastRows(ctx: Context, object: ObjectModel, asked: Asked & { as_of: string }): Promise<Rows> {
  if (asked.q?.trim()) refuse('/q', 'Words are looked up as they are today. Filter instead.');
  refuseRelated(asked.filter, '/filter');
  const seen = inThePast(object);
  const parts = [asked.trash ? sql`t.deleted_at is not null and t.merged_into_id is null` : sql`t.deleted_at is null`];
  if (asked.filter !== undefined && asked.filter !== null) parts.push(compileFilter(ctx, seen, asked.filter, 't'));
  const from = overlaid(ctx, object, { at: asked.as_of, overlay: await readOverlay(ctx, object, asked.as_of) });
  return { object: seen, from: sql`${from} t`, where: sql.join(parts, sql` and `) };
}

/** The table of an object as it was, as a derived table: rows that are as they were, and those with their overlay. */
function overlaid(ctx: Context, object: ObjectModel, { at, overlay }: { at: string; overlay: Overlay }): Sql {
  const summaries = new Set(object.stored.filter((field) => field.summary).map((field) => field.column));
  const columns = (alias: string) =>
    sql.join(
      [...object.columnTypes].map(([name, type]) =>
        summaries.has(name) ? sql`null::${sql.raw(type)} as ${sql.id(name)}` : sql`${sql.id(alias, name)}`,
      ),
    );
  const table = ctx.db.table(object.table);
  const ids = [...overlay.keys()];
  const there = sql`s.created_at <= ${at}::timestamptz and ${scopeSql(ctx, object, { verb: 'read', alias: 's' })}`;
  const unchanged = sql`select ${columns('s')} from ${table} s where ${there} and s.id <> all (${ids}::uuid[])`;
  if (ids.length === 0) return sql`(${unchanged})`;
  const laid = [...overlay.values()].map((row) => JSON.stringify(row));
  return sql`(${unchanged} union all
    select ${columns('r')} from unnest(${ids}::uuid[], ${laid}::jsonb[]) o (id, laid)
    join ${table} s on s.id = o.id cross join lateral jsonb_populate_record(s, o.laid) r where ${there})`;
}

/** The object without what is only known of today: summaries, and keys by which values are found. */
function inThePast(object: ObjectModel): ObjectModel {
  const fields = new Map([...object.fields].map(([key, field]) => [key, pastField(field)]));
  return { ...object, fields, title: fields.get(object.title.key)!, dated: new Map() };
}

function pastField(field: FieldModel): FieldModel {
  if (!field.summary) return { ...field, search: false, match: false };
  const { sort: _, ...rest } = field.kind;
  const kind: FieldType = {
    ...rest,
    refers: false,
    compare: (c) => c.refuse('This is worked out from other records; what it was at a past moment is not kept.'),
  };
  return { ...field, kind };
}

/** Refuses a filter that asks about other records, of which only today is known. */
export function refuseRelated(filter: unknown, pointer: string): void {
  if (typeof filter !== 'object' || filter === null) return;
  for (const [key, value] of Object.entries(filter)) {
    if (['some_of', 'none_of', 'count_of'].includes(key))
      refuse(`${pointer}/${key}`, 'Of other records only today is looked at. Ask about the fields of these.');
    refuseRelated(value, `${pointer}/${key}`);
  }
}

function refuse(pointer: string, message: string): never {
  return fail('past.not_kept', { detail: message, issues: [{ pointer, code: 'past.not_kept', message }] });
}
