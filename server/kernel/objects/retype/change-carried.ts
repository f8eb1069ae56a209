import { setTimeout as pause } from 'node:timers/promises';
import { fail } from '#shared/failure';
import { mayAdminister } from '#kernel/access';
import { sql, type Pools } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type JobRun } from '#kernel/jobs';
import type { Context, Workspace } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { raiseModel } from '../customize/add-field.ts';
import { keepFieldChanges } from '../customize/field-history.ts';
import { laidOver, layFields } from '../customize/field-settings.ts';
import { alterTables } from '../schema/apply.ts';
import { queueIndexes } from '../views/index-view.ts';
import { barOlder } from './bar-older.ts';
import { carryOver, type Passed } from './carry-over.ts';
import { makesOptions, readingOf, type Carrying } from './preview-carried.ts';
import { shadowColumns, toOption, type Shadow } from './shadows.ts';

const input = z.object({
  object: z.string(),
  field: z.string(),
  column: z.string(),
  unfit: z.enum(['refuse', 'leave_out']),
  above: z.number(),
});

/** What the work came to, as its job tells it. */
interface Changed {
  changed: boolean;
  change_set_id?: string;
  left_out?: number;
  unfit?: number;
  examples?: Passed['examples'];
  too_many_options?: true;
}

const mostOptions = 500;
const manyValues = 20_000; // more take seconds
const betweenLooks = 1_000; // while other jobs end

/** Begins a change of type by another column: from now on every write goes to both, and a job carries over what is
 * there. Answers with the job. */
export async function beginCarried(
  { pools }: { pools: Pools },
  { workspace, transaction }: { workspace: Workspace; transaction<T>(work: (ctx: Context) => Promise<T>): Promise<T> },
  { object, field, total, ...carrying }: Carrying & { object: ObjectModel; field: FieldModel; total: number },
): Promise<string> {
  const column = `${field.key}__${Date.now().toString(36)}`;
  await alterTables(pools, workspace, (table) =>
    shadowColumns({ type: carrying.type, column }).map(
      ({ name, type }) => sql`alter table ${table(object.table)} add column ${sql.id(name)} ${sql.raw(type)}`,
    ),
  );
  const job = await transaction(async (ctx) => {
    const now = await laidOver(ctx, object, field.key);
    const shadows = (now['shadows'] ?? []) as Shadow[];
    if (shadows.some((one) => one.pending)) fail('field.is_changing');
    const reading = readingOf(ctx, carrying);
    const { unfit = 'refuse', type } = carrying;
    const above = catalogOf(ctx).version;
    const work = { object: object.key, field: field.key, column, unfit, above };
    const id = (await enqueue(ctx, changeTypeJob(null), work, { heavy: total > manyValues }))!;
    const shadow: Shadow = { type, column, reading, since: ctx.now.toISOString(), pending: true, job: id };
    await layFields(ctx, object, { key: field.key, setting: { shadows: [...shadows, shadow] } });
    return id;
  });
  await raiseModel(pools, workspace);
  return job;
}

/** Carries the values of a field over and then gives it its other type, in one short transaction. `pools` is null where
 * only the name of the job is needed, to put it in the queue. */
export function changeTypeJob(pools: Pools | null) {
  return defineJob({
    key: 'objects.change_type',
    input,
    attempts: 5,
    run: async (job, given: z.infer<typeof input>): Promise<Changed | typeof undefinedAfterStop> => {
      // Tried again in a moment: the model is told behind the transaction that put the job here.
      if (catalogOf(job).version <= given.above) throw new Error('the model is not told yet');
      const carried = pendingOf(job, given);
      if (!carried || !pools) return { changed: false };
      const { object, field, shadow } = carried;
      const givenUp = () => job.transaction((ctx) => job.cancelRequested(ctx));
      // One that was parked and is given up looks at no record again: that may be what it died of.
      const passed = (await givenUp()) ? null : await passTwice(job, { object, field, shadow });
      // Stopped by nobody it is taken up again, here or in the background.
      if (!passed && !(await givenUp())) return undefinedAfterStop;
      if (!passed || (passed.unfit > 0 && given.unfit === 'refuse')) {
        await job.transaction((ctx) => settle(ctx, { object, field, shadow }));
        await raiseModel(pools, job.workspace);
        return passed ? { changed: false, unfit: passed.unfit, examples: passed.examples } : undefinedAfterStop;
      }
      const done = await job.transaction(async (ctx) => {
        const changed = await switchOver(ctx, { object, field, shadow, leftOut: passed.unfit });
        await job.ends(ctx, changed);
        return changed;
      });
      await raiseModel(pools, job.workspace);
      return done;
    },
    again: async (ctx, given) => mayAdminister(ctx) && pendingOf(ctx, given) !== null,
    clearsUp: true,
  });
}

