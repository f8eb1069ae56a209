import { createRequire } from 'node:module';
import type sanitizeHtml from 'sanitize-html';
import { sql, type Sql } from '#kernel/database';
import type { ValueType } from '#shared/fields/field-type';
import { companyKey, cut, fold, nameKey, sortKey, soundKey, words } from '#shared/fold';
import { longText as longTextValue } from '#shared/fields/long-text';
import { personName as personNameValue, type PersonName } from '#shared/fields/person-name';
import { richText as richTextValue } from '#shared/fields/rich-text';
import { text as textValue } from '#shared/fields/text';
import type { FieldModel } from '../catalog.ts';
import { compareOrdered, likePattern, plain, type Comparing, type FieldType } from './field-type.ts';

const sortColumn = (field: FieldModel) => `${field.column}__sort`;

/** What a name or title is ordered and compared by, or null: folded, so that case, accents and script do not count. */
function sortValue(text: string | null): string | null {
  if (text === null) return null;
  return sortKey(text) || cut(text.toLowerCase(), 80);
}

// Bytes from which a `sortKey` may have been cut off: what is as long is compared by its text as well.
const keyLength = 79;

function compareFolded(c: Comparing): Sql {
  const column = c.column(sortColumn(c.field));
  switch (c.op) {
    case 'contains':
      return containsFolded(c, textOf(c, c.operand));
    case 'starts_with': {
      const start = folded(c, c.operand);
      return sql`(${column} >= ${start} and ${column} < ${start + '\u{10FFFF}'})`;
    }
    case 'is':
      return isFolded(c, c.operand);
    case 'is_not':
      return sql`(${isFolded(c, c.operand)}) is not true`;
    case 'in':
      return anyOf(c, (operand) => isFolded(c, operand));
    default:
      return compareOrdered(c, column, (operand) => sql`${folded(c, operand)}`);
  }
}

function textOf(c: Comparing, operand: unknown): string {
  return typeof operand === 'string' || typeof operand === 'number' ? String(operand) : c.refuse('Give a text.');
}

function folded(c: Comparing, operand: unknown): string {
  return sortValue(textOf(c, operand)) ?? '';
}

function anyOf(c: Comparing, condition: (operand: unknown) => Sql): Sql {
  const list = Array.isArray(c.operand) ? c.operand : c.refuse('Give a list of values.');
  return list.length === 0 ? sql`false` : sql`(${sql.join(list.map(condition), sql` or `)})`;
}

function isFolded(c: Comparing, operand: unknown): Sql {
  const key = folded(c, operand);
  const same = sql`${c.column(sortColumn(c.field))} = ${key}`;
  if (Buffer.byteLength(key) < keyLength) return same;
  return sql`(${same} and lower(${c.column(c.field.column)}) = lower(${textOf(c, operand).trim()}))`;
}

function containsFolded(c: Comparing, operand: string): Sql {
  const [key, whole] = [c.column(sortColumn(c.field)), c.column(c.field.column)];
  const written = sql`${whole} ilike ${likePattern(operand, 'inside')}`;
  const part = fold(operand);
  // Signs alone fold to nothing; they are looked for as they are written.
  if (part === '') return written;
  return sql`(${key} like ${likePattern(part, 'inside')} or (octet_length(${key}) >= ${keyLength} and ${written}))`;
}

/** Search words of a text, by sound, each once. */
export function wordKeys(text: string): string[] {
  return words(text).map((word) => `w${cut(soundKey(word), 60)}`);
}

export const text: FieldType = {
  ...plain(textValue, 'text'),
  columns: (field) => [
    { name: field.column, type: 'text' },
    { name: sortColumn(field), type: 'text', index: 'btree' },
  ],
  toRow: (value, field) => ({ [field.column]: value, [sortColumn(field)]: sortValue(value as string | null) }),
  sort: { column: sortColumn, type: 'text', tieByTitle: true },
  compare: compareFolded,
  keys: (value, field) => {
    const found = field.search ? wordKeys(value as string) : [];
    return field.match ? [...found, `c${companyKey(value as string)}`] : found;
  },
};

