import { newId } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { requireObject } from '../catalog.ts';
import { createTogether } from '../records/create.ts';
import { getAllWritten } from '../records/read.ts';
import { one, writingAnswering } from './record-call.ts';
import { anyRecord } from '../answers/record-answers.ts';

const mostTogether = 100; // what one form or one sentence makes; more goes by batches of one object

const body = z.strictObject({
  records: z
    .array(
      z.strictObject({
        object: z.string().max(60),
        values: z.record(z.string(), z.unknown()),
        /** A name of the caller's choice; `@name` as a value of another record is the id of this one. */
        ref: z
          .string()
          .regex(/^[a-z0-9_]{1,40}$/)
          .optional(),
      }),
    )
    .min(1)
    .max(mostTogether),
  /** The `ref` of the record that names the deed; else the first one does. */
  about: z.string().max(40).optional(),
});
type Together = z.infer<typeof body>;

/** The records with their ids, given out beforehand so that each may point at any other. */
function withIds(ctx: Context, records: Together['records']) {
  const ids = records.map(() => newId());
  const named = new Map<string, string>();
  const name = (at: number) => {
    const { ref } = records[at]!;
    if (ref) named.set(`@${ref}`, ids[at]!);
  };
  // Of two records with one name the nearest above is meant, else the first below.
  for (let at = records.length - 1; at >= 0; at -= 1) name(at);
  return records.map(({ object: api, values }, at) => {
    const own = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, refTo(named, value)]));
    name(at);
    return { id: ids[at]!, object: requireObject(ctx, api), values: own, pointer: `/records/${at}/values` };
  });
}

function refTo(ids: Map<string, string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => refTo(ids, item));
  return typeof value === 'string' ? (ids.get(value) ?? value) : value;
}

/** Records of several objects as one deed with one Undo: a person with the company they work at. */
export const createSeveral: Route = defineRoute<unknown, unknown, Together>({
  method: 'POST',
  path: '/api/v1/batch',
  summary: 'Create records of several objects as one change set; each may point at any other by `@ref`.',
  tag: 'Records',
  access: 'member',
  answer: z.object({ data: z.array(anyRecord) }),
  body: body as never,
  handle: async (ctx, call) => {
    const { records, about } = call.body;
    const main = records.find((record) => about !== undefined && record.ref === about) ?? records[0]!;
    const label = `Add ${one(requireObject(ctx, main.object))}`;
    return writingAnswering(ctx, call, {
      label,
      work: (set) => createTogether(set, withIds(ctx, records)),
      answer: async (made) => ({ data: await getAllWritten(ctx, made) }),
    });
  },
});
