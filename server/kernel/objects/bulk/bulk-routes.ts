import { defineRoute, z, type Route } from '#kernel/http';
import { rightsOf } from '#kernel/access';
import { bothLanguages } from '../answers/record-answers.ts';
import { requireObject } from '../catalog.ts';
import { actionsFor } from './record-action.ts';
import { countSelected, startBulk } from './bulk-run.ts';
import type { BulkChange, Selection } from './bulk-change.ts';
import { anyBody, onObject, originOf, requireId, type OnObject } from '../routes/record-call.ts';

/** Ids that a person ticks one by one; more are chosen by a filter. */
const mostIds = 10_000;
const ids = z.array(z.string().max(60)).max(mostIds).optional();
const items = z.record(z.string(), z.array(z.unknown()).max(1_000)).optional();
const bulkBody = z.strictObject({
  action: z.enum(['update', 'trash', 'restore', 'run']),
  run: z.string().max(60).optional().meta({ description: 'Of the action `run`: its key, of GET …/actions.' }),
  input: anyBody.optional().meta({ description: 'What that action asks for.' }),
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

function changeOf({ action, run = '', input = {}, values, add, remove }: Body): BulkChange {
  if (action === 'run') return { action, run, input };
  if (action !== 'update') return { action };
  return { action, values: values ?? {}, add: add ?? {}, remove: remove ?? {} };
}

/** What is no id is no record, and chooses none. */
function selectionOf({ filter, q, ids: chosen, except }: Body): Selection {
  return { filter, q, ids: chosen?.map(requireId), except: except?.map(requireId) };
}

const actions = defineRoute<OnObject>({
  method: 'GET',
  path: '/api/v1/:object/actions',
  summary: 'What you may run on many records of an object, with the fields that each asks for.',
  tag: 'Records',
  access: 'member',
  answer: z.object({
    data: z.array(
      z.object({
        key: z.string(),
        label: bothLanguages,
        undoable: z.boolean(),
        input: z
          .object({ object: z.string(), fields: z.array(z.string()), required: z.array(z.string()) })
          .nullable()
          .meta({ description: 'Fields of an object, whose descriptions say what they take.' }),
      }),
    ),
  }),
  params: onObject,
  handle: async (ctx, { params }) => {
    const object = requireObject(ctx, params.object);
    return { data: rightsOf(ctx).actions.bulk ? actionsFor(ctx, object) : [] };
  },
});

export const bulkRoutes: Route[] = [bulk, actions];
