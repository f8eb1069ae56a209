import { fail } from '#shared/failure';
import { isId, sql, type Sql } from '#kernel/database';
import type { FieldModel, ObjectModel } from '../catalog.ts';

/** One column of an order, with the field whose value it carries. */
export interface OrderTerm {
  column: string;
  type: string;
  desc: boolean;
  nullable: boolean;
}

export interface Order {
  /** What the caller asked for, as text; a cursor belongs to one order. */
  text: string;
  terms: OrderTerm[];
  /** All in one direction with at most the first term empty: pages are ranges of one index. */
  simple: boolean;
}

const most = 4; // terms of one sort; more never changes what people see

/** Reads `-last_contact_at,name` into the columns that are ordered by; always ends in the id, so no two rows tie. */
export function readOrder(object: ObjectModel, given: string | readonly string[] | undefined): Order {
  const asked = (typeof given === 'string' ? given.split(',') : (given ?? []))
    .map((part) => part.trim())
    .filter(Boolean);
  if (asked.length > most) refuse(`Sort by at most ${most} fields.`);
  const parts = asked.length > 0 ? asked : [object.title.kind.sort ? object.title.key : '-created_at'];
  const terms = parts.map((part) => readTerm(object, part));
  const last = terms.at(-1)!;
  const title = titleTie(object);
  const tie = parts.length === 1 && object.fields.get(parts[0]!.replace(/^-/, ''))?.kind.sort?.tieByTitle;
  if (tie && title && !terms.some((term) => term.column === title)) {
    terms.push({ column: title, type: 'text', desc: last.desc, nullable: false });
  }
  terms.push({ column: 'id', type: 'uuid', desc: last.desc, nullable: false });
  const simple = terms.every((term, index) => term.desc === terms[0]!.desc && (index === 0 || !term.nullable));
  return { text: parts.join(','), terms, simple };
}

/** The column of the title that settles ties; none where a title may be empty, which no range of an index passes. */
export function titleTie(object: ObjectModel): string | null {
  return object.title.required ? (object.title.kind.sort?.column(object.title) ?? null) : null;
}

function readTerm(object: ObjectModel, part: string): OrderTerm {
  const desc = part.startsWith('-');
  const field = object.fields.get(part.replace(/^[-+]/, ''));
  if (!field) return refuse(`${object.definition.label[1]} have no field "${part}" to sort by.`);
  const sort = field.kind.sort;
  if (!sort) return refuse(`"${field.key}" has no order to sort by.`);
  return { column: sort.column(field), type: sort.type, desc, nullable: isNullable(object, field) };
}

function isNullable(object: ObjectModel, field: FieldModel): boolean {
  if (field === object.title) return !field.required;
  return field.key !== 'created_at' && field.key !== 'updated_at';
}

function refuse(message: string): never {
  return fail('sort.invalid', { detail: message, issues: [{ pointer: '/sort', code: 'sort.invalid', message }] });
}

/** ORDER BY of an order; empty values come last in either direction. */
export function orderSql(order: Order, alias: string): Sql {
  const terms = order.terms.map((term) => {
    const direction = term.desc ? (term.nullable && !order.simple ? sql` desc nulls last` : sql` desc`) : sql``;
    return sql`${sql.id(alias, term.column)}${direction}`;
  });
  return sql.join(terms);
}

/** Where the last page ended. */
export interface Cursor {
  values: unknown[];
}

export function writeCursor(order: Order, row: Record<string, unknown>): string {
  const values = order.terms.map((term) => row[`_${term.column}`]);
  return Buffer.from(JSON.stringify([order.text, values])).toString('base64url');
}

/** Reads a cursor back; one that was made for another order, or was tampered with, is refused. */
export function readCursor(order: Order, text: string): Cursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return refuseCursor();
  }
  if (!Array.isArray(parsed) || parsed[0] !== order.text || !Array.isArray(parsed[1])) return refuseCursor();
  const values = parsed[1] as unknown[];
  const fits = values.length === order.terms.length && order.terms.every((term, index) => holds(term, values[index]));
  return fits ? { values } : refuseCursor();
}

const shapes: Record<string, RegExp> = {
  smallint: /^-?\d{1,4}$/,
  bigint: /^-?\d{1,18}$/,
  boolean: /^(true|false)$/,
  date: /^\d{4,7}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/,
  timestamptz: /^\d{4,7}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z$/,
};

/** Whether a value of a cursor is one that its column can hold: what was tampered with never reaches the database. */
function holds({ type, nullable }: OrderTerm, value: unknown): boolean {
  if (value === null) return nullable;
  if (!['string', 'number', 'boolean'].includes(typeof value)) return false;
  const text = String(value);
  if (type === 'text') return typeof value === 'string' && !text.includes('\0') && text.isWellFormed();
  if (type === 'uuid') return isId(value);
  return (shapes[type] ?? /^-?\d{1,18}(\.\d{1,6})?$/).test(text);
}

function refuseCursor(): never {
  return fail('cursor.invalid', {
    detail: 'This cursor does not belong to this list. Start again from the first page.',
  });
}

const bound = (term: OrderTerm, value: unknown) => sql`${value}::text::${sql.raw(term.type)}`;

/** The rows after a cursor, for an order whose first term is filled (`phase` filled) or empty. */
export function afterSimple(order: Order, cursor: Cursor, where: { alias: string; phase: 'filled' | 'empty' }): Sql {
  const skip = where.phase === 'empty' ? 1 : 0;
  const terms = order.terms.slice(skip);
  const columns = sql.join(terms.map((term) => sql.id(where.alias, term.column)));
  const values = sql.join(terms.map((term, index) => bound(term, cursor.values[index + skip])));
  return terms[0]!.desc ? sql`(${columns}) < (${values})` : sql`(${columns}) > (${values})`;
}

/** The rows after a cursor for any mixture of directions, with empty values last. */
export function afterMixed(order: Order, cursor: Cursor, alias: string): Sql {
  const branches: Sql[] = [];
  for (let i = 0; i < order.terms.length; i += 1) {
    const same = order.terms.slice(0, i).map((term, index) => equal(term, cursor.values[index], alias));
    const beyond = after(order.terms[i]!, cursor.values[i], alias);
    if (beyond) branches.push(sql`(${sql.join([...same, beyond], sql` and `)})`);
  }
  return sql`(${sql.join(branches, sql` or `)})`;
}

function equal(term: OrderTerm, value: unknown, alias: string): Sql {
  const column = sql.id(alias, term.column);
  return value === null ? sql`${column} is null` : sql`${column} = ${bound(term, value)}`;
}

function after(term: OrderTerm, value: unknown, alias: string): Sql | null {
  if (value === null) return null;
  const column = sql.id(alias, term.column);
  const beyond = term.desc ? sql`${column} < ${bound(term, value)}` : sql`${column} > ${bound(term, value)}`;
  return term.nullable ? sql`(${beyond} or ${column} is null)` : beyond;
}
