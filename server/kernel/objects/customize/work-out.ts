import { dayText, localDay } from '#shared/filter';
import { sql } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type JobRun } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { changesDaily } from '../formula/typed.ts';
import { unknownWorth } from '../rates/worth.ts';
import { refreshFields } from '../records/summaries.ts';

// Records of one transaction: their rows are locked that long.
const pageSize = 1_000;

const workOutInput = z.object({ object: z.string(), field: z.string(), above: z.number().optional() });

/** Works out, or numbers, a field that was added or has another formula, for all records there are. Done again from
 * the start after a crash: what is right already is not written. */
export const workOutJob = defineJob({
  key: 'objects.work_out',
  input: workOutInput,
  attempts: 5,
  run: async (job, given: z.infer<typeof workOutInput>) => {
    // Tried again in a moment: the model is told behind the transaction that put the job here.
    if (given.above !== undefined && catalogOf(job).version <= given.above)
      throw new Error('the model is not told yet');
    const object = catalogOf(job).objects.get(given.object);
    const field = object?.fields.get(given.field);
    if (!object || !field) return { written: 0 };
    const worked = field.summary || field.type === 'autonumber';
    const written = worked ? await workOut(job, object, [field]) : await fillSortKeys(job, object, field);
    return job.stopped() ? undefinedAfterStop : { written };
  },
});

/** Every night: what is worked out is so once more, and records without a number get one; what differs is put right,
 * and how many did is told with the job. */
export const checkRollupsJob = defineJob({
  key: 'objects.check_rollups',
  input: z.object({}),
  attempts: 3,
  everySeconds: 86_400,
  run: async (job) => {
    const repaired: Record<string, number> = {};
    for (const object of catalogOf(job).objects.values()) {
      const fields = object.stored.filter(
        (field) => field.custom && (field.summary || field.type === 'autonumber') && !field.archived,
      );
      if (fields.length === 0) continue;
      const written = await workOut(job, object, fields);
      if (written) repaired[object.api] = written;
    }
    return job.stopped() ? undefinedAfterStop : { repaired };
  },
});

function workOut(job: JobRun, object: ObjectModel, fields: FieldModel[]): Promise<number> {
  return eachPage(job, object, (ctx, ids) => refreshFields(ctx, object, { fields, ids }));
}

/** Does something to all records of an object, a page in each transaction; answers with the sum of what that gives. */
async function eachPage(
  job: JobRun,
  object: ObjectModel,
  work: (ctx: Context, ids: string[]) => Promise<number>,
): Promise<number> {
  let written = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    if (job.stopped()) return written;
    const page = await job.transaction(async (ctx) => {
      const rows = await ctx.db.many<{ id: string }>(sql`select id from ${ctx.db.table(object.table)}
        where id > ${after}::uuid order by id limit ${pageSize}`);
      const ids = rows.map((row) => row.id);
      if (ids.length > 0) written += await work(ctx, ids);
      return ids;
    });
    if (page.length < pageSize) return written;
    after = page.at(-1)!;
  }
}

/** Works out what the values of a text are ordered by, where it was none before. */
async function fillSortKeys(job: JobRun, object: ObjectModel, field: FieldModel): Promise<number> {
  if (field.kind.columns(field).length < 2 || field.type !== 'text') return 0;
  return eachPage(job, object, async (ctx, ids) => {
    const column = sql.id(field.column);
    const rows = await ctx.db.many<{ id: string; value: string }>(sql`select id, ${column} as value
      from ${ctx.db.table(object.table)} where id = any (${ids}::uuid[]) and ${column} is not null
      order by id for no key update`);
    const sort = sql.id(`${field.column}__sort`);
    const keys = rows.map(
      ({ value }) => field.kind.toRow(value, field, unknownWorth)[`${field.column}__sort`] as string,
    );
    return ctx.db.run(sql`update ${ctx.db.table(object.table)} t set ${sort} = n.key
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${keys}::text[]) n (id, key)
      where t.id = n.id and t.${sort} is distinct from n.key`);
  });
}

/** Puts the working out of a field in the queue; with `newer` by the model that is told after this transaction. */
export async function queueWorkOut(
  ctx: Context,
  { object, field, newer = false }: { object: string; field: string; newer?: boolean },
): Promise<void> {
  await enqueue(ctx, workOutJob, { object, field, ...(newer ? { above: catalogOf(ctx).version } : {}) });
}

/** Every hour, and once a day: formulas that ask for the day are worked out when a new one has begun in the firm's
 * time zone. */
export const newDayJob = defineJob({
  key: 'objects.new_day',
  input: z.object({}),
  attempts: 3,
  everySeconds: 3_600,
  run: async (job) => {
    const catalog = catalogOf(job);
    const daily = [...catalog.objects.values()].filter((object) =>
      object.derived.some((field) => changesDaily(catalog, object, field)),
    );
    if (daily.length === 0) return { written: 0 };
    const today = await job.transaction(async ({ now }) => dayNumber(dayText(localDay(now, job.workspace.timeZone))));
    if ((await job.transaction(readDay)) === today) return { written: 0 };
    let written = 0;
    for (const object of daily) written += await workOut(job, object, object.derived.slice());
    if (job.stopped()) return undefinedAfterStop;
    await job.transaction((ctx) => writeDay(ctx, today));
    return { written };
  },
});

// The day up to which formulas were worked out, among the counters.
const dayCounter = 'formula_day';
const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));

async function readDay({ db }: Context): Promise<number | null> {
  const row = await db.maybe<{ value: string }>(
    sql`select value from ${db.table('counter')} where name = ${dayCounter}`,
  );
  return row && Number(row.value);
}

function writeDay({ db }: Context, day: number): Promise<number> {
  return db.run(sql`insert into ${db.table('counter')} as c (name, value) values (${dayCounter}, ${day})
    on conflict (name) do update set value = excluded.value`);
}
