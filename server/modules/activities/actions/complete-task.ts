import type { Context } from '#kernel/workspace';
import {
  createRecord,
  createRecords,
  getObject,
  readValuesOf,
  updateEach,
  updateRecords,
  withAllRights,
  type ActionDone,
  type ActionWork,
  type Values,
  type WriteSet,
} from '#kernel/objects';
import { nextDue } from '../recurrence.ts';

const kept = ['subject', 'priority', 'recurrence', 'notes', 'assignee', 'people', 'companies', 'deals'];

/** Marks a task done, once, with the time; one that repeats comes back as a new task. Answers with the id of that. */
export async function completeTask(set: WriteSet, id: string): Promise<string | null> {
  const { ctx } = set;
  const object = getObject(ctx, 'task');
  const changed = await updateRecords(set, object, [{ id, values: { done: true } }]);
  if (changed.length === 0) return null;
  await updateRecords(set, object, [{ id, values: { done_at: ctx.now.toISOString() } }]);
  // As it is kept: the next one is about the same people, also those whom the doer may not see.
  const task = (await readValuesOf(ctx, object, [id])).get(id)!;
  const values = nextOf(ctx, task);
  return values && (await createRecord(withAllRights(set), object, values)).id;
}

/** Marks many tasks done. Those that were done already are left as they are; each that repeats comes back once. */
export async function completeEach(work: ActionWork): Promise<ActionDone> {
  const { set, object } = work;
  const { ctx } = set;
  const records = work.records.filter(({ values }) => values['done'] !== true);
  const done = await updateEach({ ...work, records }, () => ({ done: true, done_at: ctx.now.toISOString() }));
  const refused = new Set(done.refused?.map(({ id }) => id));
  const next = records.flatMap(({ id, values }) => {
    const again = refused.has(id) ? null : nextOf(ctx, values);
    return again ? [{ id: work.newIdFor(id), values: again }] : [];
  });
  if (next.length > 0) await createRecords(withAllRights(set), object, next);
  return done;
}

/** The task that comes after one that repeats; null where none does. */
function nextOf(ctx: Context, task: Values): Values | null {
  if (typeof task['recurrence'] !== 'string') return null;
  const due = typeof task['due_at'] === 'string' ? new Date(task['due_at']) : ctx.now;
  const next = nextDue(task['recurrence'], due, { now: ctx.now, timeZone: ctx.workspace.timeZone });
  if (!next) return null;
  const values: Values = Object.fromEntries(kept.map((key) => [key, task[key]]));
  if (typeof task['remind_at'] === 'string') {
    const before = due.getTime() - Date.parse(task['remind_at']);
    values['remind_at'] = new Date(next.getTime() - before).toISOString();
  }
  return { ...values, due_at: next.toISOString() };
}
