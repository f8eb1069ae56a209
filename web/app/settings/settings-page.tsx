import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import { i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { SearchField, SkeletonLines } from '#web/kernel/ui';
import { findPages, settingsGroups, settingsPages } from './pages.ts';
import './settings.css';

const PAGES: Record<string, ComponentType> = {
  profile: lazy(() => import('./profile.tsx')),
  security: lazy(() => import('./security/security.tsx')),
  members: lazy(() => import('./members/members.tsx')),
  roles: lazy(() => import('./roles/roles.tsx')),
  teams: lazy(() => import('./teams/teams.tsx')),
  workspace: lazy(() => import('./workspace.tsx')),
  currencies: lazy(() => import('./currencies/currencies.tsx')),
  pipelines: lazy(() => import('./pipelines/pipelines.tsx')),
  selling: lazy(() => import('./selling/selling.tsx')),
  enquiries: lazy(() => import('./enquiries/enquiries.tsx')),
  objects: lazy(() => import('./objects/objects.tsx')),
  model: lazy(() => import('./model.tsx')),
  keys: lazy(() => import('./keys/keys.tsx')),
  'sign-ins': lazy(() => import('./security/all-sign-ins.tsx')),
  'single-sign-on': lazy(() => import('./security/single-sign-on.tsx')),
  webhooks: lazy(() => import('./webhooks/webhooks.tsx')),
  retention: lazy(() => import('./retention/retention.tsx')),
  erasures: lazy(() => import('./erasures.tsx')),
  history: lazy(() => import('./history.tsx')),
  trash: lazy(() => import('./trash.tsx')),
  audit: lazy(() => import('./audit/audit.tsx')),
  outbox: lazy(() => import('./outbox.tsx')),
};

/** The settings: search and list at the left, one page at the right. */
export default function Settings() {
  const { page = 'profile' } = useParams({ strict: false }) as { page?: string };
  const known = settingsPages().find((one) => one.key === page);
  const Page = PAGES[page];
  return (
    <div className="k-settings">
      <SettingsMenu />
      {/* Keys scroll it, also where nothing in it takes the focus. */}
      <div className="k-settings-page" tabIndex={0} role="region" aria-label={known?.label} data-no-ring>
        <div className="k-reading">
          <header className="k-settings-head">
            <p className="k-muted">{i18n.t('Settings')}</p>
            <h1>{known?.label}</h1>
            <p className="k-muted">{known?.about}</p>
          </header>
          <Suspense fallback={<SkeletonLines count={6} />}>{Page ? <Page /> : null}</Suspense>
        </div>
      </div>
    </div>
  );
}

/** On phones the menu is one long line: the page in use must be in sight. */
const showLink = (link: HTMLAnchorElement | null): void =>
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

function SettingsMenu() {
  const me = useMe();
  const paths = usePaths();
  const [typed, setTyped] = useState('');
  const found = findPages(typed, me.can.administer);
  return (
    <nav className="k-settings-menu" aria-label={i18n.t('Settings')}>
      <SearchField label={i18n.t('Find a setting')} value={typed} onChange={setTyped} />
      {settingsGroups().map(({ group, label }) => {
        const pages = found.filter((one) => one.group === group);
        if (pages.length === 0) return null;
        return (
          <div key={group}>
            <p className="k-nav-heading">{label}</p>
            <ul>
              {pages.map((one) => (
                <li key={one.key}>
                  <Link
                    to={paths.page(`settings/${one.key}`)}
                    className="k-nav"
                    activeProps={{ 'aria-current': 'page', ref: showLink }}
                  >
                    {one.label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {found.length === 0 ? <p className="k-muted">{i18n.t('Nothing fits')}</p> : null}
    </nav>
  );
}
