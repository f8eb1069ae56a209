import { Failure, fail, type Issue } from '#shared/failure';
import { fold } from '#shared/fold';
import { ValueProblem } from '#shared/fields/field-type';
import { sql } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { requireObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { compileFilter } from '../query/filter.ts';
import { createRecords } from '../records/create.ts';
import { trashRecords } from '../records/trash.ts';
import { requireVersion, updateRecords, type Patch, type Precondition } from '../records/update.ts';
import type { WriteSet } from '../records/write-set.ts';
import { createTogether } from './create-together.ts';
import { isMissing, onLiving, unlessMerged } from './merged-ids.ts';
import { answerRecord, readPrecondition, requireId, writing } from './record-call.ts';

const operationBody = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('create'), values: z.record(z.string(), z.unknown()) }),
  z.strictObject({ op: z.literal('update'), id: z.string(), values: z.record(z.string(), z.unknown()) }),
  z.strictObject({
    op: z.literal('upsert'),
    field: z.string(),
    value: z.string(),
    values: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ op: z.literal('delete'), id: z.string() }),
]);
type Operation = z.infer<typeof operationBody>;
const batchBody = z.strictObject({
  operations: z.array(operationBody).min(1).max(1_000),
  atomic: z.boolean().optional(),
});

interface RowResult {
  index: number;
  status: 'created' | 'updated' | 'deleted' | 'failed';
  id: string | null;
  errors?: Issue[];
}

interface Step {
  operation: Operation;
  index: number;
}

/** Runs operations of one kind at once, so that a thousand creates are as few statements as one. */
async function runGroup(set: WriteSet, object: ObjectModel, steps: Step[]): Promise<RowResult[]> {
  const all = steps.map(({ operation: one, index }) => ({ one, index, pointer: `/operations/${index}/values` }));
  const done = (status: RowResult['status'], ids: string[]) =>
    all.map(({ index }, at) => ({ index, status, id: ids[at]! }));
  switch (all[0]!.one.op) {
    case 'create': {
      const made = all.map(({ one, pointer }) => ({ values: one.op === 'create' ? one.values : {}, pointer }));
      const created = await createRecords(set, object, made);
      return done(
        'created',
        created.map((record) => record.id),
      );
    }
    case 'update': {
      const patches = all.flatMap(({ one, index, pointer }) =>
        one.op === 'update' ? [{ id: idOf(one, index), values: one.values, pointer }] : [],
      );
      const change = async (some: Patch[]) => {
        await updateRecords(set, object, some);
        return some.map((patch) => patch.id);
      };
      const ids = await together(steps, {
        all: () => change(patches),
        one: (at) =>
          onLiving(set.ctx, object, patches[at]!.id, async (id) => (await change([{ ...patches[at]!, id }]))[0]!),
      });
      return done('updated', ids);
    }
    case 'delete': {
      const ids = all.flatMap(({ one, index }) => (one.op === 'delete' ? [idOf(one, index)] : []));
      const remove = async (some: string[]) => {
        await trashRecords(set, object, some);
        return some;
      };
      const one = (at: number) => unlessMerged(set.ctx, object, [ids[at]!], () => remove([ids[at]!]));
      await together(steps, { all: () => remove(ids), one: async (at) => (await one(at))[0]! });
      return done('deleted', ids);
    }
    case 'upsert': {
      const results: RowResult[] = [];
      for (const { one, index, pointer } of all) {
        if (one.op !== 'upsert') continue;
        const { id, created } = await named(index, () => upsert(set, object, { ...one, pointer }));
        results.push({ index, status: created ? 'created' : 'updated', id });
      }
      return results;
    }
  }
}

/** Runs operations at once or, where one of their records is not there, one by one: then the answer names the
 * operation, and the id of a merged record stands for the one that it became part of. */
