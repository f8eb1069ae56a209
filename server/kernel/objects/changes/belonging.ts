import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { Verb } from '#shared/rights';
import { scopeSql } from '../query/scope.ts';

/** The part of a WHERE that leaves what the actor reaches because it belongs to a record that he reaches, such as the
 * file that somebody else put there; null for objects whose records stand for themselves. */
export function belongingSql(ctx: Context, object: ObjectModel, { verb, alias }: { verb: Verb; alias: string }) {
  const about = object.definition.entry?.about;
  if (!about) return null;
  const [kind, record] = [about.object, about.record].map((key) => sql.id(alias, object.whole.fields.get(key)!.column));
  const parts: Sql[] = [...catalogOf(ctx).objects.values()]
    .filter((one) => one.definition.entry?.about === undefined)
    .map(
      (one) => sql`(${kind!} = ${one.key} and exists (select 1 from ${ctx.db.table(one.table)} r
        where r.id = ${record!} and ${scopeSql(ctx, one, { verb, alias: 'r' })}))`,
    );
  return sql`(${sql.join(parts, sql` or `)})`;
}
