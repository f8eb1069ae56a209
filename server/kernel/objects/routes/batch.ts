import { Failure, fail, type Issue } from '#shared/failure';
import { sql } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { requireObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { compileFilter } from '../query/filter.ts';
import { createRecords } from '../records/create.ts';
import { getRecord } from '../records/read.ts';
import { trashRecords } from '../records/trash.ts';
import { updateRecords } from '../records/update.ts';
import type { WriteSet } from '../records/write-set.ts';
import { requireId, writing } from './record-call.ts';

const operation = z.discriminatedUnion('op', [
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
type Operation = z.infer<typeof operation>;
const batchBody = z.strictObject({ operations: z.array(operation).min(1).max(1_000), atomic: z.boolean().optional() });

interface RowResult {
  index: number;
  status: 'created' | 'updated' | 'deleted' | 'failed';
  id: string | null;
  errors?: Issue[];
}

async function runOne(
  set: WriteSet,
  object: ObjectModel,
  { operation: one, index }: { operation: Operation; index: number },
): Promise<RowResult> {
  const pointer = `/operations/${index}/values`;
  switch (one.op) {
    case 'create': {
      const [created] = await createRecords(set, object, [{ values: one.values, pointer }]);
      return { index, status: 'created', id: created!.id };
    }
    case 'update':
      await updateRecords(set, object, [{ id: requireId(one.id), values: one.values, pointer }]);
      return { index, status: 'updated', id: one.id };
    case 'upsert': {
      const { id, created } = await upsert(set, object, {
        field: one.field,
        value: one.value,
        values: one.values,
        pointer,
      });
      return { index, status: created ? 'created' : 'updated', id };
    }
    case 'delete':
      await trashRecords(set, object, [requireId(one.id)]);
      return { index, status: 'deleted', id: one.id };
  }
}

/** All or nothing: one change set. Row by row: each row stands or falls by itself, under one change set. */
async function runBatch(set: WriteSet, object: ObjectModel, body: z.infer<typeof batchBody>): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (const [index, one] of body.operations.entries()) {
    if (body.atomic !== false) {
      results.push(await runOne(set, object, { operation: one, index }));
      continue;
    }
    const marks = [set.changes.length, set.keysAdded.length, set.keysDropped.length] as const;
    await set.ctx.db.run(sql`savepoint batch_row`);
    try {
      results.push(await runOne(set, object, { operation: one, index }));
      await set.ctx.db.run(sql`release savepoint batch_row`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      await set.ctx.db.run(sql`rollback to savepoint batch_row`);
      [set.changes, set.keysAdded, set.keysDropped].forEach((part, at) => part.splice(marks[at]!));
      const errors = error.details.issues ?? [
        { pointer: `/operations/${index}`, code: error.code, message: error.message },
      ];
      results.push({ index, status: 'failed', id: null, errors });
    }
  }
  return results;
}

/** The field an upsert goes by: unique, or a list of addresses that is matched. */
function upsertField(object: ObjectModel, name: string): FieldModel {
  const field = object.fields.get(name);
  const fits = field && (field.unique || ['emails', 'phones', 'domains'].includes(field.type));
  return fits ? field : fail('field.not_found', { detail: `"${name}" is no field by which records are unique.` });
}

async function upsert(
  set: WriteSet,
  object: ObjectModel,
  one: { field: string; value: string; values: Record<string, unknown>; pointer: string },
): Promise<{ id: string; created: boolean }> {
  const field = upsertField(object, one.field);
  const filter = compileFilter(set.ctx, object, { field: field.key, is: one.value }, 't');
  // One key at a time: two upserts of the same value wait for each other instead of making two records.
  await set.ctx.db.run(sql`select pg_advisory_xact_lock(hashtext(${`${object.key}:${field.key}:${one.value}`}))`);
  const rows = await set.ctx.db.many<{ id: string }>(sql`select t.id from ${set.ctx.db.table(object.table)} t
    where t.deleted_at is null and ${filter} order by t.id limit 2`);
  if (rows.length > 1)
    fail('record.not_unique', { detail: `Several records have this "${field.words.en}"; merge them first.` });
  if (rows[0]) {
    await updateRecords(set, object, [{ id: rows[0].id, values: one.values, pointer: one.pointer }]);
    return { id: rows[0].id, created: false };
  }
  const listed = field.type === 'emails' || field.type === 'phones' || field.type === 'domains';
  const values = { [field.key]: listed ? [one.value] : one.value, ...one.values };
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
      work: (set) => upsert(set, object, { field, value, values: call.body, pointer: '' }),
    });
    if (done.created) call.status(201);
    return getRecord(ctx, object, done.id);
  },
});

export const batchRoutes: Route[] = [batch, put];
