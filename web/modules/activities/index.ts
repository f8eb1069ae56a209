import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';
import { TasksByDay } from './parts/tasks-by-day.tsx';

/** Brings in the tasks page when it is first opened. */
export const loadTasksPage = () => import('./pages/tasks-page.tsx');

const Composer = lazy(() => import('./parts/composer.tsx').then((part) => ({ default: part.Composer })));
const OpenTasks = lazy(() => import('./parts/open-tasks.tsx').then((part) => ({ default: part.OpenTasks })));

export { TaskLine } from './parts/task-line.tsx';

/** Notes, calls, mails, meetings and tasks: the composer on top of every timeline, and what is still to do. */
export const activities: WebModule = {
  key: 'activities',
  composer: Composer,
  side: [OpenTasks],
  listActions: [TasksByDay],
};
