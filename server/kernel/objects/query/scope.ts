import { Failure, fail } from '#shared/failure';
import { objectRights, type Reach, type Verb } from '#shared/rights';
import { mayAdminister, reachOf, rightsOf, teammates, teamsAround, type Asking } from '#kernel/access';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type ObjectModel, type Reading } from '../catalog.ts';
import { compileCondition } from './condition.ts';
import { creatorFields, givenAwaySql } from './given-away.ts';
import { heldHiddenSql } from './hidden-files.ts';

/** Whether the actor's right to do something with an object reaches no record, some, or all of them. */
export type Scope = 'none' | 'some' | 'all';

/** How far the actor's right to do something with an object reaches: all only where no record is kept from him. */
export function scopeFor(asking: Reading, object: ObjectModel, verb: Verb): Scope {
  if (object.definition.entry?.about) return scopeAbout(asking, verb);
  if (object.definition.under) return scopeUnder(asking, object, verb);
  const reach = reachFor(asking, object, verb);
  if (reach !== 'all') return reach === 'none' ? 'none' : 'some';
  // Whoever makes a record owns it.
  if (verb === 'create' || isOpen(object, verb)) return 'all';
  const ruled = ruleOf(asking, object) !== null;
  return ruled || keepsPrivate(asking, object) ? 'some' : 'all';
}

/** What belongs to a record, such as a file, is reached as that record is: through all objects it may belong to. */
function scopeAbout(asking: Reading, verb: Verb): Scope {
  const holders = holdersOf(asking);
  const scopes = new Set(holders.map((one) => scopeFor(asking, one, verb)));
  const hides = holders.some((one) => heldHiddenSql(one, { id: sql`null`, row: 'hr' }) !== null);
  if (scopes.size === 1 && !hides) return [...scopes][0]!;
  return scopes.has('all') || scopes.has('some') ? 'some' : 'none';
}

/** The record that records of an object are a part of: its object, the field, and the right to it that they take. */
function holderOf(asking: Reading, { whole }: ObjectModel, verb: Verb) {
  const field = whole.fields.get(whole.definition.under!)!;
  const part: Verb = verb === 'read' ? 'read' : 'update';
  return { field, object: getObject(asking, field.to!), verb: part };
}

/** What is a part of a record is reached as that record is, where the role allows it for the part at all. */
function scopeUnder(asking: Reading, object: ObjectModel, verb: Verb): Scope {
  if (reachFor(asking, object, verb) === 'none') return 'none';
  const holder = holderOf(asking, object, verb);
  const scope = scopeFor(asking, holder.object, holder.verb);
  return scope === 'all' && ruleOf(asking, object) !== null ? 'some' : scope;
}

function underSql(given: Scoped): Sql {
  const { ctx, object, alias } = given;
  const holder = holderOf(ctx, object, given.verb);
  const reached = scopeSql(ctx, holder.object, { verb: holder.verb, alias: 'hu' });
  const rule = ruleSql(given);
  return sql`(exists (select 1 from ${ctx.db.table(holder.object.table)} hu
    where hu.id = ${sql.id(alias, holder.field.column)} and ${reached}) ${rule ? sql`and ${rule}` : sql``})`;
}

/** The objects that files are kept with. */
function holdersOf(asking: Reading): ObjectModel[] {
  return [...catalogOf(asking).objects.values()].filter(
    ({ definition }) => definition.kind !== 'system' && !definition.entry?.about,
  );
}

