import { sql, type Sql } from '#kernel/database';
import type { ValueType } from '#shared/fields/field-type';
import type { FieldModel } from '../catalog.ts';
import type { Worth } from '../rates/worth.ts';

export interface Column {
  name: string;
  /** A type of PostgreSQL 16. */
  type: string;
  /** How the column takes part in the field's own index. */
  index?: 'btree' | 'gin';
}

export type Row = Record<string, unknown>;

/** What a filter needs to turn an operand into SQL. */
export interface Comparing {
  field: FieldModel;
  op: string;
  operand: unknown;
  /** The column, with the alias of its table. */
  column(name: string): Sql;
  table(name: string): Sql;
  now: Date;
  timeZone: string;
  memberId: string | null;
  /** The members of the teams that the reader is in or above, the reader too. */
  teammates(): string[];
  /** Reads an operand as a value of the field; refuses with the pointer of the term. */
  read(operand: unknown): unknown;
  refuse(message: string): never;
}

/** The server's half of a field type: where values live and how they are found. */
export interface FieldType {
  key: string;
  value: ValueType;
  columns(field: FieldModel): Column[];
  /** From the canonical value (or null) to the columns; money keeps what it is worth on the day of the write. */
  toRow(value: unknown, field: FieldModel, worth: Worth): Row;
  /** From the columns to the value of the API; never called when the main column is null. */
  fromRow(row: Row, field: FieldModel): unknown;
  /** The value with what answers say beside it and nothing compares or keeps; `fromRow` where there is no such. */
  shown?(row: Row, field: FieldModel): unknown;
  /** The column lists are ordered by, and its SQL type; absent where no order makes sense. */
  sort?: { column(field: FieldModel): string; type: string; tieByTitle: boolean };
  compare(comparing: Comparing): Sql;
  /** Entries of the key table: `w` word, `e` e-mail, `p` phone, `d` domain, `n` name, `c` company. */
  keys?(value: unknown, field: FieldModel): string[];
  /** Holds ids of other records. */
  refers?: boolean;
}

/** The usual case: one column that holds the value as it is. */
export function plain(
  value: ValueType,
  type: string,
): Pick<FieldType, 'key' | 'value' | 'columns' | 'toRow' | 'fromRow'> {
  return {
    key: value.key,
    value,
    columns: (field) => [{ name: field.column, type, index: 'btree' }],
    toRow: (given, field) => ({ [field.column]: given }),
    fromRow: (row, field) => row[field.column],
  };
}

/** `is`, `gt`, `between` … on one column with bound values cast to its type. */
export function compareOrdered(c: Comparing, column: Sql, bind: (operand: unknown) => Sql): Sql {
  const list = () => (Array.isArray(c.operand) ? c.operand : c.refuse('Give a list of values.'));
  switch (c.op) {
    case 'is':
      return sql`${column} = ${bind(c.operand)}`;
    case 'is_not':
      return sql`${column} is distinct from ${bind(c.operand)}`;
    case 'in':
      return list().length === 0 ? sql`false` : sql`${column} in (${sql.join(list().map(bind))})`;
    case 'gt':
      return sql`${column} > ${bind(c.operand)}`;
    case 'gte':
      return sql`${column} >= ${bind(c.operand)}`;
    case 'lt':
      return sql`${column} < ${bind(c.operand)}`;
    case 'lte':
      return sql`${column} <= ${bind(c.operand)}`;
    case 'between': {
      if (list().length !== 2) c.refuse('Give two values: from and to.');
      return sql`${column} between ${bind(list()[0])} and ${bind(list()[1])}`;
    }
    default:
      return c.refuse(`The operator "${c.op}" does not fit this field.`);
  }
}

/** A LIKE pattern in which what the person typed stands for itself. */
export function likePattern(text: string, where: 'start' | 'inside'): string {
  const escaped = text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  return where === 'start' ? `${escaped}%` : `%${escaped}%`;
}
