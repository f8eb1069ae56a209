import { sql, type Sql } from '#kernel/database';
import { cut } from '#shared/fold';
import type { ValueType } from '#shared/fields/field-type';
import * as lists from '#shared/fields/lists';
import { address as addressValue, type Address } from '#shared/fields/address';
import { likePattern, plain, type Comparing, type FieldType } from './field-type.ts';
import { wordKeys } from './text.ts';

interface ListType {
  value: ValueType;
  /** Letter of the key table, through which equal values are found without reading records. */
  letter: 'e' | 'p' | 'd' | 'u';
  key(value: string): string;
  /** What a person typed, as the start of a key. */
  typed(operand: string, c: Comparing): string;
}

function listType({ value, letter, key, typed }: ListType): FieldType {
  return {
    ...plain(value, 'jsonb'),
    columns: (field) => [{ name: field.column, type: 'jsonb' }],
    compare: (c) =>
      c.field.search || c.field.match
        ? compareKeys(c, (operand) => letter + typed(operand, c))
        : compareItems(c, { typed: (operand) => typed(operand, c), digits: letter === 'p' }),
    keys: (given) => (given as lists.Labelled[]).map((item) => letter + key(item.value)),
  };
}

function compareKeys(c: Comparing, key: (operand: string) => string): Sql {
  const text = (operand: unknown) => (typeof operand === 'string' ? operand : c.refuse('Give a text.'));
  const having = (condition: Sql) =>
    sql`${c.column('id')} in (select k.record_id from ${c.table('record_key')} k where ${condition})`;
  switch (c.op) {
    case 'is':
      return having(sql`k.key = ${key(text(c.operand))}`);
    case 'is_not':
      return sql`not ${having(sql`k.key = ${key(text(c.operand))}`)}`;
    case 'in': {
      if (!Array.isArray(c.operand)) return c.refuse('Give a list of values.');
      return having(sql`k.key = any (${c.operand.map((item) => key(text(item)))})`);
    }
    case 'starts_with': {
      const start = key(text(c.operand));
      return having(sql`k.key >= ${start} and k.key < ${start + '\u{10FFFF}'}`);
    }
    case 'contains':
      return sql`${c.column(c.field.column)}::text ilike ${likePattern(text(c.operand), 'inside')}`;
    default:
      return c.refuse(`The operator "${c.op}" does not fit this field.`);
  }
}

/** A field without entries in the key table: its own values are looked through. */
function compareItems(c: Comparing, { typed, digits: numbers }: { typed(text: string): string; digits: boolean }): Sql {
  const text = (operand: unknown) => typed(typeof operand === 'string' ? operand : c.refuse('Give a text.'));
  const value = sql`i.item->>'value'`;
  const key = numbers
    ? sql`coalesce(nullif(regexp_replace(${value}, '[^0-9]', '', 'g'), ''), lower(${value}))`
    : sql`lower(${value})`;
  const column = c.column(c.field.column);
  const having = (condition: Sql) =>
    sql`exists (select 1 from jsonb_array_elements(${column}) i (item) where ${condition})`;
  switch (c.op) {
    case 'is':
      return having(sql`${key} = ${text(c.operand)}`);
    case 'is_not':
      return sql`not ${having(sql`${key} = ${text(c.operand)}`)}`;
    case 'in': {
      if (!Array.isArray(c.operand)) return c.refuse('Give a list of values.');
      return having(sql`${key} = any (${c.operand.map(text)})`);
    }
    case 'starts_with':
      return having(sql`${key} like ${likePattern(text(c.operand), 'start')}`);
    default:
      return compareKeys(c, typed);
  }
}

const lower = (text: string) => cut(text.trim().toLowerCase(), 300);
const digits = (text: string) => text.replaceAll(/\D/g, '') || lower(text);

export const emails = listType({ value: lists.emails, letter: 'e', key: lower, typed: lower });
export const phones = listType({
  value: lists.phones,
  letter: 'p',
  key: digits,
  typed: (operand, c) => {
    try {
      return digits((c.read([operand]) as lists.Phone[])[0]!.value);
    } catch {
      return digits(operand);
    }
  },
});
export const domains = listType({
  value: lists.domains,
  letter: 'd',
  key: lower,
  typed: (text) => lower(text).replace(/^www\./, ''),
});
export const urls = listType({ value: lists.urls, letter: 'u', key: lower, typed: lower });

export const address: FieldType = {
  ...plain(addressValue, 'jsonb'),
  columns: (field) => [{ name: field.column, type: 'jsonb' }],
  compare: (c) => {
    if (c.op !== 'contains' || typeof c.operand !== 'string') return c.refuse('Only "contains" with a text fits here.');
    return sql`${c.column(c.field.column)}::text ilike ${likePattern(c.operand, 'inside')}`;
  },
  keys: (value) => {
    const { street, city, postal_code } = value as Address;
    return wordKeys([street, city, postal_code].filter(Boolean).join(' '));
  },
};
