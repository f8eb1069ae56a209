import { z } from '#kernel/http';
import { bothLanguages } from './record-answers.ts';

const reach = z.enum(['none', 'own', 'team', 'all']);
const fieldRight = z.enum(['hidden', 'read', 'write']);
const reaches = { create: reach, read: reach, update: reach, delete: reach };
const actions = z.object({
  import: z.boolean(),
  export: z.boolean(),
  merge: z.boolean(),
  bulk: z.boolean(),
  share: z.boolean(),
});

/** All that a role may do. */
const rights = z
  .object({
    administers: z.boolean(),
    objects: z.record(
      z.string(),
      z.object({
        ...reaches,
        where: z.unknown().optional(),
        fields: z.record(z.string(), fieldRight).optional(),
      }),
    ),
    actions,
  })
  .meta({ id: 'Rights' });

/** What somebody may do, as they may hear it. */
export const toldRightsAnswer = z.object({
  administers: z.boolean(),
  actions,
  objects: z.record(z.string(), z.object({ ...reaches, ruled: z.boolean(), fields: z.record(z.string(), fieldRight) })),
});

/** A role; its rights are told to administrators. */
export const roleAnswer = z.object({
  key: z.string(),
  name: z.string(),
  help: z.string(),
  built_in: z.boolean(),
  rights: rights.optional(),
});

/** What was changed about a role, as it was asked for. */
export const roleChanged = z.object({
  key: z.string(),
  name: z.string().optional(),
  help: z.string().optional(),
  rights: z.unknown().optional(),
  archived: z.boolean().optional(),
});

/** A team, or what was changed about one. */
export const teamAnswer = z.object({
  id: z.uuid(),
  name: z.string().optional(),
  parent: z.uuid().nullable().optional(),
  members: z.array(z.uuid()).optional(),
});

const named = z.object({ id: z.uuid(), name: z.string().nullable() });

/** With whom a record is shared, whether it is private, who follows it. */
export const sharingAnswer = z.object({
  data: z.array(
    z.object({
      holder: z.object({ kind: z.enum(['member', 'team']), id: z.uuid(), name: z.string().nullable() }),
      level: z.enum(['read', 'write']),
      by: named.nullable(),
      at: z.string(),
    }),
  ),
  private: z.boolean(),
  followers: z.array(z.object({ id: z.uuid(), name: z.string() })),
  following: z.boolean(),
  can: z.object({ update: z.boolean(), delete: z.boolean(), share: z.boolean(), make_private: z.boolean() }).optional(),
});

/** What somebody can do with a record, and why. */
export const accessAnswer = z.object({
  member: z.object({ id: z.uuid(), name: z.string(), role: z.string() }),
  level: z.enum(['none', 'read', 'write', 'delete']),
  reasons: z.array(z.object({ code: z.string(), text: bothLanguages })),
});

const counts = z.object({ lost: z.int(), gained: z.int() });

/** What other rights would take from those who have a role, and give them. */
export const previewAnswer = z.object({
  objects: z.array(
    z.object({
      object: z.string(),
      create: z.object({ before: reach, after: reach }),
      members: z.array(
        z.object({
          member: z.object({ id: z.uuid(), name: z.string() }),
          read: counts,
          update: counts,
          delete: counts,
        }),
      ),
    }),
  ),
  fields: z.array(z.object({ object: z.string(), field: z.string(), before: fieldRight, after: fieldRight })),
  actions: z.array(z.object({ action: z.string(), before: z.boolean(), after: z.boolean() })),
  administers: z.object({ before: z.boolean(), after: z.boolean() }),
  members: z.int(),
});
