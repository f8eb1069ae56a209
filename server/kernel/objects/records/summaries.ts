import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { Gathered, NewestOfEach } from '../define-object.ts';
import { compileFilter } from '../query/filter.ts';
import { refreshDerived, refreshDerivedOf, type Ids } from './derived.ts';
import type { Shown } from './timeline.ts';
import { giveNumbers } from '../fields/give-numbers.ts';
import type { WriteSet } from './write-set.ts';

/** Works out anew the summary fields of the records that something written points at, or whose timeline changed, in
 * one statement for all objects, without before-values (an undo works them out again). No summary is made of another
 * one, so their order does not matter. What is derived from them and from the records themselves follows. */
export async function refreshSummaries(set: WriteSet, shown: Shown): Promise<void> {
  await refreshDerived(set, await refreshGathered(set, shown));
}

async function refreshGathered(set: WriteSet, shown: Shown): Promise<Ids> {
  const updates: Sql[] = [];
  const summed: Ids = new Map();
  for (const object of catalogOf(set.ctx).objects.values()) {
    const later = set.postponed.get(object.key);
    const due = new Map<FieldModel, Set<string>>();
    for (const field of object.fields.values()) {
      const { summary } = field;
      const ids = isGathered(summary) ? affected(set, { object, summary, shown }) : null;
      const open = [...(ids ?? [])].filter((id) => !later?.has(id) && !set.settled.has(`${field.key}:${id}`));
      if (open.length > 0) due.set(field, new Set(open));
    }
    if (due.size === 0) continue;
    updates.push(refreshSql(set.ctx, object, due));
    summed.set(object.key, new Set([...due.values()].flatMap((ids) => [...ids])));
  }
  if (updates.length === 1) await set.ctx.db.run(updates[0]!);
  if (updates.length < 2) return summed;
  const arms = updates.map((update, at) => sql`${sql.raw(`s${at}`)} as (${update})`);
  await set.ctx.db.run(sql`with ${sql.join(arms)} select 1`);
  return summed;
}

function isGathered(summary: FieldModel['summary']): summary is Gathered {
  return summary !== undefined && summary.kind !== 'lookup' && summary.kind !== 'formula';
}

/** Works out all summaries of some records: what a bulk writer postponed, once at its end. */
export async function refreshSummariesOf(ctx: Context, object: ObjectModel, ids: string[]): Promise<void> {
  const fields = [...object.fields.values()].filter((field) => field.summary);
  if (fields.length > 0 && ids.length > 0) await refreshFields(ctx, object, { fields, ids });
}

/** Works out some summaries of some records, numbers those without, and works out all that is derived; answers how
 * many of the records were not right. */
export async function refreshFields(
  ctx: Context,
  object: ObjectModel,
  { fields, ids }: { fields: FieldModel[]; ids: string[] },
): Promise<number> {
  const numbered = fields.filter((field) => field.type === 'autonumber');
  const given = await giveNumbers(ctx, object, { fields: numbered, ids });
  const gathered = fields.filter((field) => isGathered(field.summary));
  const due = new Map(gathered.map((field) => [field, new Set(ids)]));
  const written = due.size > 0 ? await ctx.db.run(refreshSql(ctx, object, due)) : 0;
  return Math.max(given, written, await refreshDerivedOf(ctx, object, ids));
}

function affected(set: WriteSet, on: { object: ObjectModel; summary: Gathered; shown: Shown }): Set<string> | null {
  if (on.summary.kind === 'timeline') return on.shown.get(on.object.key) ?? null;
  return set.touched.get(on.summary.of)?.pointed.get(on.summary.by) ?? null;
}

function refreshSql(ctx: Context, object: ObjectModel, due: Map<FieldModel, Set<string>>): Sql {
  const ids = [...new Set([...due.values()].flatMap((set) => [...set]))];
  const worked = [...due.keys()].flatMap((field) => workedOut(ctx, object, field));
  const columns = worked.map(({ column }) => sql.id(column));
  const made = worked.map(({ column, value }) => sql`${value} as ${sql.id(column)}`);
  const sets = columns.map((column) => sql`${column} = n.${column}`);
  const before = sql.join(columns.map((column) => sql`t.${column}`));
  const after = sql.join(columns.map((column) => sql`n.${column}`));
  const table = ctx.db.table(object.table);
  // Locked in order, so that two writes that touch the same records wait instead of deadlocking. Without "offset" each
  // value would be worked out a second time to compare it, without the second list of ids the whole table be read.
  return sql`update ${table} t set ${sql.join(sets)}
    from (select s.id, ${sql.join(made)} from (select id from ${table} where id = any (${ids}::uuid[]) order
      by id for no key update) s offset 0) n
    where t.id = n.id and t.id = any (${ids}::uuid[]) and (${before}) is distinct from (${after})`;
}

