import { fail } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { compileFilter } from '../query/filter.ts';
import { scopeFor, scopeSql } from '../query/scope.ts';

/** By what records are grouped: the values of a field, or the months that its days lie in. */
export interface GroupBy {
  field: FieldModel;
  month: boolean;
}

const monthEnding = ':month';

/** Reads `stage` or `closes_on:month`; 422 where records cannot be grouped by it. */
export function readGroupBy(object: ObjectModel, name: string): GroupBy {
  if (!name.endsWith(monthEnding)) return { field: groupField(object, name), month: false };
  const key = name.slice(0, -monthEnding.length);
  const field = groupField(object, key);
  const days = field.type === 'date' || field.type === 'datetime';
  return days ? { field, month: true } : fail('group.invalid', { detail: `"${key}" has no days that lie in months.` });
}

/** The field of this name, or 422 where records cannot be grouped by it. */
export function groupField(object: ObjectModel, name: string): FieldModel {
  const field = object.fields.get(name);
  const fits = field && (field.kind.sort || field.kind.refers || isList(field)) && field.type !== 'person_name';
  return fits ? field : fail('group.invalid', { detail: `"${name}" cannot be grouped by.` });
}

/** What tells the group of a row `t`, as text; items of lists are read from `g`. */
export function groupSql(ctx: Context, { field, month }: GroupBy): Sql {
  const value = isList(field) ? sql`g.item` : sql.id('t', field.column);
  if (month) {
    const local = field.type === 'date' ? value : sql`${value} at time zone ${ctx.workspace.timeZone}`;
    return sql`to_char(${local}, 'YYYY-MM')`;
  }
  // The items of lists are those that the actor may see already.
  const to = field.to && !isList(field) ? getObject(ctx, field.to) : null;
  if (!to || scopeFor(ctx, to, 'read') === 'all') return sql`${value}::text`;
  // What the actor may not see makes no group of its own.
  return sql`(select s.id::text from ${ctx.db.table(to.table)} s
    where s.id = ${value} and ${scopeSql(ctx, to, { verb: 'read', alias: 's' })})`;
}

const addresses = new Set(['emails', 'phones', 'urls', 'domains']);

/** Whether a record may stand in several groups: in that of each of its values. */
export const isList = (field: FieldModel): boolean =>
  field.many === true || field.type === 'multi_select' || addresses.has(field.type);

/** The values of a list of a row `t`, each once, as rows with the column `item`. What the actor may not see is none. */
export function itemsSql(ctx: Context, field: FieldModel): Sql {
  const column = sql.id('t', field.column);
  if (addresses.has(field.type))
    return sql`select distinct lower(e.value->>'value') as item from jsonb_array_elements(${column}) e`;
  const items = sql`select distinct u.item from unnest(${column}) u (item)`;
  const to = field.to ? getObject(ctx, field.to) : null;
  if (!to || scopeFor(ctx, to, 'read') === 'all') return items;
  return sql`${items} join ${ctx.db.table(to.table)} s on s.id = u.item
    where ${scopeSql(ctx, to, { verb: 'read', alias: 's' })}`;
}

/** The condition that a row `t` lies in the group of this key, as the groups of a query name it. */
export function inGroupSql(ctx: Context, object: ObjectModel, asked: { by: string; key: string | null }): Sql {
  const by = readGroupBy(object, asked.by);
  const { key } = asked;
  if (isList(by.field)) return inListSql(ctx, by.field, key);
  if (key === null) return sql`${groupSql(ctx, by)} is null`;
  if (by.month) return inMonth(ctx, by.field, key);
  const exactly = sql`${groupSql(ctx, by)} = ${key}`;
  if (!asFilter.has(by.field.type)) return exactly;
  // As a filter too, so that the indexes of filters serve.
  const value = by.field.type === 'checkbox' ? key === 'true' : key;
  return sql`${compileFilter(ctx, object, { field: by.field.key, is: value }, 't')} and ${exactly}`;
}

/** A row stands in the group of each of its values, and in that of nothing where it has none. */
function inListSql(ctx: Context, field: FieldModel, key: string | null): Sql {
  const items = sql`select 1 from (${itemsSql(ctx, field)}) g`;
  if (key === null) return sql`not exists (${items})`;
  const exactly = sql`exists (${items} where g.item::text = ${key})`;
  // As a condition that the index of the field serves too.
  return field.type === 'multi_select' ? sql`${sql.id('t', field.column)} @> ${[key]}::text[] and ${exactly}` : exactly;
}

const asFilter = new Set(['select', 'checkbox', 'member', 'relation']);

function inMonth(ctx: Context, field: FieldModel, key: string): Sql {
  if (!/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/.test(key)) {
    return fail('group.invalid', { detail: 'A month is written like 2026-03.' });
  }
  const first = sql`${`${key}-01`}::date`;
  const next = sql`(${first} + interval '1 month')::date`;
  const bound = (day: Sql) =>
    field.type === 'date' ? day : sql`(${day})::timestamp at time zone ${ctx.workspace.timeZone}`;
  const column = sql.id('t', field.column);
  return sql`${column} >= ${bound(first)} and ${column} < ${bound(next)}`;
}
