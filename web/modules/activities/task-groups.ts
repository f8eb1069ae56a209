import type { RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';

/** The calendar day on which a task is due, whichever of its fields keeps it. */
export function dueDay(task: RecordRow): string | null {
  const on = task.due_on ?? task.due ?? task.due_at;
  if (typeof on !== 'string') return null;
  return on.length > 10 ? format.dayOf(on) : on;
}

/** Whether a task is done, whichever of its fields keeps it. */
export const isDone = (task: RecordRow): boolean =>
  task.done === true || typeof task.done_at === 'string' || task.status === 'done';

/** What a task says. */
export const taskTitle = (task: RecordRow): string => String(task.subject ?? task.title ?? task.name ?? '');

export type TaskGroup = { key: string; label: string; tasks: RecordRow[] };

/** Open tasks by urgency: late, today, the next seven days, later, without a day. */
export function taskGroups(tasks: RecordRow[], today: string): TaskGroup[] {
  const groups: (TaskGroup & { fits: (days: number | null) => boolean })[] = [
    { key: 'late', label: i18n.t('Late'), tasks: [], fits: (days) => days !== null && days < 0 },
    { key: 'today', label: i18n.t('Today'), tasks: [], fits: (days) => days === 0 },
    {
      key: 'week',
      label: i18n.t('Next seven days'),
      tasks: [],
      fits: (days) => days !== null && days > 0 && days <= 7,
    },
    { key: 'later', label: i18n.t('Later'), tasks: [], fits: (days) => days !== null && days > 7 },
    { key: 'undated', label: i18n.t('Without a day'), tasks: [], fits: (days) => days === null },
  ];
  for (const task of tasks) {
    const day = dueDay(task);
    const days = day === null ? null : format.daysFromToday(day, today);
    groups.find((group) => group.fits(days))?.tasks.push(task);
  }
  const byDay = (a: RecordRow, b: RecordRow): number => (dueDay(a) ?? '').localeCompare(dueDay(b) ?? '');
  return groups
    .filter((group) => group.tasks.length > 0)
    .map(({ key, label, tasks: all }) => ({ key, label, tasks: all.toSorted(byDay) }));
}
