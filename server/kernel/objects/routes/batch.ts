import { Failure, type Issue } from '#shared/failure';
import { requireAction } from '#kernel/access';
import { defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { issuesOf, runBatch, runOne, runWhole } from '../batch/run-batch.ts';
import { sparing } from '../batch/sparing.ts';
import { requireObject, type ObjectModel } from '../catalog.ts';
import type { WriteSet } from '../records/write-set.ts';
import { createSeveral } from './create-together.ts';
import { answerRecord, readPrecondition, writing, writingAnswering } from './record-call.ts';
import { ownRecord, ownValues } from '../answers/record-answers.ts';

const operationBody = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('create'), values: ownValues }),
  z.strictObject({ op: z.literal('update'), id: z.string(), values: ownValues }),
  z.strictObject({
    op: z.literal('upsert'),
    field: z.string(),
    value: z.string(),
    values: ownValues,
  }),
  z.strictObject({ op: z.literal('delete'), id: z.string() }),
]);
const batchBody = z.strictObject({
  operations: z.array(operationBody).min(1).max(1_000),
  atomic: z.boolean().optional(),
});

/** What became of one operation. */
const rowAnswer = z.object({
  index: z.int(),
  status: z.enum(['created', 'updated', 'deleted', 'failed']),
  id: z.uuid().nullable(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
});

interface RowResult {
  index: number;
  status: 'created' | 'updated' | 'deleted' | 'failed';
  id: string | null;
  errors?: Issue[];
}

type Body = z.infer<typeof batchBody>;

/** All or nothing: one change set. */
async function runAll(set: WriteSet, object: ObjectModel, { operations }: Body): Promise<RowResult[]> {
  const done = await runWhole(set, object, { operations, pointer });
  return done.map(({ status, id }, index) => ({ index, status, id }));
}

const pointer = (index: number) => `/operations/${index}/values`;

/** Row by row: each row stands or falls by itself, under one change set. Rows that broke a rule are left out. */
async function runRows(
  set: WriteSet,
  object: ObjectModel,
  { operations, broken }: { operations: Body['operations']; broken: ReadonlyMap<number, Issue> },
): Promise<RowResult[]> {
  const left = [...operations.keys()].filter((index) => !broken.has(index));
  const batch = { operations: left.map((index) => operations[index]!), pointer: (at: number) => pointer(left[at]!) };
  const outcomes = await runBatch(set, object, batch);
  const done = outcomes.map((one, at): RowResult => {
    const index = left[at]!;
    if (!(one instanceof Failure)) return { index, status: one.status, id: one.id };
    return { index, status: 'failed', id: null, errors: issuesOf(one, index) };
  });
  const refused = [...broken].map(([index, issue]): RowResult => {
    const errors = [{ ...issue, pointer: pointer(index) + issue.pointer }];
    return { index, status: 'failed', id: null, errors };
  });
  return [...done, ...refused].toSorted((a, b) => a.index - b.index);
}

/** Rows that break a rule are known by the records that they wrote. */
async function writeRows(
  ctx: Context,
  object: ObjectModel,
  { operations, write }: { operations: Body['operations']; write: Write },
): Promise<RowResult[]> {
  const broken = new Map<number, Issue>();
  let last: RowResult[] = [];
  return sparing(ctx, object, async (records) => {
    for (const { index, id } of last) if (id !== null && records.has(id)) broken.set(index, records.get(id)!);
    return write(async (set) => (last = await runRows(set, object, { operations, broken })));
  });
}

type Write = (work: (set: WriteSet) => Promise<RowResult[]>) => Promise<RowResult[]>;

const batch = defineRoute<{ object: string }, unknown, z.infer<typeof batchBody>>({
  method: 'POST',
  path: '/api/v1/:object/batch',
  summary: 'Create, change, upsert or delete up to 1,000 records at once.',
  tag: 'Records',
  access: 'member',
  answer: z.object({ results: z.array(rowAnswer) }),
  status: 200,
  bodyLimit: 8 * 1024 * 1024,
  params: z.object({ object: z.string() }),
  body: batchBody,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    requireAction(ctx, 'bulk');
    const label = `Batch of ${call.body.operations.length} ${object.definition.label[1].toLowerCase()}`;
    const write: Write = (work) => writing(ctx, call, { label, work });
    const { operations, atomic } = call.body;
    if (atomic === false) return { results: await writeRows(ctx, object, { operations, write }) };
    return { results: await write((set) => runAll(set, object, call.body)) };
  },
});

const put = defineRoute<{ object: string; field: string; value: string }, unknown, Record<string, unknown>>({
  method: 'PUT',
  path: '/api/v1/:object/by/:field/:value',
  summary: 'Create the record with this value, or change it.',
  tag: 'Records',
  access: 'member',
  answer: ownRecord,
  also: { 201: ownRecord },
  params: z.object({ object: z.string(), field: z.string(), value: z.string() }),
  body: ownValues,
  handle: async (ctx: Context, call) => {
    const object = requireObject(ctx, call.params.object);
    const { field, value } = call.params;
    const label = `Upsert ${object.definition.label[0].toLowerCase()}`;
    const upsert = { op: 'upsert' as const, ...readPrecondition(call), field, value, values: call.body };
    return writingAnswering(ctx, call, {
      label,
      work: (set) => runOne(set, object, upsert),
      answer: ({ id, status }) => {
        if (status === 'created') call.status(201);
        return answerRecord(ctx, call, { object, id, written: true });
      },
    });
  },
});

export const batchRoutes: Route[] = [createSeveral, batch, put];
