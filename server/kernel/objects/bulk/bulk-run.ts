import { newId, sql, type Sql } from '#kernel/database';
import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type JobRun } from '#kernel/jobs';
import type { Actor, Context } from '#kernel/workspace';
import type { Verb } from '#shared/rights';
import { sparing } from '../batch/sparing.ts';
import { getObject, type ObjectModel } from '../catalog.ts';
import { whereSql } from '../query/list.ts';
import { scopeSql } from '../query/scope.ts';
import { seenTable } from '../query/seen-table.ts';
import { inChangeSet, type Origin } from '../records/write-set.ts';
import { requireSound, type BulkChange, type Selection } from './bulk-change.ts';
import { asNow } from './as-now.ts';
import { changePage, type PageResult, type Refusal } from './change-page.ts';
import { requireRecordAction } from './record-action.ts';

/** Records of one transaction: enough that a commit costs little, few enough that others do not wait for it. */
const pageSize = 1_000;
/** Pages that go on at once: the database works on one while the next is made ready. */
const lanes = 2;
/** Refusals that the result lists; all are counted. */
const listedRefusals = 1_000;
/** Choosing and counting the records of a filter may read the whole table once. */
const choosing = 120_000;
const first = '00000000-0000-0000-0000-000000000000';

interface Asked {
  selection: Selection;
  change: BulkChange;
  origin: Origin;
}

/** Bulk work that was begun: GET /api/v1/jobs/{job_id} tells how far it is, and at the end its `BulkResult`. */
export interface BulkQueued {
  job_id: string;
  /** Under which all of it is taken back, also after it was stopped half-way. */
  change_set_id: string;
}

/** What came of bulk work. Records that were as they should be already are `unchanged`. */
export interface BulkResult {
  change_set_id: string;
  total: number;
  changed: number;
  unchanged: number;
  missed: number;
  refused: number;
  refusals: Refusal[];
}

interface BulkRun {
  id: string;
  object: string;
  actor: Actor;
  selection: Selection;
  change: BulkChange;
  origin: Origin;
  total: number | null;
  changed: number;
  missed: number;
  refused: number;
  refusals: Refusal[];
}

/** How many records a selection holds now for the actor, also before it is known what is to be changed. */
export async function countSelected(ctx: Context, object: ObjectModel, asked: Omit<Asked, 'origin'>): Promise<number> {
  requireSound(ctx, object, asked.change, { mayBeEmpty: true });
  const where = await selectedSql(ctx, object, asked);
  return (await ctx.db.one<{ n: number }>(sql`select count(*) as n from ${seenTable(ctx, object)} t where ${where}`)).n;
}

/** Begins to change many records in the background, in the name and with the rights of the actor. */
export async function startBulk(ctx: Context, object: ObjectModel, asked: Asked): Promise<BulkQueued> {
  requireSound(ctx, object, asked.change);
  // Compiled for its refusals alone: the records are chosen by the job.
  await selectedSql(ctx, object, asked);
  const id = newId();
  const { selection, change, origin } = asked;
  await ctx.db.run(sql`insert into ${ctx.db.table('bulk_run')} (id, object, actor, selection, change, origin)
    values (${id}::uuid, ${object.key}, ${JSON.stringify(ctx.actor)}::jsonb, ${JSON.stringify(selection)}::jsonb,
      ${JSON.stringify(change)}::jsonb, ${origin})`);
  const jobId = await enqueue(ctx, bulkJob, { id }, { priority: 6 });
  return { job_id: jobId!, change_set_id: id };
}

/** The records that are chosen: of the lists, or of the trash where they are to come back. */
async function selectedSql(
  ctx: Context,
  object: ObjectModel,
  { selection, change }: Omit<Asked, 'origin'>,
): Promise<Sql> {
  const { filter, q, ids, except } = selection;
  const verb = verbOf(ctx, object, change);
  const parts = [
    await whereSql(ctx, object, { filter, q, trash: change.action === 'restore' }),
    scopeSql(ctx, object, { verb, alias: 't' }),
  ];
  if (ids) parts.push(sql`t.id = any (${ids}::uuid[])`);
  if (except && except.length > 0) parts.push(sql`t.id <> all (${except}::uuid[])`);
  return sql.join(parts, sql` and `);
}

function verbOf(ctx: Context, object: ObjectModel, change: BulkChange): Verb {
  if (change.action === 'run') return requireRecordAction(ctx, object, change.run).right;
  return change.action === 'update' ? 'update' : 'delete';
}

const input = z.object({ id: z.string() });

/** Chooses the records once, then changes them page by page. A page is changed and struck off in one transaction, so a
 * crash or a stop loses nothing and does nothing twice. */
export const bulkJob = defineJob({
  key: 'objects.bulk',
  input,
  attempts: 5,
  run: async (job, { id }: z.infer<typeof input>) => {
    const total = await job.transaction((ctx) => choose(ctx, id), { timeout: choosing });
    if (total === null) return null;
    const place = { after: first };
    const lane = async () => {
      for (;;) {
        const done = await job.transaction((ctx) => takePage(ctx, job, { id, place }), { timeout: choosing });
        if (done === null || job.stopped()) return;
        await job.progress(Math.min(done, total), total);
      }
    };
    // None is left running where another failed.
    const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return (await job.transaction((ctx) => finish(ctx, job, id))) ?? undefinedAfterStop;
  },
  again: (ctx, { id }) => isHalfDone(ctx, id),
  clearsUp: true,
});