async function together(
  steps: Step[],
  work: { all: () => Promise<string[]>; one: (at: number) => Promise<string> },
): Promise<string[]> {
  try {
    return await work.all();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const ids: string[] = [];
  for (const [at, { index }] of steps.entries()) ids.push(await named(index, () => work.one(at)));
  return ids;
}

function idOf({ id }: { id: string }, index: number): string {
  try {
    return requireId(id);
  } catch (error) {
    throw naming(error, index);
  }
}

/** Whatever refuses the work names the operation. */
async function named<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw naming(error, index);
  }
}

function naming(error: unknown, index: number): unknown {
  if (!(error instanceof Failure)) return error;
  return new Failure(error.code, { detail: error.message, ...error.details, issues: issuesOf(error, index) });
}

/** Runs of operations of one kind; a record that comes twice begins another, which sees what the first one wrote. */
function groupsOf(operations: Operation[]): Step[][] {
  const groups: Step[][] = [];
  let ids = new Set<string>();
  for (const [index, one] of operations.entries()) {
    const group = groups.at(-1);
    const id = 'id' in one ? one.id.toLowerCase() : null;
    const fits = group?.[0]?.operation.op === one.op && (id === null || !ids.has(id));
    if (!fits) ids = new Set();
    if (id !== null) ids.add(id);
    if (group && fits) group.push({ operation: one, index });
    else groups.push([{ operation: one, index }]);
  }
  return groups;
}

async function runAll(set: WriteSet, object: ObjectModel, operations: Operation[]): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (const group of groupsOf(operations)) results.push(...(await runGroup(set, object, group)));
  return results;
}

/** All or nothing: one change set. Row by row: each row stands or falls by itself, under one change set. */
async function runBatch(set: WriteSet, object: ObjectModel, body: z.infer<typeof batchBody>): Promise<RowResult[]> {
  if (body.atomic !== false) return runAll(set, object, body.operations);
  // Most batches are sound as a whole; only one that is not is taken row by row.
  const whole = await attempt(set, () => runAll(set, object, body.operations));
  if (Array.isArray(whole)) return whole;
  const results: RowResult[] = [];
  for (const [index, row] of body.operations.entries()) {
    const one = await attempt(set, () => runGroup(set, object, [{ operation: row, index }]));
    results.push(Array.isArray(one) ? one[0]! : failed(one, index));
  }
  return results;
}

/** Runs the work under a savepoint: where it is refused, nothing of it stays. */
async function attempt(set: WriteSet, work: () => Promise<RowResult[]>): Promise<RowResult[] | Failure> {
  const marks = [set.changes.length, set.keysAdded.length, set.keysDropped.length] as const;
  await set.ctx.db.run(sql`savepoint batch_row`);
  try {
    const done = await work();
    await set.ctx.db.run(sql`release savepoint batch_row`);
    return done;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await set.ctx.db.run(sql`rollback to savepoint batch_row`);
    [set.changes, set.keysAdded, set.keysDropped].forEach((part, at) => part.splice(marks[at]!));
    return error;
  }
}

function failed(error: Failure, index: number): RowResult {
  return { index, status: 'failed', id: null, errors: issuesOf(error, index) };
}

/** What an operation was refused for, with pointers that begin with it. */
function issuesOf(error: Failure, index: number): Issue[] {
  const pointer = `/operations/${index}`;
  const issues = error.details.issues ?? [{ pointer, code: error.code, message: error.message }];
  // A value that only the table refuses is named by its field alone.
  return issues.map((one) =>
    one.pointer.startsWith(pointer) ? one : { ...one, pointer: `${pointer}/values${one.pointer}` },
  );
}

const listed = new Set(['emails', 'phones', 'domains']);

/** The field an upsert goes by: unique, or a list of addresses that is matched. */
function upsertField(object: ObjectModel, name: string): FieldModel {
  const field = object.fields.get(name);
  const fits = field && (field.unique || listed.has(field.type));
  return fits ? field : fail('field.not_found', { detail: `"${name}" is no field by which records are unique.` });
}

