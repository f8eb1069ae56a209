import { Link } from '@tanstack/react-router';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';

/** From the deals to what changed of them since last Monday. */
export function ChangedAction({ object }: { object: ObjectType }) {
  const paths = usePaths();
  if (object.api !== 'deals') return null;
  return (
    <Link to={paths.page('what-changed')} className="k-button k-button-plain">
      {i18n.t('What changed')}
    </Link>
  );
}
