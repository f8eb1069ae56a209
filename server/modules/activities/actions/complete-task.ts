import {
  createRecord,
  getObject,
  readValuesOf,
  updateRecords,
  withAllRights,
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
  if (typeof task['recurrence'] !== 'string') return null;
  const due = typeof task['due_at'] === 'string' ? new Date(task['due_at']) : ctx.now;
  const next = nextDue(task['recurrence'], due, { now: ctx.now, timeZone: ctx.workspace.timeZone });
  if (!next) return null;
  const values: Values = Object.fromEntries(kept.map((key) => [key, task[key]]));
  if (typeof task['remind_at'] === 'string') {
    const before = due.getTime() - Date.parse(task['remind_at']);
    values['remind_at'] = new Date(next.getTime() - before).toISOString();
  }
  const created = await createRecord(withAllRights(set), object, { ...values, due_at: next.toISOString() });
  return created.id;
}
