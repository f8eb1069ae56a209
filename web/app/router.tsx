import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from '@tanstack/react-router';
import { loadTasksPage } from '#web/modules/activities';
import { loadForecastPage } from '#web/modules/insight';
import { loadDuplicatesPage } from '#web/modules/quality';
import { loadChangedPage, loadReportPage } from '#web/modules/sales';
import { loadImportPage } from '#web/modules/transfer';
import { FailedPage } from './failed-page.tsx';
import { ObjectListPage, ObjectRecordPage } from './object-pages.tsx';
import { Shell } from './shell/shell.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { StartPage } from './start-page.tsx';

const root = createRootRoute({
  component: Outlet,
  errorComponent: FailedPage,
  notFoundComponent: () => <Navigate to="/" />,
});
const start = createRoute({ getParentRoute: () => root, path: '/', component: StartPage });
// The way from sign-in to a list travels in the start file; every other page comes when it is opened.
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
});
const signedOn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/return',
  component: lazyRouteComponent(() => import('./sign-in/return-page.tsx')),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./sign-in/setup-page.tsx')),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx')),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('./sign-in/reset-page.tsx')),
});
const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$slug',
  component: Shell,
});
const inside = <Path extends string>(path: Path, load: () => Promise<{ default: () => React.ReactNode }>) =>
  createRoute({ getParentRoute: () => workspace, path, component: lazyRouteComponent(load) });

const pages = [
  inside('/', () => import('./home/home-page.tsx')),
  inside('/tasks', loadTasksPage),
  inside('/import', loadImportPage),
  inside('/duplicates', loadDuplicatesPage),
  inside('/forecast', loadForecastPage),
  inside('/what-changed', loadChangedPage),
  inside('/sales-report', loadReportPage),
  inside('/settings/$page', () => import('./settings/settings-page.tsx')),
  createRoute({
    getParentRoute: () => workspace,
    path: '/settings',
    component: () => (
      <Navigate from="/w/$slug/settings" to="/w/$slug/settings/$page" params={{ page: 'profile' } as never} replace />
    ),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: '/$object',
    component: ObjectListPage,
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: '/$object/$id',
    component: ObjectRecordPage,
  }),
];

/** Every page of the app and its address. */
export const router = createRouter({
  routeTree: root.addChildren([start, signIn, signedOn, setup, invitation, reset, workspace.addChildren(pages)]),
  defaultPreload: 'intent',
  scrollRestoration: false,
});
