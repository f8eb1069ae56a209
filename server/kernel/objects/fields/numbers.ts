import { sql } from '#kernel/database';
import { checkbox as checkboxValue } from '#shared/fields/checkbox';
import { money as moneyValue, type Money } from '#shared/fields/money';
import * as numbers from '#shared/fields/number';
import type { ValueType } from '#shared/fields/field-type';
import { baseColumn } from '../rates/worth.ts';
import { compareOrdered, plain, type FieldType, type Row } from './field-type.ts';
import type { FieldModel } from '../catalog.ts';

function numeric(value: ValueType, type: string): FieldType {
  return {
    ...plain(value, type),
    fromRow: (row, field) => Number(row[field.column]),
    sort: { column: (field) => field.column, type, tieByTitle: true },
    compare: (c) => compareOrdered(c, c.column(c.field.column), (operand) => sql`${c.read(operand)}::numeric`),
  };
}

export const number = numeric(numbers.number, 'numeric(24,6)');
export const percent = numeric(numbers.percent, 'numeric(24,6)');
export const duration = numeric(numbers.duration, 'bigint');
export const rating = numeric(numbers.rating, 'smallint');
export const autonumber = numeric(numbers.autonumber, 'bigint');

/** Amount and currency in columns of their own; the amount alone is compared, in the currency it is written in. What
 * the amount was worth in the workspace's currency on the day of the write stands beside them. */
export const money: FieldType = {
  ...plain(moneyValue, 'numeric(20,4)'),
  columns: (field) => [
    { name: field.column, type: 'numeric(20,4)', index: 'btree' },
    { name: `${field.column}__currency`, type: 'text' },
    ...named(field).map((name) => ({ name, type: 'numeric(20,4)' })),
  ],
  toRow: (value, field, worth) => {
    const given = value as Money | null;
    const row: Row = { [field.column]: given?.amount ?? null, [`${field.column}__currency`]: given?.currency ?? null };
    for (const name of named(field)) row[name] = given && worth(given);
    return row;
  },
  fromRow: moneyOf,
  shown: (row, field) => {
    const [base] = named(field).map((name) => row[name] ?? null);
    return base == null ? moneyOf(row, field) : { ...moneyOf(row, field), base: trimmed(String(base)) };
  },
  sort: { column: (field) => field.column, type: 'numeric', tieByTitle: true },
  compare: (c) => {
    const amount = (operand: unknown) => sql`${(c.read(operand) as Money).amount}::numeric`;
    const compared = compareOrdered(c, c.column(c.field.column), amount);
    const first = Array.isArray(c.operand) ? c.operand[0] : c.operand;
    const currency = typeof first === 'object' && first !== null ? (c.read(first) as Money).currency : null;
    return currency === null
      ? compared
      : sql`(${compared} and ${c.column(`${c.field.column}__currency`)} = ${currency})`;
  },
};

function named(field: FieldModel): string[] {
  const name = baseColumn(field);
  return name === null ? [] : [name];
}

function moneyOf(row: Row, field: FieldModel): Money {
  return {
    amount: trimmed(String(row[field.column])),
    currency: row[`${field.column}__currency`] as string,
  };
}

/** Four decimals are kept, at least two are shown. */
function trimmed(amount: string): string {
  const [whole, decimals = ''] = amount.split('.');
  return `${whole}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
}

export const checkbox: FieldType = {
  ...plain(checkboxValue, 'boolean'),
  sort: { column: (field) => field.column, type: 'boolean', tieByTitle: true },
  compare: (c) => {
    const wanted = c.read(c.operand) === (c.op === 'is');
    // Never set means no.
    return wanted ? sql`${c.column(c.field.column)}` : sql`${c.column(c.field.column)} is not true`;
  },
};
