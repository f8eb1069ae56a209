import { z } from '#kernel/http';
import type { Words } from '../define-object.ts';
import { givenLayout } from '../layouts/layout.ts';

const word = z.string().trim().min(1).max(80);
const words = z.strictObject({ en: word, el: word });
const help = z.strictObject({ en: z.string().max(500), el: z.string().max(500) });
const key = z.string().max(60);
const ownKey = z.string().regex(/^c_[a-z0-9_]{1,38}$/);

const fieldPart = z.strictObject({
  type: z.string().max(40).optional(),
  label: words.optional(),
  help: help.nullable().optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  sensitive: z.boolean().optional(),
  archived: z.boolean().optional(),
  many: z.boolean().optional(),
  to: key.optional(),
  options: z
    .array(
      z.strictObject({
        value: z.string().min(1).max(200),
        label: words,
        colour: z.string().max(20).optional(),
        archived: z.boolean().optional(),
        reverse: words.optional(),
      }),
    )
    .max(500)
    .optional(),
  default: z.unknown().optional(),
  /** When pages show the field. */
  show_if: z.unknown().optional(),
  rollup: z
    .strictObject({
      of: key,
      by: key,
      fn: z.enum(['count', 'sum', 'min', 'max']),
      take: key.optional(),
      where: z.unknown().optional(),
    })
    .optional(),
  formula: z.string().max(4_000).optional(),
  lookup: z.strictObject({ through: key, field: key }).optional(),
});

const objectPart = z.strictObject({
  /** Of an object of one's own alone: its key, by which rights name it. */
  key: key.optional(),
  label: words.optional(),
  plural: words.optional(),
  icon: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .optional(),
  title: words.optional(),
  rules: z
    .array(z.strictObject({ formula: z.string().max(4_000), message: words }))
    .max(50)
    .optional(),
  layout: givenLayout.optional(),
  /** Of the entries of a dated relation: the objects by plural name, and the field of each. */
  dated: z.strictObject({ from: key, to: key, key: ownKey, reverse: ownKey }).optional(),
  fields: z.record(key, fieldPart).optional(),
  order: z.array(key).max(500).optional(),
});

const rolePart = z.strictObject({ name: word, help: z.string().max(500), rights: z.unknown() });
const teamPart = z.strictObject({ parent: word.nullable() });
const viewPart = z.strictObject({
  kind: z.enum(['table', 'board', 'calendar']),
  filter: z.unknown(),
  sort: z.array(z.string().max(80)).max(4),
  columns: z.array(z.string().max(80)).max(100),
  group_by: z.string().max(80).nullable(),
  layout: z.unknown(),
  position: z.int().min(0).max(100_000),
});

/** A workspace's model as a file: everything by name, nothing by id, no record and no person. */
export const modelFile = z.strictObject({
  kith_model: z.literal(1),
  objects: z.record(key, objectPart),
  roles: z.record(key, rolePart),
  teams: z.record(word, teamPart),
  views: z.record(key, z.record(word, viewPart)),
});

export type ModelFile = z.infer<typeof modelFile>;
export type ObjectPart = z.infer<typeof objectPart>;
export type FieldPart = z.infer<typeof fieldPart>;
export type ViewPart = z.infer<typeof viewPart>;

const differing = z.object({
  change: z.enum(['add', 'change', 'hide', 'stay']),
  what: z.enum(['object', 'field', 'order', 'role', 'team', 'view']),
  path: z.string().meta({ description: 'Where it stands in the file, as a JSON pointer.' }),
  name: z.object({ en: z.string(), el: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  text: z.object({ en: z.string(), el: z.string() }),
});

/** One way in which a workspace differs from a file. */
export type Difference = z.infer<typeof differing>;

/** What a comparison answers with. */
export const comparedModel = z.object({ equal: z.boolean(), differences: z.array(differing) });
/** What applying answers with; the change set takes all of it back. */
export const appliedModel = z.object({ change_set_id: z.uuid().nullable(), differences: z.array(differing) });

const verbs = {
  add: ['Would be added', 'Θα προστεθεί'],
  change: ['Would be changed', 'Θα αλλάξει'],
  hide: ['Would be hidden', 'Θα κρυφτεί'],
  stay: ['Is only here and stays', 'Υπάρχει μόνο εδώ και μένει'],
} as const;
const nouns = {
  object: ['object', 'αντικείμενο'],
  field: ['field', 'πεδίο'],
  order: ['order of the fields of', 'σειρά πεδίων:'],
  role: ['role', 'ρόλος'],
  team: ['team', 'ομάδα'],
  view: ['view', 'προβολή'],
} as const;

/** A difference with its sentence in both languages. */
export function differs(given: Omit<Difference, 'text' | 'name'> & { name: Words | string }): Difference {
  const name = typeof given.name === 'string' ? { en: given.name, el: given.name } : given.name;
  const say = (at: 0 | 1, called: string) => `${verbs[given.change][at]}: ${nouns[given.what][at]} “${called}”`;
  return { ...given, name, text: { en: say(0, name.en), el: say(1, name.el) } };
}

/** One step of a JSON pointer. */
export const step = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The same value with the keys of all its objects in order, so that two files differ only where their models do. */
export function inKeyOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inKeyOrder) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, one]) => [name, inKeyOrder(one)])) as T;
}

/** Whether two parts of files say the same; what is not said is as if it were null. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(inKeyOrder(a ?? null)) === JSON.stringify(inKeyOrder(b ?? null));
}
