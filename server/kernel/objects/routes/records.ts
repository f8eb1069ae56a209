import { fail } from '#shared/failure';
import { defineRoute, z, type Route } from '#kernel/http';
import { requireObject } from '../catalog.ts';
import { getRecordAsOf } from '../changes/history.ts';
import { partEntries, writeEntries } from '../dated/write-entries.ts';
import { mostColours } from '../looks/colours.ts';
import { aggregateRecords } from '../groups/aggregate.ts';
import { listRecords, pageLimits } from '../query/list.ts';
import { createRecord } from '../records/create.ts';
import { mergeRecords } from '../changes/merge.ts';
import { requireValues } from '../records/parse.ts';
import { readRecordPage } from '../records/read-page.ts';
import { compareRoute } from './compare.ts';
import { lookRoutes } from './looks.ts';
import { onLiving, unlessMerged } from './merged-ids.ts';
import { restoreRecords, trashRecords } from '../records/trash.ts';
import { updateRecords } from '../records/update.ts';
import type { WriteSet } from '../records/write-set.ts';
import {
  answerRecord,
  limit,
  names,
  onObject,
  onRecord,
  one,
  readPrecondition,
  requireId,
  writing,
  writingAnswering,
  type OnObject,
  type OnRecord,
  flag,
} from './record-call.ts';
import {
  ownRecord,
  ownValues,
  recordAnd,
  recordGroups,
  recordPage,
  recordPageAnswer,
} from '../answers/record-answers.ts';

const instant = z.iso.datetime({ offset: true }).optional().meta({ description: 'As it was at this instant.' });
const counting = z
  .enum(['true', 'false', 'quick'])
  .transform((text) => (text === 'quick' ? text : text === 'true'))
  .optional()
  .meta({ description: 'How many there are: exact up to 100,000 (`quick`: 1,000), above an estimate.' });
const listQuery = z.object({
  filter: z.string().max(20_000).optional(),
  sort: z.string().max(500).optional(),
  fields: names,
  q: z.string().max(1_000).optional(),
  limit,
  cursor: z.string().max(4_000).optional(),
  total: counting,
  trash: flag,
  as_of: instant,
  colours: z.string().max(20_000).optional().meta({ description: 'A list of filters; see `colours` of the answer.' }),
});
const queryBody = z.strictObject({
  filter: z.unknown().optional(),
  sort: z.union([z.string().max(500), z.array(z.string().max(80)).max(8)]).optional(),
  fields: z.array(z.string().max(80)).max(300).optional(),
  q: z.string().max(1_000).optional(),
  limit: z.number().int().min(1).max(pageLimits.most).optional(),
  cursor: z.string().max(4_000).optional(),
  total: z.union([z.boolean(), z.literal('quick')]).optional(),
  trash: z.boolean().optional(),
  as_of: instant,
  group_by: z.string().max(90).optional().meta({
    description: 'A field, or the months of a date or time: `closes_on:month`.',
  }),
  colours: z.array(z.unknown()).max(mostColours).optional(),
  group: z.string().max(1_000).nullable().optional().meta({
    description: 'The key of one of the groups by `group_by`: its records are listed.',
  }),
  aggregate: z
    .array(
      z.strictObject({
        fn: z.enum(['count', 'sum', 'avg', 'min', 'max']),
        field: z.string().max(80).optional(),
        times: z.string().max(80).optional().meta({
          description: 'Of a sum: the per cent field by which each value counts, such as `probability`.',
        }),
      }),
    )
    .max(20)
    .optional(),
});
/** Reads a filter from an address. */
function readFilter(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    const message = 'The filter is not JSON.';
    return fail('filter.invalid', { detail: message, issues: [{ pointer: '/', code: 'filter.not_json', message }] });
  }
}

function readColours(text: string | undefined): unknown[] | undefined {
  const read = readFilter(text);
  if (read === undefined) return undefined;
  if (Array.isArray(read) && read.length <= mostColours) return read as unknown[];
  return fail('filter.invalid', { detail: `"colours" is a list of at most ${mostColours} filters.` });
}

const list = defineRoute<OnObject, z.infer<typeof listQuery>>({
  method: 'GET',
  path: '/api/v1/:object',
  summary: 'List records.',
  tag: 'Records',
  access: 'member',
  answer: recordPage,
  params: onObject,
  query: listQuery as never,
  handle: (ctx, { params, query }) =>
    listRecords(ctx, requireObject(ctx, params.object), {
      ...query,
      filter: readFilter(query.filter),
      colours: readColours(query.colours),
    }),
});

const query = defineRoute<OnObject, unknown, z.infer<typeof queryBody>>({
  method: 'POST',
  path: '/api/v1/:object/query',
  summary: 'List, group or add up records by a filter in the body.',
  reads: true,
  tag: 'Records',
  access: 'member',
  status: 200,
  params: onObject,
  body: queryBody,
  answer: z.union([recordPage, recordGroups]),
  handle: (ctx, { params, body }) => {
    const object = requireObject(ctx, params.object);
    const { aggregate, group_by, ...rest } = body;
    if (!aggregate && (group_by === undefined || rest.group !== undefined)) return listRecords(ctx, object, body);
    return aggregateRecords(ctx, object, { ...rest, group_by, aggregate: aggregate ?? [{ fn: 'count' }] });
  },
});