function findRun(ctx: Context, id: string): Promise<BulkRun | null> {
  return ctx.db.maybe<BulkRun>(sql`select * from ${ctx.db.table('bulk_run')} where id = ${id}::uuid`);
}

/** Whether a run is still known and nobody began to take back what it did. */
async function isHalfDone(ctx: Context, id: string): Promise<boolean> {
  const set = await ctx.db.maybe<{ undone_by_id: string | null }>(sql`select undone_by_id
    from ${ctx.db.table('change_set')} where id = ${id}::uuid for update`);
  if (set?.undone_by_id) return false;
  const undo = await ctx.db.maybe(sql`select 1 from ${ctx.db.table('undo_run')} where change_set_id = ${id}::uuid`);
  return undo === null && (await findRun(ctx, id)) !== null;
}

/** Notes the records once; a second try finds them. Answers how many there are; null where the run is over. */
async function choose(ctx: Context, id: string): Promise<number | null> {
  const run = await findRun(ctx, id);
  if (!run || run.total !== null) return run?.total ?? null;
  const asked = await asNow(ctx, run.actor);
  const object = getObject(asked, run.object);
  const total = await ctx.db.run(sql`insert into ${ctx.db.table('bulk_item')} (run_id, record_id)
    select ${id}::uuid, t.id from ${seenTable(asked, object)} t where ${await selectedSql(asked, object, run)}`);
  await ctx.db.run(sql`update ${ctx.db.table('bulk_run')} set total = ${total} where id = ${id}::uuid`);
  return total;
}

/** Changes one page that no other lane works on. Answers how many records are done with; null where none are left, or
 * a person asked to stop. */
async function takePage(
  ctx: Context,
  job: JobRun,
  { id, place }: { id: string; place: { after: string } },
): Promise<number | null> {
  if (await job.cancelRequested(ctx)) return null;
  const run = await findRun(ctx, id);
  const items = ctx.db.table('bulk_item');
  // Behind what was taken: what is struck off stays in the index for a while.
  const page = await ctx.db.many<{ record_id: string }>(sql`delete from ${items} where run_id = ${id}::uuid
    and record_id = any (array(select record_id from ${items} where run_id = ${id}::uuid
      and record_id > ${place.after}::uuid order by record_id limit ${pageSize} for update skip locked))
    returning record_id`);
  if (!run || page.length === 0) return null;
  const asked = await asNow(ctx, run.actor);
  const object = getObject(asked, run.object);
  const ids = page.map((one) => one.record_id).sort();
  if (ids.at(-1)! > place.after) place.after = ids.at(-1)!;
  const options = { origin: run.origin, label: labelOf(asked, run, object), id };
  const made = new Map<string, string>();
  const { result } = await sparing(asked, rulesOf(asked, object, run.change), (broken) =>
    inChangeSet(asked, options, (set) => changePage(set, object, { ids, change: run.change, broken, made })),
  );
  return note(ctx, id, { result, size: ids.length });
}

/** The object whose rules may refuse records of the page. */
function rulesOf(ctx: Context, object: ObjectModel, change: BulkChange): ObjectModel {
  const creates = change.action === 'run' ? requireRecordAction(ctx, object, change.run).creates : undefined;
  return creates === undefined ? object : getObject(ctx, creates);
}

/** What a person reads in the history: what was done to how many. */
function labelOf(ctx: Context, { change, total }: BulkRun, object: ObjectModel): string {
  const { definition } = object;
  const what = `${total} ${definition.label[1].toLowerCase()}`;
  if (change.action === 'run') return `${requireRecordAction(ctx, object, change.run).label.en}: ${what}`;
  if (change.action === 'trash') return `Move ${what} to the trash`;
  return `${change.action === 'restore' ? 'Restore' : 'Change'} ${what}`;
}

async function note(ctx: Context, id: string, { result, size }: { result: PageResult; size: number }): Promise<number> {
  const { changed, missed, refused } = result;
  const { seen } = await ctx.db.one<{ seen: number }>(sql`update ${ctx.db.table('bulk_run')} set
    seen = seen + ${size}, changed = changed + ${changed}, missed = missed + ${missed},
    refused = refused + ${refused.length}, refusals = case when jsonb_array_length(refusals) < ${listedRefusals}
      then refusals || ${JSON.stringify(refused)}::jsonb else refusals end
    where id = ${id}::uuid returning seen`);
  return seen;
}

/** The end, also of work that a person stopped: what is done stays, and its change set takes it back. Null where the
 * process shuts down first. */
async function finish(ctx: Context, job: JobRun, id: string): Promise<BulkResult | null> {
  const run = (await findRun(ctx, id))!;
  const items = ctx.db.table('bulk_item');
  const { left } = await ctx.db.one<{ left: number }>(sql`select count(*) as left from ${items}
    where run_id = ${id}::uuid`);
  if (left > 0 && !(await job.cancelRequested(ctx))) return null;
  await ctx.db.run(sql`delete from ${items} where run_id = ${id}::uuid`);
  await ctx.db.run(sql`delete from ${ctx.db.table('bulk_run')} where id = ${id}::uuid`);
  const { total, changed, missed, refused } = run;
  const result: BulkResult = {
    change_set_id: id,
    total: total ?? 0,
    changed,
    unchanged: (total ?? 0) - left - changed - missed - refused,
    missed,
    refused,
    refusals: run.refusals.slice(0, listedRefusals),
  };
  await job.ends(ctx, result);
  return result;
}
