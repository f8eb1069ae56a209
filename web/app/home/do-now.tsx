import { Link } from '@tanstack/react-router';
import type { Home, RecordRef } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { Button } from '#web/kernel/ui';
import { openCreate } from '#web/kernel/objects';
import { TaskLine } from '#web/modules/activities';

/** Home shows the first ten; the tasks page has them all. */
const MOST = 10;

/** Tasks due today or late, one line each, ticked off in place. */
export function DoNow({ tasks, today }: { tasks: Home['tasks']; today: string }) {
  const paths = usePaths();
  return (
    <section aria-labelledby="do-now" className="k-home-section">
      <h2 id="do-now">
        {i18n.t('Do now')} <span className="k-count">{tasks.length || ''}</span>
      </h2>
      <ul className="k-lines-list">
        {tasks.slice(0, MOST).map((task) => (
          <TaskLine
            key={task.id}
            task={task}
            about={(task.about as RecordRef | null | undefined) ?? null}
            today={today}
          />
        ))}
      </ul>
      {tasks.length === 0 ? (
        <p className="k-muted">{i18n.t('Nothing is due. A good moment for the list below.')}</p>
      ) : null}
      <div className="k-row">
        {tasks.length > MOST ? (
          <Link to={paths.page('tasks')} className="k-link">
            {i18n.t('All tasks')}
          </Link>
        ) : null}
        <Button small look="quiet" onClick={() => openCreate('tasks', {}, () => undefined)}>
          {i18n.t('Add a task')}
        </Button>
      </div>
    </section>
  );
}
