import { defineRoute, z, type Route } from '#kernel/http';
import { requireObject } from '../catalog.ts';
import { createRecords } from '../records/create.ts';
import { getWritten } from '../records/read.ts';
import type { WriteSet } from '../records/write-set.ts';
import { one, writing } from './record-call.ts';

const mostTogether = 100; // what one form or one sentence makes; more goes by batches of one object

const body = z.strictObject({
  records: z
    .array(
      z.strictObject({
        object: z.string().max(60),
        values: z.record(z.string(), z.unknown()),
        /** A name of the caller's choice; `@name` as a value of a later record is the id of this one. */
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

async function createAll(set: WriteSet, records: Together['records']): Promise<{ object: string; id: string }[]> {
  const ids = new Map<string, string>();
  const made: { object: string; id: string }[] = [];
  for (const [index, { object: api, values, ref }] of records.entries()) {
    const object = requireObject(set.ctx, api);
    const own = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, refTo(ids, value)]));
    const [created] = await createRecords(set, object, [{ values: own, pointer: `/records/${index}/values` }]);
    if (ref) ids.set(`@${ref}`, created!.id);
    made.push({ object: api, id: created!.id });
  }
  return made;
}

function refTo(ids: Map<string, string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => refTo(ids, item));
  return typeof value === 'string' ? (ids.get(value) ?? value) : value;
}

/** Records of several objects as one deed with one Undo: a person with the company they work at. */
export const createTogether: Route = defineRoute<unknown, unknown, Together>({
  method: 'POST',
  path: '/api/v1/batch',
  summary: 'Create records of several objects as one change set; a later one may point at an earlier one by `@ref`.',
  tag: 'Records',
  access: 'member',
  body: body as never,
  handle: async (ctx, call) => {
    const { records, about } = call.body;
    const main = records.find((record) => about !== undefined && record.ref === about) ?? records[0]!;
    const label = `Add ${one(requireObject(ctx, main.object))}`;
    const made = await writing(ctx, call, { label, work: (set) => createAll(set, records) });
    const data = [];
    for (const { object, id } of made) data.push(await getWritten(ctx, requireObject(ctx, object), id));
    return { data };
  },
});
