import { fail } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { groupField, isList } from '../groups/group-by.ts';
import { rowsOf } from '../query/list.ts';
import { namesOf, titleSql } from '../query/present.ts';
import { requireRight } from '../query/scope.ts';

/** What became of a record between two moments. A record that moved may have grown as well: it is told under both. */
export type Became = 'came' | 'went' | 'moved' | 'grew' | 'shrank';

export interface Comparison {
  from: string;
  /** Now, where nothing is said. */
  to?: string | undefined;
  filter?: unknown;
  /** The field by which records move: a stage, an owner, a town. */
  by?: string | undefined;
  /** The field by which they grow and shrink: money or a number. */
  measure?: string | undefined;
  /** Of which kind the records are listed. */
  show?: Became | undefined;
  limit: number;
  cursor?: string | undefined;
}

interface Sum {
  amount: string;
  currency: string | null;
}

export interface Compared {
  totals: Record<Became, { count: number; sum: Sum[] }>;
  /** From which value to which, the most frequent first. */
  moves: { from: Named; to: Named; count: number }[];
  data: ComparedRecord[];
  next_cursor: string | null;
}

interface Named {
  value: unknown;
  label: string | null;
}

interface ComparedRecord {
  id: string;
  name: string | null;
  became: Became[];
  before: Side | null;
  after: Side | null;
}

interface Side {
  by: Named;
  measure: Sum | null;
}

const mostMoves = 200; // rows of a small report; more is a list

/** Compares what a filter finds at two moments: which records came and went, moved and grew, with sums by currency. */
export async function compareMoments(ctx: Context, object: ObjectModel, asked: Comparison): Promise<Compared> {
  requireRight(ctx, object, 'read');
  const by = asked.by === undefined ? null : groupField(object, asked.by);
  const measure = asked.measure === undefined ? null : measureField(object, asked.measure);
  if (by && (by.summary || isList(by))) fail('group.invalid', { detail: `"${by.key}" cannot be compared by.` });
  const both = await pairsSql(ctx, object, { asked, by, measure });
  const totals = await readTotals(ctx, both);
  const moves = by ? await readMoves(ctx, both, by) : [];
  return { totals, moves, ...(await readRecords(ctx, both, { ...asked, by })) };
}

const measured = new Set(['money', 'number', 'percent', 'duration', 'rating']);

function measureField(object: ObjectModel, name: string): FieldModel {
  const field = object.fields.get(name);
  if (!field || field.summary || !measured.has(field.type))
    return fail('aggregate.invalid', { detail: `"${name}" does not grow or shrink.` });
  return field;
}

interface Pairing {
  asked: Comparison;
  by: FieldModel | null;
  measure: FieldModel | null;
}

/** Every record that is there at one of the moments, once, with what it held at both and what became of it. */
async function pairsSql(ctx: Context, object: ObjectModel, { asked, by, measure }: Pairing): Promise<Sql> {
  const side = async (as_of: string | undefined) => {
    const rows = await rowsOf(ctx, object, { filter: asked.filter, as_of });
    const amount = measure ? sql`${sql.id('t', measure.column)}::numeric` : sql`null::numeric`;
    const currency = measure?.type === 'money' ? sql.id('t', `${measure.column}__currency`) : sql`null::text`;
    const value = by ? sql`${sql.id('t', by.column)}::text` : sql`null::text`;
    return sql`select t.id, ${titleSql(object, 't')} as name, ${value} as value, ${amount} as amount,
      ${currency} as currency from ${rows.from} where ${rows.where}`;
  };
  const [before, after] = [await side(asked.from), await side(asked.to)];
  // Amounts of two currencies are neither more nor less than each other.
  return sql`a as (${before}), b as (${after}), p as (select coalesce(a.id, b.id) as id,
      coalesce(b.name, a.name) as name, a.id is not null as was, b.id is not null as "is",
      a.value as value_before, b.value as value_after, a.amount as amount_before, b.amount as amount_after,
      a.currency as currency_before, b.currency as currency_after,
      array_remove(array[
        case when a.id is null then 'came' end,
        case when b.id is null then 'went' end,
        case when a.id is not null and b.id is not null and a.value is distinct from b.value then 'moved' end,
        case when b.amount > a.amount and a.currency is not distinct from b.currency then 'grew' end,
        case when b.amount < a.amount and a.currency is not distinct from b.currency then 'shrank' end], null) as became
    from a full join b on b.id = a.id)`;
}

