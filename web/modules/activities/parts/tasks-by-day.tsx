import { IconListCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';

/** From the table of all tasks back to what is to do, most urgent first. */
export function TasksByDay({ object }: { object: ObjectType }) {
  const paths = usePaths();
  if (object.api !== 'tasks') return null;
  return (
    <Link to={paths.page('tasks')} className="k-button k-button-quiet">
      <IconListCheck size={16} stroke={1.75} aria-hidden="true" />
      {i18n.t('By day')}
    </Link>
  );
}
