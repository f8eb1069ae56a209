import type { WebModule } from '#web/kernel/objects';
import { Composer } from './parts/composer.tsx';
import { OpenTasks } from './parts/open-tasks.tsx';

export { TaskLine } from './parts/task-line.tsx';

/** Brings in the tasks page when it is first opened. */
export const loadTasksPage = () => import('./pages/tasks-page.tsx');

/** Notes, calls, mails, meetings and tasks: the composer on top of every timeline, and what is still to do. */
export const activities: WebModule = { key: 'activities', composer: Composer, side: [OpenTasks] };
