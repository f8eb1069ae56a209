import { z } from '#kernel/http';
import { layoutAnswer } from '../layouts/layout.ts';
import { bothLanguages } from './record-answers.ts';

const option = z.object({
  value: z.string(),
  label: bothLanguages,
  colour: z.string().nullable(),
  archived: z.boolean(),
  reverse: bothLanguages.optional().meta({ description: 'What it is called from the other side of a dated relation.' }),
});

const rollup = z.object({
  of: z.string(),
  by: z.string(),
  fn: z.enum(['count', 'sum', 'min', 'max']),
  take: z.string().nullable(),
  where: z.unknown(),
});

/** A field as pages and programs see it. */
const fieldAnswer = z
  .object({
    key: z.string(),
    type: z.string(),
    label: bothLanguages,
    help: bothLanguages.nullable(),
    required: z.boolean(),
    unique: z.boolean(),
    read_only: z.boolean(),
    written_by: z.string().nullable(),
    sensitive: z.boolean(),
    custom: z.boolean(),
    archived: z.boolean(),
    sortable: z.boolean(),
    filterable: z.boolean(),
    searchable: z.boolean(),
    group: z.enum(['main', 'contact', 'work', 'address', 'dates', 'other', 'system']),
    options: z.array(option).nullable(),
    options_open: z.boolean().meta({ description: 'Administrators may add choices and archive them.' }),
    default: z.unknown(),
    show_if: z.unknown(),
    to: z.string().nullable(),
    many: z.boolean(),
    named: z.boolean().meta({ description: 'A name may be given in the place of an id.' }),
    changing: z
      .object({ to: z.string(), job_id: z.uuid().nullable() })
      .nullable()
      .meta({ description: 'The type it is about to take, and the job that carries its values over.' }),
    max: z.number().nullable(),
    rollup: rollup.nullable(),
    formula: z.string().nullable(),
    lookup: z.object({ through: z.string(), field: z.string() }).nullable(),
    operators: z.array(z.string()),
    entries: z
      .object({ object: z.string(), near: z.string(), far: z.string() })
      .nullable()
      .meta({ description: 'Of a dated relation: where its entries are kept, and their relations.' }),
  })
  .meta({ id: 'Field' });

const oneAndMany = z.tuple([z.string(), z.string()]);

/** An object as pages and programs see it. */
export const objectAnswer = z
  .object({
    key: z.string(),
    api: z.string(),
    label: z.object({ en: oneAndMany, el: oneAndMany }),
    icon: z.string(),
    title: z.string(),
    kind: z.enum(['record', 'entry', 'link', 'system']),
    has_timeline: z.boolean(),
    custom: z.boolean(),
    archived: z.boolean(),
    can: z.object({ create: z.boolean(), read: z.boolean(), update: z.boolean(), delete: z.boolean() }),
    columns: z.array(z.string()),
    rules: z.array(z.object({ formula: z.string(), message: bothLanguages })),
    layout: layoutAnswer.nullable(),
    fields: z.array(fieldAnswer),
  })
  .meta({ id: 'Object' });

const textAsGiven = z.union([z.string(), z.object({ en: z.string().optional(), el: z.string().optional() })]);

/** What was changed about an object, as it was asked for. */
export const objectChanged = z.object({
  object: z.string(),
  label: textAsGiven.optional(),
  plural: textAsGiven.optional(),
  icon: z.string().optional(),
  archived: z.boolean().optional(),
  rules: z.array(z.object({ formula: z.string(), message: textAsGiven })).optional(),
  field_order: z.array(z.string()).optional(),
});

/** What was changed about a field, as it was asked for. */
const fieldChanged = z.object({
  object: z.string(),
  key: z.string(),
  label: textAsGiven.optional(),
  help: textAsGiven.nullable().optional(),
  options: z
    .array(
      z.object({
        value: z.string().optional(),
        label: textAsGiven,
        colour: z.string().nullable().optional(),
        archived: z.boolean().optional(),
        reverse: textAsGiven.optional(),
      }),
    )
    .optional(),
  archived: z.boolean().optional(),
  formula: z.string().optional(),
  type: z.string().optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  sensitive: z.boolean().optional(),
  default: z.unknown().optional(),
  show_if: z.unknown().optional(),
  job_id: z.uuid().optional(),
});

/** What a change of type would do; nothing was changed. */
const typePreview = z.object({
  type: z.string(),
  fit: z.int(),
  unfit: z.int(),
  examples: z.array(z.object({ id: z.uuid(), name: z.string().nullable(), value: z.string() })),
  options: z.array(z.string()).nullable(),
  views: z.array(z.string()),
  total: z.int().optional(),
  ambiguous: z.int().optional(),
  dates: z.enum(['day_first', 'month_first']).optional(),
});

/** Which values are doubled; nothing was changed. */
const doubledPreview = z.object({
  unique: z.literal(true),
  doubled: z.int(),
  groups: z.array(
    z.object({
      value: z.string().nullable(),
      count: z.int(),
      records: z.array(z.object({ id: z.uuid(), name: z.string().nullable() })),
    }),
  ),
});

/** What a change of a field answers with: what was changed, or with `preview` what would be. */
export const fieldPatched = z.union([fieldChanged, typePreview, doubledPreview]);

/** A field that was added. */
export const fieldAdded = z.object({
  key: z.string(),
  type: z.string(),
  label: bothLanguages,
  custom: z.literal(true),
});

/** An object that was added. */
export const objectAdded = z.object({
  key: z.string(),
  api: z.string(),
  label: bothLanguages,
  plural: bothLanguages,
  icon: z.string(),
  title: bothLanguages,
  custom: z.literal(true),
});

/** What a formula would give. */
export const formulaChecked = z.object({
  type: z.string().nullable(),
  errors: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      at: z.int(),
      parts: z.record(z.string(), z.string()),
    }),
  ),
  samples: z.array(z.object({ id: z.uuid(), name: z.string().nullable(), value: z.unknown() })),
});

/** How a moving of choices began. */
export const optionsMoved = z.object({
  moved: z.int(),
  change_set_id: z.uuid().nullable(),
  job_id: z.uuid().nullable(),
});
