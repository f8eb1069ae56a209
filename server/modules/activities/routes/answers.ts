import { z } from '#kernel/http';
import { anyAuthor, anyReference, bothLanguages, recordAnd } from '#kernel/objects';

const person = z.object({
  id: z.uuid(),
  object: z.string(),
  name: z.string().nullable(),
  title: z.string().nullable(),
  company: anyReference.nullable(),
});

/** The day at a glance; a task is its record, with what it is about. */
export const homeAnswer = z.object({
  today: z.iso.date(),
  tasks: z.array(recordAnd({ about: anyReference.nullable() })),
  stay_in_touch: z.array(
    z.object({
      person,
      last_contact_at: z.string().nullable(),
      last_contact_by: anyAuthor.nullable(),
      due_since_days: z.int(),
      cadence_days: z.int().nullable(),
      reason: bothLanguages,
      opener: bothLanguages,
    }),
  ),
  coming_up: z.array(
    z.object({
      person,
      kind: z.enum(['birthday', 'name_day', 'important_date', 'task', 'meeting']),
      on: z.iso.date(),
      label: bothLanguages,
    }),
  ),
  since: z.object({
    at: z.string().nullable(),
    items: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        object: z.string(),
        record_id: z.uuid(),
        at: z.string(),
        title: z.string().nullable(),
        text: z.string().nullable(),
        author: anyAuthor,
        via: z.null(),
        about: anyReference.nullable(),
        change_set_id: z.uuid(),
        records: z.int(),
      }),
    ),
  }),
});

/** What a sentence means, and what was made of it. */
export const quickAnswer = z.object({
  entries: z.array(z.object({ object: z.string(), values: z.record(z.string(), z.unknown()), title: z.string() })),
  created: z.array(z.object({ object: z.string(), id: z.uuid() })),
});
