import { z } from '#kernel/http';

/** A record of the object whose call it is: in the document the schema of that object. */
export const ownRecord = z.looseObject({ id: z.uuid(), object: z.string(), version: z.int() }).meta({ id: 'Record' });

/** The values of a record of that object, as they are written. */
export const ownValues = z.record(z.string(), z.unknown()).meta({ id: 'RecordValues' });

/** A record of some object of the workspace. */
export const anyRecord = z
  .looseObject({ id: z.uuid(), object: z.string(), version: z.int() })
  .meta({ id: 'AnyRecord' });

/** A record of that object with something of this call's own beside its fields. */
export function recordAnd(beside: z.ZodRawShape): z.ZodType {
  return z.looseObject(beside).meta({ 'x-beside-record': true });
}

/** A member as history and timelines name them; no id where a program or the engine did it. */
export const anyAuthor = z.object({ id: z.string().nullable(), name: z.string().nullable() });

/** A record that something points at. */
export const anyReference = z.object({ id: z.string(), object: z.string(), name: z.string().nullable() });

/** Text in both languages of the product. */
export const bothLanguages = z.object({ en: z.string(), el: z.string() });

/** A number of records, exact or an estimate. */
const total = z.object({
  count: z.int(),
  exact: z.boolean(),
  at_least: z.int().optional().meta({ description: 'Where `count` is an estimate: so many there are at least.' }),
});

/** A page of a list. */
export const recordPage = z.object({
  data: z.array(ownRecord),
  next_cursor: z.string().nullable(),
  total: total.optional(),
  colours: z.array(z.int().nullable()).optional().meta({
    description: 'Of each record, which of the filters in `colours` is the first that it matches; null for none.',
  }),
});

/** Groups of records with what was counted and added up. */
export const recordGroups = z.object({
  groups: z.array(
    z.object({ key: z.unknown(), label: z.string().nullable(), values: z.record(z.string(), z.unknown()) }),
  ),
  more: z.boolean().meta({ description: 'There are further groups than these: narrow the records by a filter.' }),
});

const fieldChange = z.object({
  field: z.string(),
  label: bothLanguages,
  before: z.unknown(),
  after: z.unknown(),
});

/** One change of one record. */
export const changeAnswer = z
  .object({
    change_set_id: z.uuid(),
    at: z.string(),
    verb: z.string(),
    author: anyAuthor,
    origin: z.string(),
    label: z.string(),
    undone: z.boolean(),
    fields: z.array(fieldChange),
  })
  .meta({ id: 'Change' });

/** One line of a timeline: an entry, or a change with `fields`. */
const timelineEntry = z
  .object({
    id: z.string(),
    kind: z.string(),
    object: z.string().nullable(),
    at: z.string(),
    title: z.string().nullable(),
    text: z.string().nullable(),
    author: anyAuthor.nullable(),
    via: anyReference.nullable(),
    done: z.boolean().optional(),
    corrected: z.boolean().optional(),
    size: z.number().optional(),
    verb: z.string().optional(),
    origin: z.string().optional(),
    change_set_id: z.uuid().optional(),
    fields: z.array(fieldChange).optional(),
    undone: z.boolean().optional(),
  })
  .meta({ id: 'TimelineEntry' });

/** A page of a timeline. */
export const timelinePage = z.object({
  data: z.array(timelineEntry),
  next_cursor: z.string().nullable(),
  newer_cursor: z.string().nullable().optional(),
});

/** A record, with what was asked for beside it in `included`: its timeline, and records that it
 * points at; or as it was, with the time asked for in `as_of`. */
export const recordPageAnswer = recordAnd({
  as_of: z.string().optional(),
  included: z.object({ timeline: timelinePage.optional() }).catchall(anyRecord.nullable()).optional(),
});

/** What stays as it is in an undo, because somebody changed it since. */
export const conflictAnswer = z
  .object({
    object: z.string(),
    record: z.string(),
    field: z.string().nullable(),
    mine: z.unknown(),
    theirs: z.unknown(),
    later: z.object({ at: z.string(), author: anyAuthor, change_set_id: z.uuid() }).nullable().optional(),
    names: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'Conflict' });

const partedValue = z.object({ record: z.uuid(), field: z.string(), now: z.unknown(), before: z.unknown() });
const why = z.enum(['before', 'address', 'thread', 'record', 'link', 'chosen', 'undecided']);

/** What taking a merge apart did, or would do. */
const partedParts = {
  object: z.string(),
  survivor: z.uuid(),
  sides: z.array(z.object({ id: z.uuid(), name: z.string().nullable() })),
  values: z.object({ changed: z.array(partedValue), kept: z.array(partedValue) }),
  names: z.record(z.string(), z.string()),
  entries: z.array(
    z.object({
      object: z.string(),
      id: z.uuid(),
      title: z.string().nullable(),
      at: z.string().nullable(),
      side: z.uuid(),
      why,
    }),
  ),
  more: z.boolean(),
};

/** What an undo did. */
export const undoneAnswer = z.object({
  change_set_id: z.uuid().nullable(),
  undone: z.int(),
  conflicts: z.array(conflictAnswer),
  preview: z.boolean().optional(),
  ...z.object(partedParts).partial().shape,
});

/** An undo that goes on as a job. */
export const undoQueuedAnswer = undoneAnswer.extend({ job_id: z.uuid() });

/** A deed of the list of change sets. */
export const changeSetAnswer = z
  .object({
    id: z.uuid(),
    at: z.string(),
    author: anyAuthor,
    origin: z.string(),
    label: z.string(),
    records: z.int(),
    undone: z.boolean(),
    undoing: z.object({ job_id: z.uuid().nullable(), done: z.int(), total: z.int() }).nullable(),
    undoes: z.uuid().nullable(),
  })
  .meta({ id: 'ChangeSet' });

/** What was found by words. */
export const foundAnswer = z.object({
  object: z.string(),
  id: z.uuid(),
  name: z.string().nullable(),
  subtitle: z.string().nullable(),
  matched: z.string(),
});