type Carried = { object: ObjectModel; field: FieldModel; shadow: Shadow };

/** What a job carries over, as long as that is not over. */
function pendingOf(
  from: Parameters<typeof catalogOf>[0],
  given: Pick<z.infer<typeof input>, 'object' | 'field' | 'column'>,
): Carried | null {
  const object = catalogOf(from).objects.get(given.object)?.whole;
  const field = object?.fields.get(given.field);
  const shadow = field?.shadows?.find((one) => one.column === given.column && one.pending);
  return object && field && shadow ? { object, field, shadow } : null;
}

/** Passes over the records twice: first while others still write by the model of before, then when nobody does any
 * more; null where it was stopped. Work that began with it, such as a large import, is let end: it would be refused
 * half-way. */
async function passTwice(job: JobRun, { object, field, shadow }: Carried): Promise<Passed | null> {
  const older = await job.transaction((ctx) => atWork(ctx));
  const first = await carryOver(job, { object, field, shadow });
  if (!first) return null;
  const goesOn = async () => (await job.transaction((ctx) => atWork(ctx, older))).length > 0;
  while (older.length > 0 && (await goesOn())) {
    if (job.stopped()) return null;
    await pause(betweenLooks);
  }
  return (await barOlder(job, object)) ? carryOver(job, { object, field, shadow }) : null;
}

/** Jobs of other kinds that are at work, or those of some that still are. Two changes of type wait for no other: each
 * writes its own columns alone. */
async function atWork(ctx: Context, among: string[] | null = null): Promise<string[]> {
  const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table('job')}
    where state = 'running' and done_at is null and lease_until > statement_timestamp()
      and kind <> 'objects.change_type' and (${among}::uuid[] is null or id = any (${among}::uuid[]))`);
  return rows.map((row) => row.id);
}

/** Ends the carrying over without a change of type: the columns stay in step until they are taken away. */
async function settle(ctx: Context, { object, field, shadow }: Carried): Promise<void> {
  const now = await laidOver(ctx, object, field.key);
  const shadows = ((now['shadows'] ?? []) as Shadow[]).map((one) =>
    one.column === shadow.column ? settled(one) : one,
  );
  await layFields(ctx, object, { key: field.key, setting: { shadows } });
}

const settled = ({ type, column, reading, since }: Shadow): Shadow => ({ type, column, reading, since });

/** Gives the field its other type; what it was becomes a shadow, so that the undo finds it as it is then. */
async function switchOver(ctx: Context, given: Carried & { leftOut: number }): Promise<Changed> {
  const { object, field, shadow, leftOut } = given;
  const options = await optionsFor(ctx, given);
  await settle(ctx, given);
  if (options && options.length > mostOptions) return { changed: false, too_many_options: true };
  const shadows = (field.shadows ?? []).filter((one) => one.column !== shadow.column);
  const was: Shadow = {
    type: field.type,
    column: field.column,
    reading: shadow.reading,
    since: ctx.now.toISOString(),
  };
  const setting = {
    type: shadow.type,
    column: shadow.column,
    shadows: [...shadows, was],
    ...(options ? { options: options.map(toOption) } : {}),
    // What a new record begins with was a value of the other type.
    ...(field.defaultsTo === undefined ? {} : { default: null }),
  };
  const keepsOptions = shadow.type === 'select' || shadow.type === 'multi_select';
  const without = options || keepsOptions ? [] : ['options'];
  const change = await layFields(ctx, object, { key: field.key, setting, without });
  const label = `Change type of field: ${field.words.en}`;
  const change_set_id = await keepFieldChanges(ctx, { label, changes: [change] });
  await queueIndexes(ctx, object, [field.key]);
  return { changed: true, change_set_id, left_out: leftOut };
}

/** The choices of the field under its other type: made of the values, or those that it has; null where it has none. */
async function optionsFor(ctx: Context, { object, field, shadow }: Carried): Promise<string[] | null> {
  if (!makesOptions(field, shadow.type)) return null;
  const column = sql.id(shadow.column!);
  const rows = await ctx.db.many<{ value: string }>(sql`select value from ${ctx.db.table(object.table)} t,
    unnest(t.${column}) value group by 1 order by count(*) desc, 1 limit ${mostOptions + 1}`);
  return rows.map((row) => row.value);
}
