import { fail } from '#shared/failure';
import { scopeOf, type Scope, type Verb } from '#kernel/access';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { creatorFields, givenAwaySql } from './given-away.ts';

/** How far the actor's right to do something with an object reaches. */
export function scopeFor(ctx: Pick<Context, 'actor'>, object: ObjectModel, verb: Verb): Scope {
  const { kind, shared } = object.definition;
  return scopeOf(ctx.actor.role, { system: kind === 'system', shared: shared === true }, verb);
}

/** Refuses with 403 where the actor's role has no such right at all. */
export function requireRight(ctx: Context, object: ObjectModel, verb: Verb): Scope {
  const scope = scopeFor(ctx, object, verb);
  if (scope === 'none') {
    fail('access.not_allowed', {
      detail: `Your role does not allow you to ${verb} ${object.definition.label[1].toLowerCase()}.`,
    });
  }
  return scope;
}

/** The part of a WHERE that leaves only the rows the actor may reach: the one place where rights become SQL. */
export function scopeSql(ctx: Context, object: ObjectModel, options: { verb: Verb; alias: string }): Sql {
  const scope = scopeFor(ctx, object, options.verb);
  if (scope === 'all') return sql`true`;
  if (scope === 'none' || ctx.actor.memberId === null) return sql`false`;
  const mine = (column: string) => sql`${sql.id(options.alias, column)} = ${ctx.actor.memberId}::uuid`;
  // What somebody created is mostly theirs anyway: only the rest is looked for, in a small index of its own.
  const created = [mine('created_by_id'), ...givenAwaySql(object, options.alias)];
  const owned = object.owning.map((field) => mine(field.column));
  // An author alone has no right to an entry: whoever created it has.
  const written = object.owning.length > 0 ? [] : creatorFields(object);
  const own = written.map((field) => sql`(${mine(field.column)} and ${mine('created_by_id')})`);
  return sql`(${sql.join([...owned, ...own, sql`(${sql.join(created, sql` and `)})`], sql` or `)})`;
}

/** Whether a column of ids holds one of these. A single id is asked for as itself: the plan of a list is made anew for
 * each length, which the database thinks cheaper than the one it keeps. */
export function isOneOf(column: Sql, ids: string[]): Sql {
  return ids.length === 1 ? sql`${column} = ${ids[0]!}::uuid` : sql`${column} = any (${ids}::uuid[])`;
}
