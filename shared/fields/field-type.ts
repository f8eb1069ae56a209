/** What a field type needs to know of a field to read and show its values. */
export interface FieldFacts {
  key: string;
  required?: boolean | undefined;
  options?: readonly { value: string }[] | null | undefined;
  many?: boolean | undefined;
  max?: number | undefined;
}

/** Settings of the workspace that change how a value is read. */
export interface ReadingSettings {
  region: string;
  currency: string;
}

/** A value that does not fit its field; becomes an issue with the pointer of the field. */
export class ValueProblem extends Error {
  readonly code: string;
  readonly at: string;

  constructor(code: string, message: string, at = '') {
    super(message);
    this.name = 'ValueProblem';
    this.code = code;
    this.at = at;
  }
}

/** Refuses a value in words a person can act on. `at` points inside a value of several parts, such as `/0/value`. */
export function refuse(code: string, message: string, at = ''): never {
  throw new ValueProblem(code, message, at);
}

/** The pure half of a field type: from what people and programs write to the one form that is kept. */
export interface ValueType {
  key: string;
  /** The canonical value; never called with null or undefined. Throws ValueProblem. */
  parse(input: unknown, field: FieldFacts, settings: ReadingSettings): unknown;
  /** Operators of the filter language that make sense, beside `empty`. */
  operators: readonly Operator[];
  /** Plain text for exports, history and messages. */
  format(value: unknown): string;
}

export type Operator =
  | 'is'
  | 'is_not'
  | 'in'
  | 'contains'
  | 'starts_with'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'before'
  | 'after'
  | 'within'
  | 'empty'
  | 'me'
  | 'my_team';

export const comparing: readonly Operator[] = ['is', 'is_not', 'in', 'gt', 'gte', 'lt', 'lte', 'between'];
export const timing: readonly Operator[] = [
  'is',
  'is_not',
  'before',
  'after',
  'between',
  'within',
  'gt',
  'gte',
  'lt',
  'lte',
];

/** A text within a limit, without the zero byte that no database can hold. */
export function readText(input: unknown, limit: number): string {
  const text = typeof input === 'number' ? String(input) : input;
  if (typeof text !== 'string') refuse('not_text', 'Write a text here.');
  // A lone half of a surrogate pair has no UTF-8 form: it becomes U+FFFD instead of an error far away.
  const clean = text.replaceAll('\0', '').toWellFormed();
  if (clean.length > limit) refuse('too_long', `At most ${limit} characters fit here; this has ${clean.length}.`);
  return clean;
}

/** A finite number, also from a text such as "12.5". */
export function readNumber(input: unknown): number {
  const number = typeof input === 'string' && input.trim() !== '' ? Number(input) : input;
  if (typeof number !== 'number' || !Number.isFinite(number)) refuse('not_a_number', 'Write a number here.');
  return number;
}

/** An array of at most `limit` items; a single item counts as a list of one. */
export function readList(input: unknown, limit: number): unknown[] {
  const list = Array.isArray(input) ? input : [input];
  if (list.length > limit) refuse('too_many', `At most ${limit} values fit here.`);
  return list;
}

/** A plain object, nothing else. */
export function readObject(input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    refuse('not_an_object', 'Give the parts by name.');
  return input as Record<string, unknown>;
}
