import { fail, failIf } from '#shared/failure';
import { newId, sql, type Sql } from '#kernel/database';
import { mayAdminister } from '#kernel/access';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { compileFilter } from '../query/filter.ts';
import { lockRows, updateRecords } from '../records/update.ts';
import { inChangeSet, withAllRights } from '../records/write-set.ts';
import { changeField } from './change-field.ts';

/** Which choice takes the place of which; with `where` only on some records, and the old choice stays offered. */
export interface Moving {
  from: string[];
  to: string;
  where?: unknown;
}

/** How a moving of choices began: at once in a change set, or as a job whose change set it is. */
export interface Moved {
  moved: number;
  /** What took the records along; its undo gives them their choices back. */
  change_set_id: string | null;
  job_id: string | null;
}

// Records that are taken along within the request; more are a job.
const movedAtOnce = 1_000;
const pageSize = 500;

/** Joins choices of a field into one, or splits one by a condition: the records follow, all under one change set.
 * Answers with the change set of the field and what became of the records. */
export async function moveOptions(
  ctx: Context,
  object: ObjectModel,
  { field, moving }: { field: FieldModel; moving: Moving },
): Promise<Moved & { fieldChange: string }> {
  requireMovable(ctx, object, { field, moving });
  const options = optionsAfter(field, moving);
  const { changeSet: fieldChange } = await changeField(ctx, object, field, { options });
  const ids = await readDue(ctx, object, { field, moving, limit: movedAtOnce + 1 });
  const change_set_id = newId();
  const label = `${moving.where === undefined ? 'Join' : 'Split'} choices: ${field.words.en} → ${moving.to}`;
  const input = { object: object.key, field: field.key, ...moving, set: change_set_id, label };
  if (ids.length > movedAtOnce) {
    const job_id = await enqueue(ctx, moveOptionsJob, input);
    return { moved: 0, change_set_id, job_id, fieldChange };
  }
  const moved = await moveRecords(ctx, object, { field, moving, ids, label, set: change_set_id });
  return { moved, change_set_id: moved > 0 ? change_set_id : null, job_id: null, fieldChange };
}

const moveInput = z.object({
  object: z.string(),
  field: z.string(),
  from: z.array(z.string()),
  to: z.string(),
  where: z.unknown().optional(),
  set: z.string(),
  label: z.string(),
});

/** Takes the records of choices along that were joined or split. What was done is no longer found, so a second try goes
 * on where the first one stopped. */
export const moveOptionsJob = defineJob({
  key: 'objects.move_options',
  input: moveInput,
  attempts: 5,
  run: async (job, given: z.infer<typeof moveInput>) => {
    const object = catalogOf(job).objects.get(given.object);
    const field = object?.fields.get(given.field);
    if (!object || !field) return { moved: 0 };
    const moving = { from: given.from, to: given.to, ...(given.where === undefined ? {} : { where: given.where }) };
    for (let moved = 0; ;) {
      if (job.stopped()) return undefinedAfterStop;
      const page = await job.transaction(async (ctx) => {
        const ids = await readDue(ctx, object, { field, moving, limit: pageSize });
        const { set, label } = given;
        if (ids.length > 0) await moveRecords(ctx, object, { field, moving, ids, label, set });
        return ids.length;
      });
      moved += page;
      await job.progress(moved, null);
      if (page < pageSize) return { moved, change_set_id: given.set };
    }
  },
  again: async (ctx, { set }) => {
    if (!mayAdminister(ctx)) return false;
    const undone = await ctx.db.maybe(sql`select 1 from ${ctx.db.table('change_set')} s where id = ${set}::uuid
      and (undone_by_id is not null or exists (select 1 from ${ctx.db.table('undo_run')} u
        where u.change_set_id = s.id))`);
    return undone === null;
  },
});

interface Due {
  field: FieldModel;
  moving: Moving;
}

/** Records that have one of the old choices and are to be taken along. */
async function readDue(ctx: Context, object: ObjectModel, due: Due & { limit: number }): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(sql`select t.id from ${ctx.db.table(object.table)} t
    where ${dueSql(ctx, object, due)} order by t.id limit ${due.limit}`);
  return rows.map((row) => row.id);
}

function dueSql(ctx: Context, object: ObjectModel, { field, moving }: Due): Sql {
  const column = sql.id('t', field.column);
  const has =
    field.type === 'select' ? sql`${column} = any (${moving.from}::text[])` : sql`${column} && ${moving.from}::text[]`;
  const where = moving.where === undefined ? sql`true` : compileFilter(ctx, object, moving.where as never, 't');
  return sql`${has} and t.deleted_at is null and ${where}`;
}

async function moveRecords(
  ctx: Context,
  object: ObjectModel,
  { field, moving, ids, set, label }: Due & { ids: string[]; set: string; label: string },
): Promise<number> {
  const origin = ctx.actor.kind === 'member' ? 'screen' : 'api';
  const { result } = await inChangeSet(ctx, { origin, label, id: set, trusted: true }, async (plain) => {
    const writes = withAllRights(plain);
    const rows = await lockRows(writes, object, ids);
    const patches = [...rows].map(([id, row]) => {
      const now = row[field.column] as string | string[];
      const next = [now].flat().map((one) => (moving.from.includes(one) ? moving.to : one));
      return { id, values: { [field.key]: field.type === 'select' ? next[0] : [...new Set(next)] } };
    });
    return updateRecords(writes, object, patches);
  });
  return result.length;
}

function optionsAfter(field: FieldModel, { from, to, where }: Moving) {
  const known = (field.options ?? []).map((option) => ({
    ...option,
    archived: option.value === to ? false : where === undefined && from.includes(option.value) ? true : option.archived,
  }));
  return known.some((option) => option.value === to) ? known : [...known, { value: to, label: { en: to, el: to } }];
}

function requireMovable(ctx: Context, object: ObjectModel, { field, moving }: Due): void {
  const told = (pointer: string, code: string, message: string) => failIf([{ pointer, code, message }]);
  if (field.type !== 'select' && field.type !== 'multi_select')
    told('', 'field.no_options', 'Only a field of choices has options.');
  if (!field.custom || field.summary)
    told('', 'field.is_standard', 'The choices of this field mean something to Kith: rename or colour them.');
  const unknown = moving.from.find((value) => !field.options?.some((option) => option.value === value));
  if (unknown !== undefined) told('/from', 'field.no_option', `There is no choice "${unknown}".`);
  if (moving.from.includes(moving.to)) told('/to', 'field.same_options', 'A choice cannot take its own place.');
  if (moving.where === undefined) return;
  if (typeof moving.where !== 'object' || moving.where === null) fail('filter.invalid');
  compileFilter(ctx, object, moving.where as never, 't');
}
