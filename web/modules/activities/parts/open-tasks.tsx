import { useQuery } from '@tanstack/react-query';
import { keys, listRecords } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { openCreate, recordName, useObject, type RecordSlotProps } from '#web/kernel/objects';
import { Button } from '#web/kernel/ui';
import { aboutField, openFilter } from '../task-fields.ts';
import { TaskLine } from './task-line.tsx';

/** More than this belongs on the tasks page. */
const MOST = 8;

/** What is still to do about this record. */
export function OpenTasks({ object, record }: RecordSlotProps) {
  const tasks = useObject('tasks');
  const field = tasks ? aboutField(tasks, object) : null;
  const open = tasks ? openFilter(tasks) : null;
  const query = { filter: { all: [{ field: field?.key ?? '', is: record.id }, ...(open ? [open] : [])] }, limit: MOST };
  const { data } = useQuery({
    queryKey: keys.list('tasks', query),
    enabled: field !== null,
    queryFn: () => listRecords('tasks', query),
  });
  if (!tasks || !field || object.api === 'tasks') return null;
  const rows = data?.data ?? [];
  const about = { id: record.id, object: object.api, name: recordName(object, record) };
  return (
    <section className="k-card" aria-label={i18n.t('Open tasks')}>
      <h2 className="k-heading">{i18n.t('Open tasks')}</h2>
      <ul>
        {rows.map((task) => (
          <TaskLine key={task.id} task={task} about={null} today={format.today()} />
        ))}
      </ul>
      {data && rows.length === 0 ? <p className="k-muted">{i18n.t('Nothing open.')}</p> : null}
      <Button
        small
        look="quiet"
        keys="t"
        onClick={() => openCreate('tasks', { [field.key]: field.many ? [about] : about }, () => undefined)}
      >
        {i18n.t('Add a task')}
      </Button>
    </section>
  );
}
