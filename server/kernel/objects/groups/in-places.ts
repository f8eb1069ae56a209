import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { getObject, type FieldModel, type ObjectModel } from '../catalog.ts';

/** Groups of records that stand in an order of their own (stages in their pipelines) in that order, with what has no
 * value at the end; other groups as they are. */
export async function inPlaces<Group extends { key: unknown }>(
  ctx: Context,
  field: FieldModel | undefined,
  groups: Group[],
): Promise<Group[]> {
  const target = field?.to && !field.many ? getObject(ctx, field.to).whole : null;
  if (!target || !positionOf(target)) return groups;
  const ids = groups.map((group) => group.key).filter((key) => typeof key === 'string');
  const order = sql.join([...orderAround(ctx, target), ...orderOf(target, 't'), sql`t.id`]);
  const rows = await ctx.db.many<{ id: string }>(sql`select t.id from ${ctx.db.table(target.table)} t
    where t.id = any (${ids}::uuid[]) order by ${order}`);
  const places = new Map<unknown, number>(rows.map(({ id }, at) => [id, at]));
  const placeOf = ({ key }: Group) => places.get(key) ?? rows.length;
  return groups.toSorted((a, b) => placeOf(a) - placeOf(b));
}

const positionOf = (object: ObjectModel): FieldModel | undefined => {
  const field = object.whole.fields.get('position');
  return field?.type === 'number' ? field : undefined;
};

function orderOf(object: ObjectModel, alias: string): Sql[] {
  const title = object.whole.title.kind.sort?.column(object.whole.title);
  return [positionOf(object)!.column, ...(title ? [title] : [])].map((column) => sql`${sql.id(alias, column)}`);
}

/** The order of what the records are parts of, where that stands in one too. */
function orderAround(ctx: Context, target: ObjectModel): Sql[] {
  const around = target.stored.find(
    (one) => one.required && one.to && !one.many && positionOf(getObject(ctx, one.to)) !== undefined,
  );
  if (!around) return [];
  const object = getObject(ctx, around.to!).whole;
  return orderOf(object, 'p').map(
    (term) => sql`(select ${term} from ${ctx.db.table(object.table)} p where p.id = ${sql.id('t', around.column)})`,
  );
}