/** The columns of a summary with their values. Money is added up and compared in one currency only: records in several
 * have no one sum, and none is shown. */
function workedOut(ctx: Context, object: ObjectModel, field: FieldModel): { column: string; value: Sql }[] {
  const summary = field.summary as Gathered;
  if (summary.kind !== 'aggregate' || field.type !== 'money')
    return [{ column: field.column, value: summarySql(ctx, object, field) }];
  const amount = sql.id('o', getObject(ctx, summary.of).fields.get(summary.take!)!.column);
  const currency = sql.id('o', `${getObject(ctx, summary.of).fields.get(summary.take!)!.column}__currency`);
  const alone = (value: Sql) => sql`(select case when min(${currency}) = max(${currency}) then ${value} end
    ${pointingSql(ctx, summary)})`;
  return [
    { column: field.column, value: alone(sql`${sql.raw(summary.fn)}(${amount})`) },
    { column: `${field.column}__currency`, value: alone(sql`min(${currency})`) },
  ];
}

/** The records `o` that point at the record `s` and count. */
function pointingSql(ctx: Context, summary: Extract<Gathered, { kind: 'latest' | 'aggregate' }>): Sql {
  const from = getObject(ctx, summary.of);
  const by = from.fields.get(summary.by)!;
  const points = by.many ? sql`${sql.id('o', by.column)} @> array[s.id]` : sql`${sql.id('o', by.column)} = s.id`;
  const where = summary.where ? compileFilter(ctx, from, summary.where, 'o') : sql`true`;
  return sql`from ${ctx.db.table(from.table)} o where ${points} and o.deleted_at is null and ${where}`;
}

/** The value of a summary for the record `s`. */
function summarySql(ctx: Context, object: ObjectModel, field: FieldModel): Sql {
  const summary = field.summary as Gathered;
  if (summary.kind === 'timeline') return timelineSql(ctx, object, summary);
  if (summary.kind === 'newest_of_each') return newestOfEachSql(ctx, summary);
  const from = getObject(ctx, summary.of);
  const source = pointingSql(ctx, summary);
  const take = summary.take ? sql.id('o', from.fields.get(summary.take)!.column) : sql`*`;
  if (summary.kind === 'aggregate') return sql`(select ${sql.raw(summary.fn)}(${take}) ${source})`;
  return sql`(select ${take} ${source} order by ${orderSql(from, summary.order)}, o.id desc limit 1)`;
}

function orderSql(from: ObjectModel, order: string[]): Sql {
  const parts = order.map((part) => {
    const ordered = from.fields.get(part.replace(/^-/, ''))!;
    return sql`${sql.id('o', ordered.column)} ${sql.raw(part.startsWith('-') ? 'desc' : 'asc')} nulls last`;
  });
  return sql.join(parts);
}

/** A list of the combinations whose newest record holds for the condition; null where none does. */
function newestOfEachSql(ctx: Context, summary: NewestOfEach): Sql {
  const from = getObject(ctx, summary.of);
  const table = ctx.db.table(from.table);
  const column = (alias: string, key: string) => sql.id(alias, from.fields.get(key)!.column);
  const [first, second] = summary.each.map((key) => column('o', key)) as [Sql, Sql];
  const by = column('o', summary.by);
  // Only what points at the same record may replace: nobody reaches another's records so.
  return sql`(select array_agg(n.k order by n.k) from (
      select distinct on (${first}, ${second}) ${first} || ':' || ${second} as k,
        ${compileFilter(ctx, from, summary.where, 'o')} as holds
      from ${table} o where ${by} = s.id and o.deleted_at is null and not exists (select 1 from ${table} r
        where ${column('r', summary.replacedBy)} = o.id and ${column('r', summary.by)} = ${by}
          and r.deleted_at is null)
      order by ${first}, ${second}, ${orderSql(from, summary.order)}, o.id desc) n where n.holds)`;
}

function timelineSql(ctx: Context, object: ObjectModel, summary: Gathered & { kind: 'timeline' }): Sql {
  const take = summary.take === 'at' ? sql`l.at` : sql`l.author_id`;
  return sql`(select ${take} from ${ctx.db.table('timeline')} l
    where l.object = ${object.key} and l.record_id = s.id and l.kind = any (${summary.kinds})
      and l.at <= ${ctx.now.toISOString()}::timestamptz order by l.at desc, l.entry_id desc limit 1)`;
}