const create = defineRoute<OnObject, unknown, Record<string, unknown>>({
  method: 'POST',
  path: '/api/v1/:object',
  summary: 'Create a record.',
  tag: 'Records',
  access: 'member',
  answer: ownRecord,
  params: onObject,
  body: ownValues,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    const label = `Add ${one(object)}`;
    return writingAnswering(ctx, call, {
      label,
      work: async (set) => {
        const { own, entries } = partEntries(set, object, requireValues(call.body));
        const made = await createRecord(set, object, own);
        await writeEntries(set, made.id, entries);
        return made;
      },
      answer: ({ id }) => answerRecord(ctx, call, { object, id, written: true }),
    });
  },
});

const read = defineRoute<OnRecord, { as_of?: string; include?: string[] }>({
  method: 'GET',
  path: '/api/v1/:object/:id',
  summary: 'Read one record, now or as it was; with its company and the newest of its timeline where asked.',
  tag: 'Records',
  access: 'member',
  answer: recordPageAnswer,
  params: onRecord,
  query: z.object({ as_of: instant, include: names }) as never,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    const id = requireId(call.params.id);
    if (call.query.as_of) return getRecordAsOf(ctx, object, id, call.query.as_of);
    const include = call.query.include ?? [];
    if (include.length === 0) return answerRecord(ctx, call, { object, id });
    const page = await readRecordPage(ctx, object, { id, include });
    call.header('etag', `"v${page.version}"`);
    return page;
  },
});

const change = defineRoute<OnRecord, unknown, Record<string, unknown>>({
  method: 'PATCH',
  path: '/api/v1/:object/:id',
  summary: 'Change fields of a record.',
  tag: 'Records',
  access: 'member',
  answer: ownRecord,
  params: onRecord,
  body: ownValues,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    const asked = readPrecondition(call);
    const given = requireValues(call.body);
    return writingAnswering(ctx, call, {
      label: `Change ${one(object)}`,
      work: (set) =>
        onLiving(ctx, object, requireId(call.params.id), async (id) => {
          const { own, entries } = partEntries(set, object, given);
          await updateRecords(set, object, [{ ...asked, id, values: own }]);
          await writeEntries(set, id, entries);
          return id;
        }),
      answer: (id) => answerRecord(ctx, call, { object, id, written: true }),
    });
  },
});

const trash = defineRoute<OnRecord>({
  method: 'DELETE',
  path: '/api/v1/:object/:id',
  summary: 'Move a record to the trash.',
  tag: 'Records',
  access: 'member',
  answer: null,
  params: onRecord,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    const ids = [requireId(call.params.id)];
    await writing(ctx, call, {
      label: `Move ${one(object)} to the trash`,
      work: (set) => unlessMerged(ctx, object, ids, () => trashRecords(set, object, ids, readPrecondition(call))),
    });
    return undefined;
  },
});

const restore = defineRoute<OnRecord>({
  method: 'POST',
  path: '/api/v1/:object/:id/restore',
  summary: 'Take a record out of the trash.',
  tag: 'Records',
  access: 'member',
  answer: ownRecord,
  status: 200,
  params: onRecord,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    const id = requireId(call.params.id);
    await writing(ctx, call, {
      label: `Restore ${one(object)}`,
      work: (set) => unlessMerged(ctx, object, [id], () => restoreRecords(set, object, [id], readPrecondition(call))),
    });
    return answerRecord(ctx, call, { object, id, written: true });
  },
});

const merge = defineRoute<OnRecord, unknown, { with: string[]; values?: Record<string, unknown> }>({
  method: 'POST',
  path: '/api/v1/:object/:id/merge',
  summary: 'Make one record of several; answers with the merge id under which it can be undone.',
  tag: 'Records',
  access: 'member',
  answer: recordAnd({ merge_id: z.uuid().nullable() }),
  status: 200,
  params: onRecord,
  body: z.strictObject({ with: z.array(z.string().max(60)).min(1).max(20), values: ownValues.optional() }) as never,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    const asked = requireId(call.params.id);
    const from = call.body.with.map(requireId);
    const values = call.body.values ?? {};
    let mergeId: string | null = null;
    const header = (name: string, value: string) => {
      if (name === 'kith-change-set') mergeId = value;
      call.header(name, value);
    };
    const work = (set: WriteSet) =>
      onLiving(ctx, object, asked, async (into) => {
        await mergeRecords(set, object, { ...readPrecondition(call), into, from, values });
        return into;
      });
    const label = `Merge ${object.definition.label[1].toLowerCase()}`;
    const into = await writing(ctx, { header }, { label, work });
    return { ...(await answerRecord(ctx, call, { object, id: into, written: true })), merge_id: mergeId };
  },
});

/** The calls that exist for every object, standard or custom. */
export const recordRoutes: Route[] = [
  list,
  query,
  compareRoute,
  create,
  read,
  change,
  trash,
  restore,
  merge,
  ...lookRoutes,
];
