import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { getObject, type Catalog, type FieldModel, type ObjectModel } from '../catalog.ts';
import { madeOf } from '../formula/typed.ts';
import { scopeFor, scopeSql } from './scope.ts';

/** The table of an object as the actor may read it, to stand in a FROM. Look-ups and formulas that took a value from a
 * record which he may not read are empty in it, for whatever asks: answers, filters, orders, groups, sums. The table
 * itself where there is no such thing, so that only those pay for it whom something is kept from. */
export function seenTable(ctx: Context, object: ObjectModel): Sql {
  const table = ctx.db.table(object.table);
  const masks = object.whole.derived.flatMap((field) => {
    const reads = readsAllOf(ctx, object, { field, alias: 's' });
    return reads ? [{ field, reads }] : [];
  });
  if (masks.length === 0) return table;
  const columns = [...object.columnTypes.keys()].map((name) => {
    const mask = masks.find(({ field: { column } }) => name === column || name.startsWith(`${column}__`));
    const own = sql.id('s', name);
    return mask ? sql`case when ${mask.reads} then ${own} end as ${sql.id(name)}` : own;
  });
  // Taken into the question that asks it by the database: indexes of all other columns serve as ever.
  return sql`(select ${sql.join(columns)} from ${table} s)`;
}

interface Derived {
  field: FieldModel;
  alias: string;
}

/** The condition that the actor reads all records which a field of the row `alias` is made from; null where he reads
 * every one there is. */
function readsAllOf(ctx: Context, object: ObjectModel, { field, alias }: Derived): Sql | null {
  const paths = madeOf(ctx.workspace.model as Catalog, object.whole, field);
  const parts = paths.flatMap((path) => readsPath(ctx, object, { path, alias }) ?? []);
  return parts.length > 0 ? sql`(${sql.join(parts, sql` and `)})` : null;
}

/** The same for one path such as `company.city`, and for what its end is made from in its turn. */
function readsPath(ctx: Context, object: ObjectModel, on: { path: string[]; alias: string }): Sql | null {
  const [name = '', ...rest] = on.path;
  const field = object.whole.fields.get(name);
  if (!field) return null;
  const { alias } = on;
  if (rest.length === 0) return object.whole.derived.includes(field) ? readsAllOf(ctx, object, { field, alias }) : null;
  // Members are read by everybody.
  if (!field.to) return null;
  const to = getObject(ctx, field.to);
  const next = `${alias}s`;
  const further = readsPath(ctx, to, { path: rest, alias: next });
  if (scopeFor(ctx, to, 'read') === 'all' && further === null) return null;
  const id = sql.id(alias, field.column);
  return sql`(${id} is null or exists (select 1 from ${ctx.db.table(to.table)} ${sql.id(next)}
    where ${sql.id(next, 'id')} = ${id} and ${scopeSql(ctx, to, { verb: 'read', alias: next })}
      ${further ? sql`and ${further}` : sql``}))`;
}
