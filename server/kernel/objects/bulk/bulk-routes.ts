import { defineRoute, z, type Route } from '#kernel/http';
import { requireObject } from '../catalog.ts';
import { countSelected, startBulk } from './bulk-run.ts';
import type { BulkChange, Selection } from './bulk-change.ts';
import { anyBody, onObject, originOf, requireId, type OnObject } from '../routes/record-call.ts';

/** Ids that a person ticks one by one; more are chosen by a filter. */
const mostIds = 10_000;
const ids = z.array(z.string().max(60)).max(mostIds).optional();
const items = z.record(z.string(), z.array(z.unknown()).max(1_000)).optional();
const bulkBody = z.strictObject({
  action: z.enum(['update', 'trash', 'restore']),
  values: anyBody.optional(),
  add: items,
  remove: items,
  filter: z.unknown().optional(),
  q: z.string().max(1_000).optional(),
  ids,
  except: ids,
  preview: z.boolean().optional(),
});
type Body = z.infer<typeof bulkBody>;

const bulk = defineRoute<OnObject, unknown, Body>({
  method: 'POST',
  path: '/api/v1/:object/bulk',
  summary: 'Change all records of a filter in the background, as one change set; `preview` only counts them.',
  tag: 'Records',
  access: 'member',
  answer: z.object({ total: z.int() }),
  also: { 202: z.object({ job_id: z.uuid(), change_set_id: z.uuid() }) },
  status: 200,
  bodyLimit: 2 * 1024 * 1024,
  params: onObject,
  body: bulkBody,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    const asked = { selection: selectionOf(call.body), change: changeOf(call.body) };
    if (call.body.preview) return { total: await countSelected(ctx, object, asked) };
    call.status(202);
    return startBulk(ctx, object, { ...asked, origin: originOf(ctx) });
  },
});

function changeOf({ action, values, add, remove }: Body): BulkChange {
  if (action !== 'update') return { action };
  return { action, values: values ?? {}, add: add ?? {}, remove: remove ?? {} };
}

/** What is no id is no record, and chooses none. */
function selectionOf({ filter, q, ids: chosen, except }: Body): Selection {
  return { filter, q, ids: chosen?.map(requireId), except: except?.map(requireId) };
}

export const bulkRoutes: Route[] = [bulk];
