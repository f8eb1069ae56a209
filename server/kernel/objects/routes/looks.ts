import { defineRoute, z, type Route } from '#kernel/http';
import { requireObject } from '../catalog.ts';
import { forgetOldLooks, listChangedSince, listFieldsSince, look } from '../looks/looks.ts';
import { requireRight } from '../query/scope.ts';
import { requireReadable } from '../records/read.ts';
import { onObject, onRecord, requireId, type OnObject, type OnRecord } from './record-call.ts';

const instant = z.iso.datetime({ offset: true });

const atList = defineRoute<OnObject>({
  method: 'POST',
  path: '/api/v1/:object/looked',
  summary: 'Remember that you look at this list; answers with when you looked before, null the first time.',
  tag: 'Records',
  access: 'member',
  status: 200,
  params: onObject,
  answer: z.object({ looked_at: z.string().nullable() }),
  handle: async (ctx, { params }) => {
    const object = requireObject(ctx, params.object);
    requireRight(ctx, object, 'read');
    const looked_at = await look(ctx, object.api);
    await forgetOldLooks(ctx);
    return { looked_at };
  },
});

const atRecord = defineRoute<OnRecord>({
  method: 'POST',
  path: '/api/v1/:object/:id/looked',
  summary:
    'Remember that you look at this record; answers with the fields that others changed since you looked before.',
  tag: 'Records',
  access: 'member',
  status: 200,
  params: onRecord,
  answer: z.object({ looked_at: z.string().nullable(), fields: z.array(z.string()) }),
  handle: async (ctx, { params }) => {
    const object = requireObject(ctx, params.object);
    const id = await requireReadable(ctx, object, requireId(params.id));
    const looked_at = await look(ctx, id);
    const fields = looked_at === null ? [] : await listFieldsSince(ctx, id, looked_at);
    return { looked_at, fields: fields.filter((key) => object.fields.has(key)) };
  },
});

const asked = z.strictObject({ ids: z.array(z.uuid()).max(200), since: instant });

const changed = defineRoute<OnObject, unknown, z.infer<typeof asked>>({
  method: 'POST',
  path: '/api/v1/:object/changed',
  summary: 'Which of these records others changed since an instant and since you looked at each: id to when.',
  tag: 'Records',
  access: 'member',
  status: 200,
  params: onObject,
  body: asked,
  answer: z.object({ changed: z.record(z.string(), z.string()) }),
  handle: async (ctx, { params, body }) => {
    const object = requireObject(ctx, params.object);
    requireRight(ctx, object, 'read');
    return { changed: await listChangedSince(ctx, object, body) };
  },
});

/** What is new since a member last looked. */
export const lookRoutes: Route[] = [atList, atRecord, changed];