/** Records that this very change set gave the address: their keys are told to the database at its end. */
function writtenBefore(
  set: WriteSet,
  object: ObjectModel,
  { field, value }: { field: FieldModel; value: string },
): string[] {
  if (!listed.has(field.type) || set.keysAdded.length === 0) return [];
  const stored = storedValue(set.ctx, field, value);
  if (stored === null) return [];
  const keys = field.kind.keys!(stored, field);
  return set.keysAdded.filter((one) => one.object === object.key && keys.includes(one.key)).map((one) => one.record_id);
}

/** The value as it is stored, or null where it is none: two notations of one address or number are one value. */
function storedValue({ workspace: { region, currency } }: Context, field: FieldModel, value: string): unknown {
  try {
    return field.kind.value.parse(listed.has(field.type) ? [value] : value, field, { region, currency });
  } catch (problem) {
    if (problem instanceof ValueProblem) return null;
    throw problem;
  }
}

async function upsert(
  set: WriteSet,
  object: ObjectModel,
  one: Precondition & { field: string; value: string; values: Record<string, unknown>; pointer: string },
): Promise<{ id: string; created: boolean }> {
  const field = upsertField(object, one.field);
  const filter = compileFilter(set.ctx, object, { field: field.key, is: one.value }, 't');
  // One key at a time: two upserts of the same value wait for each other instead of making two records.
  const same = fold(JSON.stringify(storedValue(set.ctx, field, one.value)));
  const lock = `${set.ctx.db.schema}:${object.key}:${field.key}:${same}`;
  await set.ctx.db.run(sql`select pg_advisory_xact_lock(hashtext(${lock}))`);
  const found = await set.ctx.db.many<{ id: string }>(sql`select t.id from ${set.ctx.db.table(object.table)} t
    where t.deleted_at is null and ${filter} order by t.id limit 2`);
  const rows = [
    ...new Set([...found.map((row) => row.id), ...writtenBefore(set, object, { field, value: one.value })]),
  ].map((id) => ({ id }));
  if (rows.length > 1)
    fail('record.not_unique', { detail: `Several records have this "${field.words.en}"; merge them first.` });
  if (rows[0]) {
    const { field: _, value: __, ...patch } = one;
    await updateRecords(set, object, [{ ...patch, id: rows[0].id }]);
    return { id: rows[0].id, created: false };
  }
  requireVersion({ version: 0 }, one);
  const values = { [field.key]: listed.has(field.type) ? [one.value] : one.value, ...one.values };
  const [created] = await createRecords(set, object, [{ values, pointer: one.pointer }]);
  return { id: created!.id, created: true };
}

const batch = defineRoute<{ object: string }, unknown, z.infer<typeof batchBody>>({
  method: 'POST',
  path: '/api/v1/:object/batch',
  summary: 'Create, change, upsert or delete up to 1,000 records at once.',
  tag: 'Records',
  access: 'member',
  status: 200,
  bodyLimit: 8 * 1024 * 1024,
  params: z.object({ object: z.string() }),
  body: batchBody,
  handle: async (ctx, call) => {
    const object = requireObject(ctx, call.params.object);
    const label = `Batch of ${call.body.operations.length} ${object.definition.label[1].toLowerCase()}`;
    return { results: await writing(ctx, call, { label, work: (set) => runBatch(set, object, call.body) }) };
  },
});

const put = defineRoute<{ object: string; field: string; value: string }, unknown, Record<string, unknown>>({
  method: 'PUT',
  path: '/api/v1/:object/by/:field/:value',
  summary: 'Create the record with this value, or change it.',
  tag: 'Records',
  access: 'member',
  params: z.object({ object: z.string(), field: z.string(), value: z.string() }),
  body: z.record(z.string(), z.unknown()),
  handle: async (ctx: Context, call) => {
    const object = requireObject(ctx, call.params.object);
    const { field, value } = call.params;
    const label = `Upsert ${object.definition.label[0].toLowerCase()}`;
    const done = await writing(ctx, call, {
      label,
      work: (set) => upsert(set, object, { ...readPrecondition(call), field, value, values: call.body, pointer: '' }),
    });
    if (done.created) call.status(201);
    return answerRecord(ctx, call, { object, id: done.id, written: true });
  },
});

export const batchRoutes: Route[] = [createTogether, batch, put];