/** People write a name in either order, and lists keep it family name first. */
function compareName(c: Comparing): Sql {
  const column = c.column(sortColumn(c.field));
  const named = (operand: unknown) => {
    const parts = words(textOf(c, operand)).slice(0, 40); // a name has no more
    const orders = parts
      .map((_, at) => [...parts.slice(at), ...parts.slice(0, at)].join(' '))
      .map((one) => cut(one, 80));
    return orders.length === 0 ? c.refuse('Give a name.') : sql`${column} = any (${orders})`;
  };
  switch (c.op) {
    case 'is':
      return named(c.operand);
    case 'is_not':
      return sql`(${named(c.operand)}) is not true`;
    case 'in':
      return anyOf(c, named);
    case 'contains': {
      const parts = words(textOf(c, c.operand)).map((part) => sql`${column} like ${likePattern(part, 'inside')}`);
      return parts.length === 0 ? c.refuse('Give a name.') : sql`(${sql.join(parts, sql` and `)})`;
    }
    case 'starts_with':
      return startsName(c, words(textOf(c, c.operand)));
    default:
      return compareFolded(c);
  }
}

/** The name begins so as it is shown (given name first) or as it stands in lists (family name first). */
function startsName(c: Comparing, parts: string[]): Sql {
  if (parts.length === 0) return c.refuse('Give a name.');
  const column = c.column(sortColumn(c.field));
  const like = (before: string, list: string[]) => sql`${column} like ${before + likePattern(list.join(' '), 'start')}`;
  const [last, given] = [parts.slice(-1), parts.slice(0, -1)];
  const apart = given.length > 0 ? sql` or (${like('', last)} and ${like('% ', given)})` : sql``;
  return sql`(${like('', parts)} or ${like('% ', parts)}${apart})`;
}

export const personName: FieldType = {
  ...plain(personNameValue, 'jsonb'),
  columns: (field) => [
    { name: field.column, type: 'jsonb' },
    { name: sortColumn(field), type: 'text', index: 'btree' },
  ],
  toRow: (value, field) => {
    const name = value as PersonName | null;
    // Lists of people are ordered by the family name where the source says which it is.
    const ordered = name && name.last ? `${name.last} ${name.first ?? ''} ${name.middle ?? ''}` : (name?.full ?? null);
    return { [field.column]: name, [sortColumn(field)]: sortValue(ordered) };
  },
  sort: { column: sortColumn, type: 'text', tieByTitle: false },
  compare: compareName,
  keys: (value, field) => {
    const name = value as PersonName;
    const both = name.latin ? `${name.full} ${name.latin}` : name.full;
    const key = nameKey(name.full);
    return field.match && key ? [...wordKeys(both), `n${key}`] : wordKeys(both);
  },
};

function compareLong(c: Comparing): Sql {
  if (c.op !== 'contains') return c.refuse(`The operator "${c.op}" does not fit this field.`);
  if (typeof c.operand !== 'string') return c.refuse('Give a text.');
  return sql`${c.column(c.field.column)} ilike ${likePattern(c.operand, 'inside')}`;
}

const unindexed = (field: FieldModel) => [{ name: field.column, type: 'text' }];

export const longText: FieldType = {
  ...plain(longTextValue, 'text'),
  columns: unindexed,
  compare: compareLong,
  keys: (value) => wordKeys((value as string).slice(0, 2_000)),
};

/** Only what formats text is kept; scripts, styles, frames, event handlers and foreign protocols are not. */
const cleaned: ValueType = {
  ...richTextValue,
  parse: (input, field, settings) => {
    const html = richTextValue.parse(input, field, settings) as string | null;
    return html === null ? null : sanitizer()(html, allowed) || null;
  },
};

// Loaded with the first formatted text: an idle server does without it and its parser.
const load = createRequire(import.meta.url);
const sanitizer = () => load('sanitize-html') as typeof sanitizeHtml;

const allowed: sanitizeHtml.IOptions = {
  allowedTags: 'p br b strong i em u s a ul ol li h1 h2 h3 blockquote code pre hr'.split(' '),
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
};

export const richText: FieldType = { ...plain(cleaned, 'text'), columns: unindexed, compare: compareLong };
