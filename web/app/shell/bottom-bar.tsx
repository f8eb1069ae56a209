import { IconHome, IconMenu2, IconPlus, IconSearch, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { i18n } from '#web/kernel/i18n';
import { openCreate, usePaths } from '#web/kernel/objects';
import { openPalette } from './palette-store.ts';

const icon = { size: 20, stroke: 1.75, 'aria-hidden': true } as const;

/** The thumb's reach on phones. */
export function BottomBar(props: { onMenu: () => void }) {
  const paths = usePaths();
  return (
    <nav className="k-bottom" aria-label={i18n.t('Quick menu')}>
      <Link to={paths.home} activeOptions={{ exact: true }} activeProps={{ 'aria-current': 'page' }}>
        <IconHome {...icon} />
        {i18n.t('Home')}
      </Link>
      <Link to={paths.list('people')} activeProps={{ 'aria-current': 'page' }}>
        <IconUser {...icon} />
        {i18n.t('People')}
      </Link>
      <button type="button" onClick={() => openPalette('commands')}>
        <IconSearch {...icon} />
        {i18n.t('Search')}
      </button>
      <button type="button" onClick={() => openCreate('people')}>
        <IconPlus {...icon} />
        {i18n.t('Add')}
      </button>
      <button type="button" onClick={props.onMenu}>
        <IconMenu2 {...icon} />
        {i18n.t('Menu')}
      </button>
    </nav>
  );
}
