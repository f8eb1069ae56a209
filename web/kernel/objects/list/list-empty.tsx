import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, EmptyState } from '#web/kernel/ui';
import { openCreate } from '../forms/create-store.ts';
import { objectLabel } from '../model/model.ts';
import { usePaths } from '../model/use-model.ts';

// What files bring: people, firms, deals, and what happened with them.
const broughtByFiles = new Set(['people', 'companies', 'deals']);

/** An empty list: either nothing fits what was asked, or nothing is here yet. */
export function ListEmpty(props: { object: ObjectType; asked: boolean; onClear: () => void }) {
  const { actions } = useMe().can.rights;
  const paths = usePaths();
  const many = objectLabel(props.object, true).toLocaleLowerCase();
  if (props.asked) {
    return (
      <EmptyState
        picture="search"
        title={i18n.t('Nothing fits')}
        text={i18n.t('No {many} match the search and the filter. Loosen one of them, or show all.', { many })}
        action={<Button onClick={props.onClear}>{i18n.t('Show all')}</Button>}
      />
    );
  }
  const brought = actions.import && (props.object.kind === 'entry' || broughtByFiles.has(props.object.api));
  return (
    <EmptyState
      title={i18n.t('No {many} yet', { many })}
      text={
        brought
          ? i18n.t('Bring your {many} from a file or another program, or add the first one by hand.', { many })
          : i18n.t('Add the first one, and it stands here.')
      }
      action={
        <>
          {props.object.can.create && brought ? (
            <Link to={paths.page('import')} className="k-button k-button-primary">
              <IconFileImport size={16} stroke={1.75} aria-hidden="true" />
              {i18n.t('Import a file')}
            </Link>
          ) : null}
          {props.object.can.create ? (
            <Button icon={<IconPlus size={16} stroke={1.75} />} onClick={() => openCreate(props.object.api)}>
              {i18n.t('Add the first')}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
