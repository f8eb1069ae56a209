import type { Field, Filter, ObjectType } from '#web/kernel/api';

/** The relation by which a task points at records of that object. */
export const aboutField = (tasks: ObjectType, object: ObjectType): Field | null =>
  tasks.fields.find((field) => field.type === 'relation' && field.to === object.api && field.filterable) ?? null;

/** The filter that leaves only open tasks, by whichever field says so. */
export function openFilter(tasks: ObjectType): Filter | null {
  const has = (key: string): Field | undefined => tasks.fields.find((field) => field.key === key && field.filterable);
  if (has('done')) return { field: 'done', is: false };
  if (has('done_at')) return { field: 'done_at', empty: true };
  return has('status') ? { field: 'status', is_not: 'done' } : null;
}

/** The filter that leaves only tasks of the member at the screen. */
export function mineFilter(tasks: ObjectType): Filter | null {
  const field = tasks.fields.find(
    (one) => one.type === 'member' && ['assignee', 'owner', 'assigned_to'].includes(one.key),
  );
  return field ? { field: field.key, me: true } : null;
}

/** Any record that a task is about, for its line. */
export function aboutOf(tasks: ObjectType, task: Record<string, unknown>): unknown {
  const fields = tasks.fields.filter((field) => field.type === 'relation' && field.to !== 'tags');
  for (const { key } of fields) {
    const value = Array.isArray(task[key]) ? (task[key] as unknown[])[0] : task[key];
    if (value) return value;
  }
  return task.about ?? null;
}
