import type { Random } from './random.ts';

export type Json = Record<string, unknown>;

/** What values are made from: schemas by name, and ids that there are. */
export interface Making {
  random: Random;
  schemas: Json;
  ids: readonly string[];
  /** Texts that have broken programs. */
  texts: readonly unknown[];
  /** Texts with a meaning, by the name of what they are given for. */
  known: Readonly<Record<string, string>>;
}

const deepest = 5; // levels of optional parts: deeper ones say nothing new

/** Values that have broken programs, of every type of JSON. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  -2_147_483_649,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\uD800',
  '\uFFFE\uFFFF',
  '\u202Eevil',
  'Ω≈ç√∫ 漢字 👩‍👩‍👧‍👦',
  "'; drop table person; --",
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  '../../etc/passwd',
  '%',
  '_\\',
  'NaN',
  '1e999',
  '9999-12-31T23:59:59Z',
  '0000-00-00',
  '-271821-04-20',
  'x'.repeat(70_000),
  [],
  [null],
  [[[[]]]],
  {},
  { id: null },
  { value: {} },
  { constructor: { prototype: {} }, toString: 1 },
  Array.from({ length: 1_200 }, (_, at) => at),
  nested(40),
];

function nested(levels: number): unknown {
  return levels === 0 ? 1 : { all: [nested(levels - 1)] };
}

/** A value that a schema allows, small rather than large. */
export function valueOf(schema: Json, making: Making, depth = 0): unknown {
  const { random } = making;
  const { $ref, anyOf, oneOf, allOf, const: only, enum: some } = schema as { $ref?: string; [key: string]: unknown };
  if ($ref) return valueOf(making.schemas[$ref.split('/').at(-1)!] as Json, making, depth);
  if ('const' in schema) return only;
  if (some) return random.pick(some as unknown[]);
  if (anyOf ?? oneOf) return valueOf(random.pick((anyOf ?? oneOf) as Json[]), making, depth);
  if (allOf) return Object.assign({}, ...(allOf as Json[]).map((part) => valueOf(part, making, depth)));
  const type = Array.isArray(schema['type']) ? random.pick(schema['type'] as string[]) : schema['type'];
  if (type === 'object') return objectOf(schema, making, depth);
  if (type === 'array') return arrayOf(schema, making, depth);
  if (type === 'string') return textOf(schema, making);
  if (type === 'integer' || type === 'number') return numberOf(schema, type, random);
  if (type === 'boolean') return random.oneIn(2);
  if (type === 'null') return null;
  return random.pick([null, 'text', 7, {}, { field: 'name', is: 'x' }]);
}

function objectOf(schema: Json, making: Making, depth: number): Json {
  const { random } = making;
  const required = new Set((schema['required'] as string[] | undefined) ?? []);
  const properties = Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {});
  const few = properties.length > 8 ? 6 : 2; // of many fields a few at a time
  const chosen = properties.filter(([name]) => required.has(name) || (depth < deepest && random.oneIn(few)));
  const made = Object.fromEntries(
    chosen.map(([name, one]) => {
      const known = one['type'] === 'string' && !('format' in one) ? making.known[name] : undefined;
      return [name, known ?? valueOf(one, making, depth + 1)];
    }),
  );
  const more = schema['additionalProperties'] as Json | boolean | undefined;
  if (properties.length === 0 && typeof more === 'object' && depth < deepest)
    made[random.pick(['name', '0', 'city'])] = valueOf(more, making, depth + 1);
  return made;
}

function arrayOf(schema: Json, making: Making, depth: number): unknown[] {
  const { prefixItems, items, minItems = 0 } = schema as { prefixItems?: Json[]; items?: Json; minItems?: number };
  if (prefixItems) return prefixItems.map((one) => valueOf(one, making, depth + 1));
  const length = Math.max(minItems, depth < deepest ? making.random.below(3) : 0);
  return Array.from({ length }, () => valueOf(items ?? {}, making, depth + 1));
}

const words = ['Anna', 'people', 'name', 'city', 'number', 'text', 'select', 'member', '1 + 1', 'Limassol', 'Λεμεσός'];

function textOf({ format, pattern, maxLength, minLength = 0 }: Json, { random, ids, texts }: Making): string {
  if (format === 'uuid') return random.pick(ids);
  if (format === 'date') return random.pick(['2026-11-22', '2024-02-29', '0001-01-01']);
  if (format === 'date-time') return random.pick(['2026-11-22T10:00:00Z', '2026-11-22T10:00:00+02:00']);
  if (pattern) return random.pick(['EUR', 'a@b.example', 'people.created', 'member', 'box', '12.50', '*']);
  const text = random.oneIn(6) ? String(random.pick(texts)) : random.oneIn(4) ? random.pick(ids) : random.pick(words);
  const most = typeof maxLength === 'number' ? maxLength : 2_000;
  return text.slice(0, most).padEnd(Number(minLength), 'x');
}

function numberOf(schema: Json, type: unknown, random: Random): number {
  const { minimum = -5, maximum = 50 } = schema as { minimum?: number; maximum?: number };
  const low = Math.max(minimum, -1e9);
  const high = Math.min(maximum, 1e9);
  const edge = random.pick([low, high, 0, 1, low + 1]);
  const value = random.oneIn(2) ? Math.min(Math.max(edge, low), high) : low + random.below(Math.max(1, high - low));
  return type === 'integer' ? Math.trunc(value) : value;
}

/** The same value with one part that does not belong: of another type, missing, too many, or hostile. */
export function spoiled(value: unknown, { random, texts }: Making): unknown {
  const bad = () => (random.oneIn(3) ? random.pick(texts) : random.pick(hostileValues));
  if (typeof value !== 'object' || value === null || random.oneIn(8)) return bad();
  if (Array.isArray(value)) {
    if (value.length === 0 || random.oneIn(3)) return [...value, bad()];
    const at = random.below(value.length);
    return value.map((item, index) => (index === at ? spoiled(item, { random, texts } as Making) : item));
  }
  const keys = Object.keys(value);
  if (keys.length === 0 || random.oneIn(4)) return { ...value, [random.pick(['more', '__proto__', '', 'id'])]: bad() };
  const key = random.pick(keys);
  const { [key]: part, ...rest } = value as Json;
  return random.oneIn(5) ? rest : { ...rest, [key]: spoiled(part, { random, texts } as Making) };
}
