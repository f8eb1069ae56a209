import { failIf } from '#shared/failure';
import { defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { requireObject } from '../catalog.ts';
import { listChanges } from '../changes/history.ts';
import { readPlace, readTimeline, timelineKinds, writePlace } from '../changes/timeline.ts';
import { requireReadable } from '../records/read.ts';
import { flag, limit, names, onRecord, requireId, type OnRecord } from './record-call.ts';
import { changeAnswer, timelinePage } from '../answers/record-answers.ts';

const timeline = defineRoute<
  OnRecord,
  { kinds?: string[]; cursor?: string; at?: string; newer?: boolean; limit?: number }
>({
  method: 'GET',
  path: '/api/v1/:object/:id/timeline',
  summary: 'Everything that happened with a record, newest first; `at` begins with an instant, `newer` goes back up.',
  tag: 'Records',
  access: 'member',
  answer: timelinePage,
  params: onRecord,
  query: z.object({
    kinds: names,
    cursor: z.string().max(400).optional(),
    at: z.iso.datetime({ offset: true }).optional(),
    newer: flag,
    limit,
  }) as never,
  handle: async (ctx, { params, query: asked }) => {
    const object = requireObject(ctx, params.object);
    const id = await requireReadable(ctx, object, requireId(params.id));
    const kinds = asked.kinds?.length ? requireKinds(ctx, asked.kinds) : undefined;
    return readTimeline(ctx, object, { ...asked, kinds, id, limit: asked.limit ?? 50 });
  },
});

/** Refuses a kind that no entry has: a misspelt one would look as if nothing had happened. */
function requireKinds(ctx: Context, kinds: string[]): string[] {
  const known = timelineKinds(ctx);
  const message = `Kinds of a timeline are ${known.join(', ')}.`;
  const issues = kinds
    .filter((kind) => !known.includes(kind))
    .map((kind) => ({
      pointer: '/kinds',
      code: 'timeline.unknown_kind',
      message: `There is no kind "${kind}". ${message}`,
    }));
  failIf(issues);
  return kinds;
}

const history = defineRoute<OnRecord, { cursor?: string; limit?: number }>({
  method: 'GET',
  path: '/api/v1/:object/:id/changes',
  summary: 'What was changed on a record, by whom, from what to what.',
  tag: 'Records',
  access: 'member',
  answer: z.object({ data: z.array(changeAnswer), next_cursor: z.string().nullable() }),
  params: onRecord,
  query: z.object({ cursor: z.string().max(400).optional(), limit }) as never,
  handle: async (ctx, { params, query: asked }) => {
    const object = requireObject(ctx, params.object);
    const id = await requireReadable(ctx, object, requireId(params.id));
    const most = asked.limit ?? 50;
    const rows = await listChanges(ctx, object, {
      id,
      before: asked.cursor ? readPlace(asked.cursor) : null,
      limit: most + 1,
    });
    const data = rows.slice(0, most);
    const last = data.at(-1);
    return {
      data,
      next_cursor: rows.length > most && last ? writePlace({ at: last.at, id: last.change_set_id }) : null,
    };
  },
});

/** What happened with a record. */
export const historyRoutes: Route[] = [timeline, history];
