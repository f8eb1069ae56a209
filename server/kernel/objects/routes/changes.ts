import { fail } from '#shared/failure';
import type { Pools } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route } from '#kernel/http';
import { catalogOf, requireObject, seesWholeModel } from '../catalog.ts';
import { readPlace, writePlace } from '../changes/timeline.ts';
import { listChangeSets } from '../changes/list-change-sets.ts';
import { fewestUndoDays, readUndoDays, writeUndoDays } from '../changes/undo-days.ts';
import { startRedo, startUndo } from '../changes/undo-run.ts';
import { raiseModel } from '../customize/add-field.ts';
import { readsAllOpen, scopeFor } from '../query/scope.ts';
import { searchRecords } from '../query/search.ts';
import { changeSetAnswer, foundAnswer, undoneAnswer, undoQueuedAnswer } from '../answers/record-answers.ts';
import { flag, requireId } from './record-call.ts';

const overwriteField = z.string().max(120);
const undoBody = z
  .strictObject({
    overwrite: z
      .union([z.literal('all'), z.array(overwriteField).max(1_000)])
      .optional()
      .meta({ description: 'Later edits over which the older value is taken: `record/field`, or "all".' }),
    force: z.boolean().optional().meta({ description: 'The same as "overwrite": "all".' }),
    move: z
      .record(z.uuid(), z.uuid())
      .optional()
      .meta({ description: 'Of a merge: to which side a record goes, where it is not the one Kith would choose.' }),
  })
  .nullish();
const onId = z.object({ id: z.string() });
const nobody = '00000000-0000-0000-0000-000000000000';

const sets = defineRoute<unknown, { cursor?: string; limit?: number; mine?: string }>({
  method: 'GET',
  path: '/api/v1/change_sets',
  summary: 'What was done, by whom, from where, newest first.',
  tag: 'Changes',
  access: 'member',
  answer: z.object({ data: z.array(changeSetAnswer), next_cursor: z.string().nullable() }),
  query: z.object({
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
    mine: z.enum(['true', 'false']).optional(),
  }) as never,
  handle: async (ctx, { query }) => {
    const limit = query.limit ?? 50;
    // Whoever reaches only their own records sees only their own deeds: a label may name what is not theirs.
    const objects = [...catalogOf(ctx).objects.values()];
    const all = seesWholeModel(ctx) && objects.every((object) => readsAllOpen(ctx, object));
    const member = query.mine === 'true' || !all ? (ctx.actor.memberId ?? nobody) : undefined;
    const rows = await listChangeSets(ctx, {
      before: query.cursor ? readPlace(query.cursor) : null,
      limit: limit + 1,
      member,
      open: objects.every((object) => scopeFor(ctx, object, 'read') === 'all'),
    });
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    return { data, next_cursor: rows.length > limit && last ? writePlace({ at: last.at, id: last.id }) : null };
  },
});

type Begin = typeof startRedo;

const undoing = (pools: Pools, path: string, { summary, begin }: { summary: string; begin: Begin }) =>
  defineOpenRoute<{ id: string }, { preview?: boolean }, z.infer<typeof undoBody>>({
    method: 'POST',
    path,
    summary,
    tag: 'Changes',
    access: 'member',
    answer: undoneAnswer,
    also: { 202: undoQueuedAnswer },
    status: 200,
    params: onId,
    query: z.object({ preview: flag }) as never,
    body: undoBody as never,
    serve: async (call) => {
      const id = call.params.id.toLowerCase();
      if (requireId(id) !== id) fail('change_set.not_found');
      const { force = false, overwrite = [], move = {} } = call.body ?? {};
      const asked = { overwrite: force ? ('all' as const) : overwrite, move, preview: call.query.preview ?? false };
      const { model, ...done } = await call.transaction((ctx) => begin(ctx, id, asked));
      if (model) await raiseModel(pools, call.workspace);
      if ('job_id' in done) call.status(202);
      if (done.change_set_id) call.header('kith-change-set', done.change_set_id);
      return done;
    },
  });

const days = z.strictObject({ undo_days: z.number().int().min(fewestUndoDays).max(36_500).nullable() });

const readDays = defineRoute({
  method: 'GET',
  path: '/api/v1/settings/history',
  summary: 'For how many days deeds can be taken back; null means for ever.',
  tag: 'Changes',
  access: 'member',
  answer: days,
  handle: async (ctx) => ({ undo_days: await readUndoDays(ctx) }),
});

const writeDays = defineRoute<unknown, unknown, z.infer<typeof days>>({
  method: 'PUT',
  path: '/api/v1/settings/history',
  summary: 'Choose for how many days deeds can be taken back: 90 at least. The history itself stays whole.',
  tag: 'Changes',
  access: 'admin',
  body: days,
  answer: days,
  handle: async (ctx, { body }) => {
    await writeUndoDays(ctx, body.undo_days);
    return body;
  },
});

const search = defineRoute<unknown, { q: string; objects?: string; limit?: number }>({
  method: 'GET',
  path: '/api/v1/search',
  summary: 'Find records of any object by name, address or number, in any script and notation.',
  tag: 'Records',
  access: 'member',
  answer: z.object({ data: z.array(foundAnswer) }),
  query: z.object({
    q: z.string().max(1_000),
    objects: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
  }) as never,
  handle: async (ctx, { query }) => {
    const objects = query.objects
      ?.split(',')
      .filter(Boolean)
      .map((api) => requireObject(ctx, api));
    return { data: await searchRecords(ctx, { q: query.q, objects, limit: query.limit ?? 20 }) };
  },
});

export function changeRoutes(pools: Pools): Route[] {
  const undo = 'Take a change set back; one of more than 5,000 records as a job (202). `preview` only tells.';
  const redo = 'Do again what was taken back; as large as an undo may be. `preview` only tells.';
  const part = 'Take a merge apart, at any time: `preview` tells what goes where, `move` sends it elsewhere.';
  return [
    sets,
    search,
    undoing(pools, '/api/v1/change_sets/:id/undo', { summary: undo, begin: startUndo }),
    undoing(pools, '/api/v1/change_sets/:id/redo', { summary: redo, begin: startRedo }),
    undoing(pools, '/api/v1/merges/:id/undo', { summary: part, begin: startUndo }),
    readDays,
    writeDays,
  ];
}
