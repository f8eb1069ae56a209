import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { keys, listViews, type Me } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { menuObjects, objectLabel, openCreate, useObjects, usePaths } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { redoLast, undoLast, useTheme } from '#web/kernel/ui';
import { openPalette } from '../shell/palette-store.ts';
import { findPages } from '../settings/pages.ts';
import type { Command } from './rank.ts';

export type Runnable = Command & { icon: string; run: () => void };

/** Every page, view and action that can be reached by its words. */
export function useCommands(): Runnable[] {
  const { can } = useMe();
  const navigate = useNavigate();
  const paths = usePaths();
  const objects = menuObjects(useObjects());
  const views = useQuery({ queryKey: keys.views, queryFn: listViews }).data ?? [];
  const { setTheme } = useTheme();
  const go =
    (to: string, search: object = {}): (() => void) =>
    () =>
      void navigate({ to, search: search as never });
  const page: MakePage = (id, label, to, more = {}) => ({
    id,
    label,
    group: 'page',
    icon: 'file',
    run: go(to),
    ...more,
  });
  return [
    page('home', i18n.t('Home'), paths.home, { keys: 'g h' }),
    page('tasks', i18n.t('Tasks'), paths.page('tasks'), { keys: 'g t', icon: 'task' }),
    page('forecast', i18n.t('Forecast'), paths.page('forecast'), { words: 'targets quarter', icon: 'target' }),
    page('what-changed', i18n.t('What changed'), paths.page('what-changed'), {
      words: 'deals since monday',
      icon: 'target',
    }),
    page('sales-report', i18n.t('Sales report'), paths.page('sales-report'), {
      words: 'conversion win rate',
      icon: 'target',
    }),
    ...objects.map((object) =>
      page(object.api, objectLabel(object, true), paths.list(object.api), { icon: object.icon }),
    ),
    ...objects
      .filter((object) => object.can.create)
      .map((object): Runnable => ({
        id: `add-${object.api}`,
        group: 'action',
        icon: object.icon,
        label: i18n.t('Add: {what}', { what: objectLabel(object).toLocaleLowerCase() }),
        words: 'new create',
        run: () => openCreate(object.api),
      })),
    ...undoAndRedo(),
    ...upkeep(can, page, paths.page),
    { id: 'dark', group: 'action', icon: 'tag', label: i18n.t('Dark theme'), run: () => setTheme('dark') },
    { id: 'light', group: 'action', icon: 'tag', label: i18n.t('Light theme'), run: () => setTheme('light') },
    {
      id: 'keys',
      group: 'action',
      icon: 'tag',
      label: i18n.t('Keyboard shortcuts'),
      keys: '?',
      run: () => openPalette('shortcuts'),
    },
    ...views.map((view): Runnable => ({
      id: view.id,
      group: 'view',
      icon: 'tag',
      label: view.name,
      run: go(paths.list(view.object), { view: view.id }),
    })),
    ...findPages('', can.administer).map((one) =>
      page(`settings-${one.key}`, i18n.t('Settings: {name}', { name: one.label }), paths.page(`settings/${one.key}`), {
        words: one.about,
      }),
    ),
  ];
}

const undoAndRedo = (): Runnable[] => [
  {
    id: 'undo',
    group: 'action',
    icon: 'change',
    label: i18n.t('Undo the last change'),
    keys: 'mod+z',
    run: () => void undoLast(),
  },
  {
    id: 'redo',
    group: 'action',
    icon: 'change',
    label: i18n.t('Redo what was undone'),
    keys: 'mod+shift+z',
    run: () => void redoLast(),
  },
];

type MakePage = (id: string, label: string, to: string, more?: Partial<Runnable>) => Runnable;

/** Pages that only some roles can do something on. */
function upkeep({ rights }: Me['can'], page: MakePage, path: (name: string) => string): Runnable[] {
  const { actions } = rights;
  const words = 'csv excel vcard';
  return [
    ...(actions.import ? [page('import', i18n.t('Import a file'), path('import'), { group: 'action', words })] : []),
    ...(actions.merge
      ? [page('duplicates', i18n.t('Duplicates'), path('duplicates'), { words: 'merge', icon: 'users' })]
      : []),
  ];
}