/** The rows `alias` that belong to a record which the actor reaches, and not to a field of it that he may not see. */
function aboutSql({ ctx, object, verb, alias }: Scoped): Sql {
  const { about } = object.definition.entry!;
  const column = (key: string) => sql.id(alias, object.whole.fields.get(key)!.column);
  const parts = holdersOf(ctx).flatMap((one) => {
    if (scopeFor(ctx, one, verb) === 'none') return [];
    const hidden = heldHiddenSql(one, { id: sql.id(alias, 'id'), row: 'hr' });
    return [
      sql`(${column(about!.object)} = ${one.key} and exists (select 1 from ${ctx.db.table(one.table)} hr
        where hr.id = ${column(about!.record)} and ${scopeSql(ctx, one, { verb, alias: 'hr' })}
          ${hidden ? sql`and not ${hidden}` : sql``}))`,
    ];
  });
  return sql`(${sql.join(parts, sql` or `)})`;
}

function reachFor(asking: Asking, object: ObjectModel, verb: Verb): Reach {
  const { kind, shared = false, administered = false } = object.definition;
  return reachOf(asking, { key: object.key, system: kind === 'system', shared, administered }, verb);
}

/** Members, teams and words that everybody shares are read by all. */
function isOpen({ definition }: ObjectModel, verb: Verb): boolean {
  return verb === 'read' && (definition.kind === 'system' || definition.shared === true);
}

function ruleOf(asking: Asking, object: ObjectModel): unknown {
  return objectRights(rightsOf(asking), object.key).where ?? null;
}

/** Whether there are private records of the object, which only their owners and those they share them with see. */
function keepsPrivate(asking: Asking, object: ObjectModel): boolean {
  return asking.workspace.access.privates.has(object.key) && !mayAdminister(asking);
}

/** Whether the actor reads every record of an object but for those that others keep private. */
export function readsAllOpen(asking: Reading, object: ObjectModel): boolean {
  if (object.definition.under && !readsAllOpen(asking, holderOf(asking, object, 'read').object)) return false;
  if (isOpen(object, 'read')) return reachFor(asking, object, 'read') === 'all';
  return reachFor(asking, object, 'read') === 'all' && ruleOf(asking, object) === null;
}

