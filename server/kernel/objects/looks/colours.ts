import { Failure } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { refuseRelated } from '../past/past-rows.ts';
import { compileFilter } from '../query/filter.ts';

/** A row is looked at with each rule until one fits; a page explains no more colours than these. */
export const mostColours = 10;

/** Which of some filters is the first that a row `t` matches, as a number from 0 on, or null: worked out with the row.
 * A filter that cannot be read, such as one by a field that is hidden from the actor, matches nothing. */
export function firstMatch(ctx: Context, object: ObjectModel, filters: unknown[], past: boolean): Sql {
  const cases = filters.flatMap((filter, at) => {
    const condition = readable(ctx, object, { filter, past });
    return condition ? [sql`when ${condition} then ${at}::int`] : [];
  });
  return cases.length > 0 ? sql`case ${sql.join(cases, sql` `)} end` : sql`null::int`;
}

function readable(ctx: Context, object: ObjectModel, asked: { filter: unknown; past: boolean }): Sql | null {
  try {
    if (asked.past) refuseRelated(asked.filter, '/filter');
    return compileFilter(ctx, object, asked.filter, 't');
  } catch (problem) {
    if (problem instanceof Failure) return null;
    throw problem;
  }
}
