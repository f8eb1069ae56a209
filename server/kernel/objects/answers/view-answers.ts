import { z } from '#kernel/http';

/** A saved view. */
export const viewAnswer = z
  .object({
    id: z.uuid(),
    object: z.string(),
    name: z.string(),
    kind: z.enum(['table', 'board', 'calendar']),
    filter: z.unknown(),
    sort: z.array(z.string()),
    columns: z.array(z.string()),
    group_by: z.string().nullable(),
    layout: z
      .object({
        widths: z.record(z.string(), z.int()).optional(),
        pinned: z.int().optional(),
        totals: z.record(z.string(), z.enum(['sum', 'avg', 'min', 'max', 'none'])).optional(),
        colours: z
          .array(
            z.object({
              filter: z.unknown(),
              colour: z.enum(['grey', 'green', 'amber', 'red', 'blue', 'violet', 'teal']),
            }),
          )
          .optional(),
      })
      .nullable(),
    shared: z.boolean(),
    team_id: z.uuid().nullable().meta({ description: 'The team that sees it, with those below.' }),
    position: z.int(),
    owner_id: z.uuid().nullable(),
    created_at: z.string(),
  })
  .meta({ id: 'View' });

/** A member's menu of views; null while it is not arranged. */
export const sidebarAnswer = z.object({
  items: z
    .array(z.union([z.object({ view: z.uuid() }), z.object({ folder: z.string(), views: z.array(z.uuid()) })]))
    .nullable(),
});
