import { defineRoute, z, type Route } from '#kernel/http';
import { requireObject } from '../catalog.ts';
import { compareMoments } from '../past/compare.ts';
import { onObject, type OnObject } from './record-call.ts';

const instant = z.iso.datetime({ offset: true });
const name = z.string().max(80).optional();
const body = z.strictObject({
  from: instant,
  to: instant.optional().meta({ description: 'Now, where nothing is said.' }),
  filter: z.unknown().optional(),
  by: name.meta({ description: 'The field by which records move, such as stage or owner.' }),
  measure: name.meta({ description: 'The field by which they grow and shrink: money or a number.' }),
  show: z.enum(['came', 'went', 'moved', 'grew', 'shrank']).optional(),
  limit: z.number().int().min(1).max(200).optional(),
  cursor: z.string().max(40).optional(),
});
const sums = z.array(z.object({ amount: z.string(), currency: z.string().nullable() }));
const total = z.object({ count: z.number().int(), sum: sums });
const named = z.object({ value: z.unknown(), label: z.string().nullable() });
const answer = z.object({
  totals: z.object({ came: total, went: total, moved: total, grew: total, shrank: total }),
  moves: z.array(z.object({ from: named, to: named, count: z.number().int() })),
  data: z.array(z.record(z.string(), z.unknown())),
  next_cursor: z.string().nullable(),
});

/** What became of an object's records between two moments. */
export const compareRoute: Route = defineRoute<OnObject, unknown, z.infer<typeof body>>({
  method: 'POST',
  path: '/api/v1/:object/compare',
  summary: 'Compare two moments: which records came, went, moved and grew, with sums by currency.',
  tag: 'Records',
  access: 'member',
  status: 200,
  params: onObject,
  body,
  answer,
  handle: (ctx, call) =>
    compareMoments(ctx, requireObject(ctx, call.params.object), { ...call.body, limit: call.body.limit ?? 50 }),
});
