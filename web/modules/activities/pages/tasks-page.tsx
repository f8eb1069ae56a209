import { IconPlus, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { keys, listRecords, type Filter, type ObjectType, type RecordRef } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { ListPage, openCreate, useListSearch, useObject } from '#web/kernel/objects';
import { Button, EmptyState, IconButton, ProblemNote, SkeletonLines, Tabs, useShortcuts } from '#web/kernel/ui';
import { TaskLine } from '../parts/task-line.tsx';
import { aboutOf, mineFilter, openFilter } from '../task-fields.ts';
import { taskGroups } from '../task-groups.ts';

/** One page of work: nobody clears more than this in a day. */
const MOST = 300;

/** Everything to do, most urgent first; or, where the address asks for a table or a view, the list of all tasks. */
export default function TasksPage() {
  const tasks = useObject('tasks');
  const [search, change] = useListSearch();
  if (tasks && Object.keys(search).length > 0) return <ListPage object={tasks} />;
  return <ToDo tasks={tasks} onTable={(filter) => change({ kind: 'table', sort: 'due_at', filter }, false)} />;
}

/** The tasks that are to be done, of the reader alone or of everyone. */
function toDo(tasks: ObjectType, mine: boolean): { filter?: Filter } {
  const parts = [openFilter(tasks), mine ? mineFilter(tasks) : null].filter((part) => part !== null);
  return parts.length > 0 ? { filter: { all: parts } } : {};
}

type ToDoProps = { tasks: ObjectType | null; onTable: (filter: Filter | undefined) => void };

function ToDo({ tasks, onTable }: ToDoProps) {
  const [whose, setWhose] = useState('mine');
  useShortcuts([{ keys: 'c', label: i18n.t('Add a task'), run: () => openCreate('tasks', {}, () => undefined) }]);
  return (
    <div className="k-page">
      <div className="k-reading k-centred">
        <header className="k-row k-wrap k-page-head">
          <h1 className="k-grow">{i18n.t('Tasks')}</h1>
          <Tabs
            label={i18n.t('Whose tasks')}
            value={whose}
            onChange={setWhose}
            tabs={[
              { value: 'mine', label: i18n.t('Mine') },
              { value: 'all', label: i18n.t('Everyone’s') },
            ]}
          />
          <IconButton
            label={i18n.t('As a table: filter, change many at once')}
            icon={<IconTable size={16} stroke={1.75} />}
            disabled={!tasks}
            onClick={() => tasks && onTable(toDo(tasks, whose === 'mine').filter)}
          />
          <Button
            look="primary"
            keys="c"
            icon={<IconPlus size={16} stroke={1.75} />}
            onClick={() => openCreate('tasks', {}, () => undefined)}
          >
            {i18n.t('Add')}
          </Button>
        </header>
        {tasks ? <TaskGroups tasks={tasks} mine={whose === 'mine'} /> : <SkeletonLines count={10} />}
      </div>
    </div>
  );
}

function TaskGroups({ tasks, mine }: { tasks: ObjectType; mine: boolean }) {
  const query = { ...toDo(tasks, mine), limit: MOST };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.list('tasks', query),
    queryFn: () => listRecords('tasks', query),
  });
  const today = format.today();
  const groups = taskGroups(data?.data ?? [], today);
  if (isPending) return <SkeletonLines count={10} />;
  if (error) return <ProblemNote problem={error} onRetry={() => void refetch()} />;
  if (groups.length === 0) {
    return (
      <EmptyState
        picture="done"
        title={i18n.t('Nothing to do')}
        text={i18n.t('Tasks come from calls and notes (“send quote by Friday”) or from the button above.')}
        action={<Button onClick={() => openCreate('tasks', {}, () => undefined)}>{i18n.t('Add a task')}</Button>}
      />
    );
  }
  return groups.map((group) => (
    <section key={group.key} className="k-task-group" aria-label={group.label}>
      <h2>
        {group.label} <span className="k-count">{group.tasks.length}</span>
      </h2>
      <ul>
        {group.tasks.map((task) => (
          <TaskLine key={task.id} task={task} about={aboutOf(tasks, task) as RecordRef | null} today={today} />
        ))}
      </ul>
    </section>
  ));
}
