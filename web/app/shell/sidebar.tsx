import {
  IconArrowsJoin,
  IconChevronsLeft,
  IconChevronsRight,
  IconChartLine,
  IconCheckbox,
  IconFileImport,
  IconHome,
  IconKeyboard,
  IconLogout,
  IconSearch,
  IconSettings,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries, signOut } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { menuObjects, objectLabel, useObjects, usePaths } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { Avatar, Icon, IconButton, Kbd, Menu, Tip, useTheme } from '#web/kernel/ui';
import { rememberHere } from '../sign-in/was-here.ts';
import { Favourites } from './favourites/favourites.tsx';
import { openPalette } from './palette-store.ts';

type SidebarProps = { narrow?: boolean; onFold?: () => void; onGo?: () => void };
const stroke = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** The menu: workspace, search, the day's pages, the objects, saved views, the member at the foot. */
export function Sidebar({ narrow, onFold, onGo }: SidebarProps) {
  const me = useMe();
  const paths = usePaths();
  return (
    <nav className="k-sidebar" aria-label={i18n.t('Main menu')}>
      <div className="k-workspace">
        <Avatar name={me.workspace.name} square />
        <strong className="k-cut k-grow">{me.workspace.name}</strong>
        {onFold ? (
          <IconButton
            small
            label={narrow ? i18n.t('Widen the menu') : i18n.t('Narrow the menu')}
            icon={narrow ? <IconChevronsRight {...stroke} /> : <IconChevronsLeft {...stroke} />}
            onClick={onFold}
          />
        ) : null}
      </div>
      <button
        type="button"
        className="k-find"
        aria-label={i18n.t('Search')}
        onClick={() => (onGo?.(), openPalette('commands'))}
      >
        <IconSearch {...stroke} />
        <span className="k-grow">{i18n.t('Search')}</span>
        <Kbd keys="mod+k" />
      </button>
      <NavLists narrow={narrow} onGo={onGo} />
      <div className="k-sidebar-foot">
        <ul>
          <NavItem
            to={paths.page('settings')}
            icon={<IconSettings {...stroke} />}
            label={i18n.t('Settings')}
            narrow={narrow}
            onGo={onGo}
          />
        </ul>
        <MemberMenu narrow={narrow} />
      </div>
    </nav>
  );
}

function NavLists({ narrow, onGo }: Pick<NavItemProps, 'narrow' | 'onGo'>) {
  const paths = usePaths();
  const objects = menuObjects(useObjects());
  const { actions } = useMe().can.rights;
  return (
    <div className="k-nav-scroll">
      <ul>
        <NavItem
          to={paths.home}
          exact
          icon={<IconHome {...stroke} />}
          label={i18n.t('Home')}
          narrow={narrow}
          onGo={onGo}
        />
        <NavItem
          to={paths.page('tasks')}
          icon={<IconCheckbox {...stroke} />}
          label={i18n.t('Tasks')}
          narrow={narrow}
          onGo={onGo}
        />
        <NavItem
          to={paths.page('forecast')}
          icon={<IconChartLine {...stroke} />}
          label={i18n.t('Forecast')}
          narrow={narrow}
          onGo={onGo}
        />
      </ul>
      <ul aria-label={i18n.t('Records')}>
        {objects.map((object) => (
          <NavItem
            key={object.api}
            to={paths.list(object.api)}
            icon={<Icon name={object.icon} />}
            label={objectLabel(object, true)}
            narrow={narrow}
            onGo={onGo}
          />
        ))}
      </ul>
      {narrow ? null : <Favourites onGo={onGo} />}
      <ul aria-label={i18n.t('Upkeep')}>
        {actions.merge ? (
          <NavItem
            to={paths.page('duplicates')}
            icon={<IconArrowsJoin {...stroke} />}
            label={i18n.t('Duplicates')}
            narrow={narrow}
            onGo={onGo}
          />
        ) : null}
        {actions.import ? (
          <NavItem
            to={paths.page('import')}
            icon={<IconFileImport {...stroke} />}
            label={i18n.t('Import')}
            narrow={narrow}
            onGo={onGo}
          />
        ) : null}
      </ul>
    </div>
  );
}

type NavItemProps = {
  to: string;
  icon: ReactNode;
  label: string;
  exact?: boolean;
  narrow: boolean | undefined;
  onGo: (() => void) | undefined;
};

function NavItem({ to, icon, label, exact, narrow, onGo }: NavItemProps) {
  const link = (
    <Link
      to={to}
      className="k-nav"
      activeOptions={{ exact: exact ?? false, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      {...(narrow ? { 'aria-label': label } : {})}
      onClick={() => onGo?.()}
    >
      {icon}
      {narrow ? null : <span className="k-cut">{label}</span>}
    </Link>
  );
  return <li>{narrow ? <Tip label={label}>{link}</Tip> : link}</li>;
}

function MemberMenu({ narrow }: { narrow: boolean | undefined }) {
  const me = useMe();
  const navigate = useNavigate();
  const { theme, setTheme } = useTheme();
  const leave = async (): Promise<void> => {
    await signOut();
    rememberHere(false);
    // A page that still stands would ask anew for what is forgotten, as nobody.
    await navigate({ to: '/sign-in' });
    queries.clear();
  };
  const next = theme === 'dark' ? 'light' : 'dark';
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="k-nav k-member-button"
          aria-label={i18n.t('{name}: account menu', { name: me.member.name })}
        >
          <Avatar name={me.member.name} />
          {narrow ? null : <span className="k-cut">{me.member.name}</span>}
        </button>
      }
      entries={[
        { heading: me.member.email },
        { label: next === 'dark' ? i18n.t('Dark theme') : i18n.t('Light theme'), run: () => setTheme(next) },
        {
          label: i18n.t('Keyboard shortcuts'),
          keys: '?',
          icon: <IconKeyboard {...stroke} />,
          run: () => openPalette('shortcuts'),
        },
        'line',
        { label: i18n.t('Sign out'), icon: <IconLogout {...stroke} />, run: () => void leave() },
      ]}
    />
  );
}
