import { z } from '#kernel/http';
import { stopReasons } from '#kernel/jobs';
import { objectAnswer, sidebarAnswer, toldRightsAnswer, viewAnswer } from '#kernel/objects';

const workspaceName = z.object({ id: z.uuid(), slug: z.string(), name: z.string() });
const language = z.enum(['en', 'el']);

/** Who signed in, and where their pages begin. */
export const signedInAnswer = z.object({
  member: z.object({ name: z.string(), email: z.string(), language }),
  workspace: workspaceName.nullable(),
});

/** A workspace with its settings. */
export const workspaceAnswer = workspaceName.extend({
  region: z.string(),
  time_zone: z.string(),
  currency: z.string(),
  language: z.string(),
});

/** Who one is, where, and what one may do. */
export const meAnswer = z
  .object({
    member: z.object({
      id: z.uuid().nullable(),
      name: z.string(),
      email: z.string().nullable(),
      role: z.string(),
      language,
      theme: z.enum(['light', 'dark', 'auto']),
      time_zone: z.string().nullable(),
      has_totp: z.boolean(),
      by_provider: z.boolean(),
    }),
    workspace: workspaceAnswer,
    workspaces: z.array(workspaceName),
    can: z.object({ administer: z.boolean(), rights: toldRightsAnswer }),
    version: z.string(),
    included: z
      .object({
        objects: z.array(objectAnswer).optional(),
        views: z.array(viewAnswer).optional(),
        sidebar: sidebarAnswer.optional(),
      })
      .optional(),
  })
  .meta({ id: 'Me' });

/** The first workspace, and the job that fills it with the sample firm. */
export const setUpAnswer = z.object({ workspace: workspaceName, sample_job: z.uuid().nullable() });

/** A member who was added. */
export const memberAdded = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  active: z.literal(true),
});

/** A piece of background work. */
export const jobAnswer = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'parked']),
    progress: z.object({ done: z.number(), total: z.number().nullable() }).nullable(),
    result: z.unknown(),
    error: z.string().nullable(),
    reason: z.enum(stopReasons).nullable().meta({ description: 'Why the last try failed.' }),
    attempt: z.int(),
    again: z.boolean().meta({ description: 'It was given up, and you may have it go on.' }),
  })
  .meta({ id: 'Job' });
