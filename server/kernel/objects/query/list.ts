import { fail } from '#shared/failure';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { allDatedFields } from '../dated/dated-fields.ts';
import { withEntries } from '../dated/read-entries.ts';
import type { Row } from '../fields/field-type.ts';
import { firstMatch } from '../looks/colours.ts';
import { pastRows, type Rows } from '../past/past-rows.ts';
import { countRecords, type Counting, type Total } from './count-records.ts';
import { compileFilter } from './filter.ts';
import { inGroupSql } from '../groups/group-by.ts';
import { presentRows, selectColumns, type RecordJson } from './present.ts';
import { requireRight, scopeSql } from './scope.ts';
import { seenTable } from './seen-table.ts';
import { matchWords } from './search.ts';
import {
  afterMixed,
  afterSimple,
  orderSql,
  readCursor,
  readOrder,
  writeCursor,
  type Cursor,
  type Order,
} from './sort.ts';

export interface ListQuery {
  filter?: unknown;
  sort?: string | string[] | undefined;
  fields?: string[] | undefined;
  q?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
  total?: Counting | undefined;
  trash?: boolean | undefined;
  /** The records as they were at this instant. */
  as_of?: string | undefined;
  /** Of the groups by `group_by`, the records of the one with this key alone. */
  group_by?: string | undefined;
  group?: string | null | undefined;
  /** Filters: of each record it is told which is the first that it matches. */
  colours?: unknown[] | undefined;
}

export interface ListAnswer {
  data: RecordJson[];
  next_cursor: string | null;
  total?: Total;
  colours?: (number | null)[];
}

export const pageLimits = { most: 1_000, usual: 50 };

/** One page of an object's records that the actor may read. */
export async function listRecords(ctx: Context, object: ObjectModel, query: ListQuery): Promise<ListAnswer> {
  requireRight(ctx, object, 'read');
  const rows = inGroup(ctx, await rowsOf(ctx, object, query), query);
  const order = readOrder(rows.object, query.sort);
  const { fields, dated } = partFields(ctx, rows.object, query.fields);
  const limit = Math.min(query.limit ?? pageLimits.usual, pageLimits.most);
  const cursor = query.cursor ? readCursor(order, query.cursor) : null;
  const found = await ctx.db.many<Row>(
    pageSql({ ...rows, order, cursor, fields, limit, colour: colourSql(ctx, rows, query) }),
  );
  const page = found.slice(0, limit);
  const answer: ListAnswer = {
    data: await withEntries(ctx, await presentRows(ctx, object, page, fields), { fields: dated, as_of: query.as_of }),
    next_cursor: found.length > limit ? writeCursor(order, page.at(-1)!) : null,
  };
  if (query.colours) answer.colours = page.map((row) => (row['_colour'] as number | null) ?? null);
  if (query.total) answer.total = await countRecords(ctx, rows, query.total);
  return answer;
}

function colourSql(ctx: Context, { object }: Rows, { colours, as_of }: ListQuery): Sql | null {
  return colours ? firstMatch(ctx, object, colours, as_of !== undefined) : null;
}

/** The rows of a list, as they are or as they were. */
export async function rowsOf(ctx: Context, object: ObjectModel, query: ListQuery): Promise<Rows> {
  const { as_of } = query;
  if (as_of !== undefined) return pastRows(ctx, object, { ...query, as_of });
  return { object, from: sql`${seenTable(ctx, object)} t`, where: await whereSql(ctx, object, query) };
}

function inGroup(ctx: Context, rows: Rows, { group_by: by, group: key }: ListQuery): Rows {
  if (by === undefined || key === undefined) return rows;
  return { ...rows, where: sql`${rows.where} and ${inGroupSql(ctx, rows.object, { by, key })}` };
}

/** The condition of a list: trash or not, rights, filter, words. */
export async function whereSql(ctx: Context, object: ObjectModel, query: ListQuery): Promise<Sql> {
  const parts = [
    query.trash ? sql`t.deleted_at is not null and t.merged_into_id is null` : sql`t.deleted_at is null`,
    scopeSql(ctx, object, { verb: 'read', alias: 't' }),
  ];
  if (query.filter !== undefined && query.filter !== null) parts.push(compileFilter(ctx, object, query.filter, 't'));
  if (query.q?.trim()) parts.push(await matchWords(ctx, object, query.q));
  return sql.join(parts, sql` and `);
}

/** A column of an answer: a field with or without columns of its own. */
export interface ListColumn {
  key: string;
  sensitive?: boolean;
}

/** The columns that an answer has, in the order in which they were asked for. */
export function readColumns(ctx: Context, object: ObjectModel, names: string[] | undefined): ListColumn[] {
  const { fields, dated } = partFields(ctx, object, names);
  const all: ListColumn[] = [...fields, ...dated];
  return names && names.length > 0 ? names.flatMap((name) => all.find(({ key }) => key === name) ?? []) : all;
}

/** What is asked for: fields that the record keeps, and dated relations. */
function partFields(ctx: Context, object: ObjectModel, names: string[] = []) {
  const known = allDatedFields(ctx, object.whole);
  const others = names.filter((name) => !known.some(({ key }) => key === name));
  // A hidden one is asked for by views that had it, and answered with nothing.
  const dated = known.filter(({ key, archived }) => !archived && (names.length === 0 || names.includes(key)));
  return { dated, fields: names.length > 0 && others.length === 0 ? [] : readFields(object, others) };
}

function readFields(object: ObjectModel, names: string[] | undefined): FieldModel[] {
  if (!names || names.length === 0) return [...object.fields.values()];
  return names.map((name) => {
    const field = object.fields.get(name);
    if (field) return field;
    const message = `${object.definition.label[1]} have no field "${name}".`;
    return fail('field.not_found', {
      detail: message,
      issues: [{ pointer: '/fields', code: 'field.not_found', message }],
    });
  });
}

interface Page extends Rows {
  order: Order;
  cursor: Cursor | null;
  fields: FieldModel[];
  limit: number;
  colour: Sql | null;
}

function pageSql(page: Page): Sql {
  const { order, cursor, where } = page;
  const first = order.terms[0]!;
  if (!order.simple) return select(page, cursor ? sql`${where} and ${afterMixed(order, cursor, 't')}` : where);
  if (!first.nullable) {
    return select(
      page,
      cursor ? sql`${where} and ${afterSimple(order, cursor, { alias: 't', phase: 'filled' })}` : where,
    );
  }
  // Empty values come last: two ranges of one index, the second read only when the first does not fill the page.
  const column = sql.id('t', first.column);
  const filled = sql`${where} and ${column} is not null`;
  const empty = sql`${where} and ${column} is null`;
  if (cursor && cursor.values[0] === null) {
    return select(page, sql`${empty} and ${afterSimple(order, cursor, { alias: 't', phase: 'empty' })}`);
  }
  const start = cursor ? sql`${filled} and ${afterSimple(order, cursor, { alias: 't', phase: 'filled' })}` : filled;
  return sql`(${select(page, start)}) union all (${select(page, empty)}) limit ${page.limit + 1}`;
}

function select({ object, from, order, fields, limit, colour }: Page, where: Sql): Sql {
  const keys = sql.join(order.terms.map((term) => sql`${sql.id('t', term.column)} as ${sql.id(`_${term.column}`)}`));
  const coloured = colour ? sql`, ${colour} as _colour` : sql``;
  return sql`select ${selectColumns(object, fields, 't')}, ${keys}${coloured} from ${from}
    where ${where} order by ${orderSql(order, 't')} limit ${limit + 1}`;
}
