import { fail } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { groupSql, isList, itemsSql, readGroupBy, type GroupBy } from './group-by.ts';
import { inPlaces } from './in-places.ts';
import { nameOf, weighted } from './weighted.ts';
import { baseColumnsSql, closeBases, totalsOf, type Totals } from './base-totals.ts';
import { rowsOf, type ListQuery } from '../query/list.ts';
import { namesOf } from '../query/present.ts';
import type { Rows } from '../past/past-rows.ts';
import { requireRight } from '../query/scope.ts';

export interface Aggregate {
  fn: 'count' | 'sum' | 'avg' | 'min' | 'max';
  field?: string | undefined;
  /** Of a sum: the per cent field by which each value counts; one that is empty makes it count nothing. */
  times?: string | undefined;
}

export interface Group {
  key: unknown;
  label: string | null;
  values: Record<string, unknown>;
}

const mostGroups = 500; // columns of a board or rows of a small report; more is a list
const mostCurrencies = 200; // more than there are

/** Groups the records of a query by one field (or all together) and counts or adds them up. Money is added up per
 * currency, never across; beside it stands one total of what all of it was worth in the workspace's. `more` tells that
 * there are further groups than those that are answered. */
export async function aggregateRecords(
  ctx: Context,
  object: ObjectModel,
  query: ListQuery & { group_by?: string | undefined; aggregate: Aggregate[] },
): Promise<{ groups: Group[]; more: boolean }> {
  requireRight(ctx, object, 'read');
  const seen = await rowsOf(ctx, object, query);
  const by = query.group_by === undefined ? null : readGroupBy(seen.object, query.group_by);
  const groups = new Map<unknown, Group>();
  const totals: Totals = new Map();
  let more = false;
  for (const part of partsOf(object, query.aggregate)) {
    const rows = await ctx.db.many<Record<string, unknown>>(partSql(ctx, seen, { by, part }));
    if (!part.money) more = rows.length > mostGroups;
    collect(groups, rows.slice(0, part.money ? rows.length : mostGroups), {
      part,
      totals,
      own: ctx.workspace.currency,
    });
  }
  closeBases(totals, ctx.workspace.currency);
  await label(ctx, by, groups);
  return { groups: await inPlaces(ctx, by?.field, [...groups.values()]), more };
}

/** What one statement works out: everything that is no money, or all sums of one money field by its currencies. */
interface Part {
  money: FieldModel | null;
  aggregate: Aggregate[];
}

/** Two money fields of a record may be in two currencies, so each is a question of its own. */
function partsOf(object: ObjectModel, aggregate: Aggregate[]): Part[] {
  const parts = new Map<FieldModel | null, Aggregate[]>([[null, []]]);
  for (const one of aggregate) {
    const money = moneyField(object, one);
    parts.set(money, [...(parts.get(money) ?? []), one]);
  }
  return [...parts].map(([money, mine]) => ({ money, aggregate: mine }));
}

function partSql(ctx: Context, { object, from, where }: Rows, { by, part }: { by: GroupBy | null; part: Part }): Sql {
  const key = by ? groupSql(ctx, by) : sql`null::text`;
  const currency = part.money ? sql.id('t', `${part.money.column}__currency`) : sql`null::text`;
  const values = part.aggregate.map((one, index) => sql`${aggregateSql(object, one)} as ${sql.id(`v${index}`)}`);
  values.push(...baseColumnsSql(object, part.money, part.aggregate));
  return sql`select ${key} as k, ${currency} as currency, count(*) as n
      ${values.length > 0 ? sql`, ${sql.join(values)}` : sql``}
    from ${unnested(ctx, from, by)} where ${where} group by 1, 2 order by 1 nulls last, 2
    limit ${part.money ? mostGroups * mostCurrencies : mostGroups + 1}`;
}

function unnested(ctx: Context, table: Sql, by: GroupBy | null): Sql {
  if (!by || !isList(by.field)) return table;
  return sql`${table} left join lateral (${itemsSql(ctx, by.field)}) g on true`;
}

function moneyField(object: ObjectModel, one: Aggregate): FieldModel | null {
  const field = one.field ? object.fields.get(one.field) : undefined;
  return field?.type === 'money' ? field : null;
}

const addable = new Set(['number', 'percent', 'money', 'duration', 'rating', 'autonumber']);

function aggregateSql(object: ObjectModel, { fn, field: name, times }: Aggregate): Sql {
  if (times !== undefined && fn !== 'sum') fail('aggregate.invalid', { detail: '"times" belongs to a sum.' });
  if (fn === 'count') return sql`count(*)`;
  const field = name ? object.fields.get(name) : undefined;
  const fits =
    field?.kind.sort && (fn === 'min' || fn === 'max' || addable.has(field.type)) && field.type !== 'checkbox';
  if (!field || !fits) return fail('aggregate.invalid', { detail: `"${fn}" does not fit "${name ?? ''}".` });
  return sql`${sql.raw(fn)}(${weighted(object, times, sql.id('t', field.column))})`;
}

interface Collecting {
  part: Part;
  totals: Totals;
  own: string;
}

function collect(groups: Map<unknown, Group>, rows: Record<string, unknown>[], collecting: Collecting): void {
  const { part, totals, own } = collecting;
  for (const row of rows) {
    // The part without money comes first, counts every record once and says which groups there are.
    const fresh = (): Group => ({ key: row['k'] ?? null, label: null, values: { count: row['n'] } });
    const group = groups.get(row['k']) ?? (part.money ? null : fresh());
    if (!group) continue;
    groups.set(row['k'], group);
    part.aggregate.forEach((one, index) => add(group.values, one, { row, value: row[`v${index}`], part }));
    if (part.money) totalsOf(totals, group.values, { row, own, asked: part.aggregate });
  }
}

function add(
  values: Record<string, unknown>,
  one: Aggregate,
  { row, value, part }: { row: Record<string, unknown>; value: unknown; part: Part },
): void {
  if (one.fn === 'count') return;
  const name = nameOf(one);
  if (!part.money) {
    values[name] = typeof value === 'string' && /^-?[\d.]+$/.test(value) ? Number(value) : value;
    return;
  }
  const list = (values[name] ??= []) as { amount: string; currency: string }[];
  if (value !== null && row['currency'])
    list.push({ amount: Number(value).toFixed(2), currency: row['currency'] as string });
}

async function label(ctx: Context, by: GroupBy | null, groups: Map<unknown, Group>): Promise<void> {
  const target = by?.field.type === 'member' ? 'member' : by?.field.to;
  if (!target) return;
  const ids = new Set([...groups.keys()].filter((key) => typeof key === 'string'));
  const names = await namesOf(ctx, new Map([[target, ids]]));
  for (const group of groups.values()) group.label = names.get(group.key as string) ?? null;
}
