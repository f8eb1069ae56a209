import { fail } from '#shared/failure';
import { defineRoute, z, type Route } from '#kernel/http';
import { anyRecord, bothLanguages, presentRows, requireObject, requireRight } from '#kernel/objects';
import { keepSeparate, listDuplicates } from '../queries/duplicates.ts';
import { listReadable } from '../queries/readable-records.ts';

const pairAnswer = z.object({
  id: z.uuid(),
  object: z.string(),
  records: z.tuple([anyRecord, anyRecord]),
  score: z.int(),
  reason: bothLanguages,
  state: z.enum(['open', 'separate']),
});

const list = defineRoute<unknown, { object: string; limit?: number }>({
  method: 'GET',
  path: '/api/v1/duplicates',
  summary: 'Records that may be one, the surest first, with the reason.',
  tag: 'Data quality',
  access: 'member',
  answer: z.object({ data: z.array(pairAnswer) }),
  query: z.object({
    object: z.string().max(60).default('people'),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }) as never,
  handle: async (ctx, { query }) => {
    const object = requireObject(ctx, query.object);
    requireRight(ctx, object, 'read');
    const pairs = await listDuplicates(ctx, object, query.limit ?? 50);
    const ids = pairs.flatMap((pair) => [pair.first_id, pair.second_id]);
    const rows = await listReadable(ctx, object, ids);
    const records = await presentRows(ctx, object, rows, [...object.fields.values()]);
    const byId = new Map(records.map((record) => [record.id, record]));
    const data = pairs.flatMap(({ id, first_id, second_id, score, reason, state }) => {
      const both = [byId.get(first_id), byId.get(second_id)];
      return both[0] && both[1] ? [{ id, object: object.api, records: both, score, reason, state }] : [];
    });
    return { data };
  },
});

const separate = defineRoute<{ id: string }>({
  method: 'POST',
  path: '/api/v1/duplicates/:id/keep_separate',
  summary: 'Remember that two records are two.',
  tag: 'Data quality',
  access: 'member',
  answer: z.object({ id: z.uuid(), state: z.literal('separate') }),
  status: 200,
  params: z.object({ id: z.uuid() }),
  handle: async (ctx, { params }) => {
    if (!(await keepSeparate(ctx, params.id))) fail('record.not_found');
    return { id: params.id, state: 'separate' };
  },
});

export const routes: Route[] = [list, separate];
