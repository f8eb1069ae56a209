import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';

/** Gives those of the records that have none their running numbers, in the order of the ids; answers how many got one.
 * The last number is a row that stays locked until the transaction ends: no number is given twice, and what is rolled
 * back leaves no gap. */
export async function giveNumbers(
  ctx: Context,
  object: ObjectModel,
  { fields, ids }: { fields: readonly FieldModel[]; ids: string[] },
): Promise<number> {
  let given = 0;
  for (const field of ids.length > 0 ? fields : []) {
    const column = sql.id(field.column);
    const table = ctx.db.table(object.table);
    given += await ctx.db.run(sql`with due as (
        select s.id, row_number() over (order by o.place) as n
        from unnest(${ids}::uuid[]) with ordinality o (id, place) join ${table} s on s.id = o.id
        where s.${column} is null),
      taken as (insert into ${ctx.db.table('counter')} as c (name, value)
        select ${`number ${object.key}.${field.key}`}, count(*) from due having count(*) > 0
        on conflict (name) do update set value = c.value + excluded.value returning value)
      update ${table} t set ${column} = taken.value - (select count(*) from due) + due.n
      from due cross join taken where t.id = due.id`);
  }
  return given;
}