const kinds: Became[] = ['came', 'went', 'moved', 'grew', 'shrank'];

async function readTotals(ctx: Context, both: Sql): Promise<Compared['totals']> {
  const rows = await ctx.db.many<{ kind: Became; currency: string | null; n: number; amount: string | null }>(sql`
    with ${both} select k.kind, coalesce(currency_after, currency_before) as currency, count(*) as n,
      sum(case k.kind when 'came' then amount_after when 'went' then amount_before when 'moved' then amount_after
        else amount_after - amount_before end)::text as amount
    from p cross join lateral unnest(p.became) k (kind) group by 1, 2 order by 1, 2`);
  const totals = Object.fromEntries(
    kinds.map((kind) => [kind, { count: 0, sum: [] }]),
  ) as unknown as Compared['totals'];
  for (const { kind, currency, n, amount } of rows) {
    totals[kind].count += n;
    if (amount !== null) totals[kind].sum.push(sumOf(amount, currency));
  }
  return totals;
}

async function readMoves(ctx: Context, both: Sql, by: FieldModel): Promise<Compared['moves']> {
  const rows = await ctx.db.many<{ from: string | null; to: string | null; n: number }>(sql`with ${both}
    select value_before as "from", value_after as "to", count(*) as n from p
    where 'moved' = any (became) group by 1, 2 order by 3 desc, 1, 2 limit ${mostMoves}`);
  const named = await naming(
    ctx,
    by,
    rows.flatMap((row) => [row.from, row.to]),
  );
  return rows.map((row) => ({ from: named(row.from), to: named(row.to), count: row.n }));
}

/** Gives values of a field their names; of what the reader may not see not even the id is told. */
async function naming(ctx: Context, by: FieldModel | null, values: (string | null)[]) {
  const target = by?.type === 'member' ? 'member' : by?.to;
  const ids = new Set(values.filter((id) => id !== null));
  const names = target ? await namesOf(ctx, new Map([[target, ids]])) : null;
  return (value: string | null): Named => {
    if (!names) return { value, label: null };
    const label = value === null ? null : (names.get(value) ?? null);
    return { value: label === null ? null : value, label };
  };
}

/** Money has two digits behind the point, other numbers as many as they have. */
function sumOf(amount: string, currency: string | null): Sum {
  return { amount: currency === null ? amount : Number(amount).toFixed(2), currency };
}

interface Pair {
  id: string;
  name: string | null;
  was: boolean;
  is: boolean;
  became: Became[];
  value_before: string | null;
  value_after: string | null;
  amount_before: string | null;
  amount_after: string | null;
  currency_before: string | null;
  currency_after: string | null;
}

async function readRecords(
  ctx: Context,
  both: Sql,
  { show, limit, cursor, by }: Omit<Comparison, 'by'> & { by: FieldModel | null },
) {
  const kind = show ? sql`${show} = any (became)` : sql`cardinality(became) > 0`;
  const after = cursor ? sql`and id > ${readPlace(cursor)}::uuid` : sql``;
  const rows = await ctx.db.many<Pair>(sql`with ${both} select id, name, was, "is", became, value_before, value_after,
      amount_before::text as amount_before, amount_after::text as amount_after, currency_before, currency_after
    from p where ${kind} ${after} order by id limit ${limit + 1}`);
  const named = await naming(
    ctx,
    by,
    rows.flatMap((row) => [row.value_before, row.value_after]),
  );
  const data = rows.slice(0, limit).map((row): ComparedRecord => {
    const { id, name, became } = row;
    const side = (value: string | null, amount: string | null, currency: string | null): Side => ({
      by: named(value),
      measure: amount === null ? null : sumOf(amount, currency),
    });
    return {
      id,
      name,
      became,
      before: row.was ? side(row.value_before, row.amount_before, row.currency_before) : null,
      after: row.is ? side(row.value_after, row.amount_after, row.currency_after) : null,
    };
  });
  return { data, next_cursor: rows.length > limit ? data.at(-1)!.id : null };
}

function readPlace(cursor: string): string {
  return /^[0-9a-f-]{36}$/.test(cursor) ? cursor : fail('cursor.invalid');
}
