import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { queries, setTaskDone, type RecordRef, type RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { saved, usePaths } from '#web/kernel/objects';
import { Chip, toast } from '#web/kernel/ui';
import { dueDay, isDone, taskTitle } from '../task-groups.ts';
import './activities.css';

type TaskLineProps = { task: RecordRow; about: RecordRef | null; today: string };

/** One task: tick it off, open it, see about whom and when. */
export function TaskLine({ task, about, today }: TaskLineProps) {
  const paths = usePaths();
  const [done, setDone] = useState(isDone(task));
  const day = dueDay(task);
  const late = day !== null && format.daysFromToday(day, today) < 0 && !done;
  const tick = async (next: boolean): Promise<void> => {
    setDone(next);
    try {
      const { changeSet } = await setTaskDone(task.id, next);
      saved(next ? i18n.t('Task done.') : i18n.t('Task open again.'), changeSet);
      await queries.invalidateQueries();
    } catch (problem) {
      setDone(!next);
      toast({ tone: 'problem', text: (problem as Error).message });
    }
  };
  return (
    <li className="k-task" data-done={done || undefined}>
      <input
        type="checkbox"
        className="k-tick"
        aria-label={i18n.t('Done: {title}', { title: taskTitle(task) })}
        checked={done}
        onChange={(event) => void tick(event.target.checked)}
      />
      <span className="k-grow k-task-text">
        <Link to={paths.record('tasks', task.id)} className="k-task-title">
          {taskTitle(task)}
        </Link>
        {about ? (
          <Link to={paths.record(about.object, about.id)} className="k-muted k-quiet-link">
            {about.name}
          </Link>
        ) : null}
      </span>
      {day ? (
        <Chip tone={late ? 'red' : 'grey'}>
          {late
            ? i18n.t('{count, plural, one {# day} other {# days}} late', { count: -format.daysFromToday(day, today) })
            : format.relativeDay(day, today)}
        </Chip>
      ) : null}
    </li>
  );
}