/** Whether the actor reads of an object what is his own alone: few records, found by an index. */
export function readsFew(asking: Asking, object: ObjectModel): boolean {
  const { entry, under } = object.definition;
  return !entry?.about && !under && reachFor(asking, object, 'read') === 'own';
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

interface Scoped {
  ctx: Context;
  object: ObjectModel;
  verb: Verb;
  alias: string;
}

/** The part of a WHERE that leaves only the rows the actor may reach: the one place where rights become SQL. */
export function scopeSql(ctx: Context, object: ObjectModel, options: { verb: Verb; alias: string }): Sql {
  const scope = scopeFor(ctx, object, options.verb);
  if (scope === 'all') return sql`true`;
  if (scope === 'none') return sql`false`;
  const given = { ctx, object, ...options };
  if (object.definition.entry?.about) return aboutSql(given);
  if (object.definition.under) return underSql(given);
  const parts = [reachSql(given), ruleSql(given), privateSql(given)].filter((part) => part !== null);
  const own = parts.length === 1 ? parts[0]! : sql`(${sql.join(parts, sql` and `)})`;
  const shared = sharedSql(given);
  return shared === null ? own : sql`(${own} or ${shared})`;
}

/** Whose records they have to be; null where that is no matter. */
function reachSql(given: Scoped): Sql | null {
  const { ctx, object, verb } = given;
  const reach = reachFor(ctx, object, verb);
  if (reach === 'all') return null;
  return reach === 'own' ? ownSql(ctx, object, given.alias) : teamSql(given);
}

/** Records that name the actor as their owner, or that he created. */
export function ownSql(ctx: Context, object: ObjectModel, alias: string): Sql {
  const { memberId } = ctx.actor;
  if (memberId === null) return sql`false`;
  return ownedBySql(object, alias, (column) => sql`${column} = ${memberId}::uuid`);
}

/** The same of all members of the actor's teams and of those below. */
function teamSql({ ctx, object, alias }: Scoped): Sql {
  const members = teammates(ctx);
  return ownedBySql(object, alias, (column) => sql`${column} = any (${members}::uuid[])`);
}

function ownedBySql(object: ObjectModel, alias: string, isTheirs: (column: Sql) => Sql): Sql {
  const theirs = (column: string) => isTheirs(sql.id(alias, column));
  // What somebody created is mostly theirs anyway: only the rest is looked for, in a small index of its own.
  const created = [theirs('created_by_id'), ...givenAwaySql(object, alias)];
  const owned = object.owning.map((field) => theirs(field.column));
  // An author alone has no right to an entry: whoever created it has.
  const written = object.owning.length > 0 ? [] : creatorFields(object);
  const own = written.map((field) => sql`(${theirs(field.column)} and ${theirs('created_by_id')})`);
  return sql`(${sql.join([...owned, ...own, sql`(${sql.join(created, sql` and `)})`], sql` or `)})`;
}

/** What the role says of all records it reaches, read with every right: a rule may ask what its reader must not. */
function ruleSql({ ctx, object, alias }: Scoped): Sql | null {
  const rule = ruleOf(ctx, object);
  if (rule === null) return null;
  const whole = withEveryRight(ctx);
  const reach = () => sql`true`;
  const table = (other: ObjectModel) => ctx.db.table(other.table);
  const options = { filter: rule, alias, prefix: `${alias}_`, reach, table };
  try {
    return compileCondition(whole, getObject(whole, object.key), options);
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    // What it asked for is not there any more: then it lets nothing through, and its reader is not told what it asked.
    ctx.log.warn({ role: ctx.actor.role, object: object.key, problem: problem.message }, 'a rule cannot be read');
    return sql`false`;
  }
}

/** The same question asked by somebody who may see everything; `me` and `my_team` stay those of the actor. */
export function withEveryRight(ctx: Context): Context {
  return { ...ctx, actor: { ...ctx.actor, role: 'owner', within: null, scopes: null } };
}

function privateSql(given: Scoped): Sql | null {
  const { ctx, object, alias } = given;
  if (!keepsPrivate(ctx, object)) return null;
  return sql`(not exists (select 1 from ${ctx.db.table('record_private')} pr
    where pr.record_id = ${sql.id(alias, 'id')}) or ${ownSql(ctx, object, alias)})`;
}

/** Records that were shared with the actor or a team of his; only a share for writing lets him change one, and none
 * lets him remove it. */
function sharedSql({ ctx, object, verb, alias }: Scoped): Sql | null {
  const { workspace, actor } = ctx;
  if (!workspace.access.shared.has(object.key) || verb === 'delete' || actor.memberId === null) return null;
  const teams = teamsAround(ctx).map((team) => team.id);
  const level = verb === 'update' ? sql` and sh.level = 'write'` : sql``;
  // As a list of ids that is read once, the database finds the rows by an index, beside that of what is their own.
  return sql`${sql.id(alias, 'id')} = any (array(select sh.record_id from ${ctx.db.table('record_share')} sh
    where sh.holder_id = any (${[actor.memberId, ...teams]}::uuid[]) and sh.object = ${object.key}${level}))`;
}

/** What a right to read is made of, each part as a condition on the rows of `alias`: for those who ask why. */
export function partsOfScope(ctx: Context, object: ObjectModel, alias: string) {
  const given: Scoped = { ctx, object, verb: 'read', alias };
  const rule = ruleSql(given);
  return {
    reach: reachFor(ctx, object, 'read'),
    ruled: rule !== null,
    own: ownSql(ctx, object, alias),
    rule: rule ?? sql`true`,
    open: privateSql(given) ?? sql`true`,
  };
}

/** Whether a column of ids holds one of these. A single id is asked for as itself: the plan of a list is made anew for
 * each length, which the database thinks cheaper than the one it keeps. */
export function isOneOf(column: Sql, ids: string[]): Sql {
  return ids.length === 1 ? sql`${column} = ${ids[0]!}::uuid` : sql`${column} = any (${ids}::uuid[])`;
}
