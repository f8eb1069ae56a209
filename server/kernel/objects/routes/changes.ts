import { fail } from '#shared/failure';
import type { Pools } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route } from '#kernel/http';
import { catalogOf, requireObject, seesWholeModel } from '../catalog.ts';
import { readPlace, writePlace } from '../changes/timeline.ts';
import { listChangeSets } from '../changes/undo.ts';
import { startUndo } from '../changes/undo-run.ts';
import { raiseModel } from '../customize/add-field.ts';
import { readsAllOpen, scopeFor } from '../query/scope.ts';
import { searchRecords } from '../query/search.ts';
import { requireId } from './record-call.ts';
import { changeSetAnswer, foundAnswer, undoneAnswer, undoQueuedAnswer } from '../answers/record-answers.ts';

const undoBody = z.strictObject({ force: z.boolean().optional() }).nullish();
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

const undoing = (pools: Pools, path: string, summary: string) =>
  defineOpenRoute<{ id: string }, unknown, { force?: boolean } | null>({
    method: 'POST',
    path,
    summary,
    tag: 'Changes',
    access: 'member',
    answer: undoneAnswer,
    also: { 202: undoQueuedAnswer },
    status: 200,
    params: onId,
    body: undoBody as never,
    serve: async (call) => {
      const id = call.params.id.toLowerCase();
      if (requireId(id) !== id) fail('change_set.not_found');
      const asked = { force: call.body?.force ?? false };
      const { model, ...done } = await call.transaction((ctx) => startUndo(ctx, id, asked));
      if (model) await raiseModel(pools, call.workspace);
      if ('job_id' in done) call.status(202);
      if (done.change_set_id) call.header('kith-change-set', done.change_set_id);
      return done;
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
  const summary = 'Take a change set back; one of more than 5,000 records as a job (202).';
  return [
    sets,
    search,
    undoing(pools, '/api/v1/change_sets/:id/undo', summary),
    undoing(pools, '/api/v1/merges/:id/undo', 'Take a merge apart again.'),
  ];
}
