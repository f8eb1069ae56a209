import { useNavigate } from '@tanstack/react-router';
import { i18n } from '#web/kernel/i18n';
import { menuObjects, objectLabel, openCreate, useObjects, usePaths } from '#web/kernel/objects';
import { redoLast, undoLast, useShortcuts, type Shortcut } from '#web/kernel/ui';
import { openPalette } from './palette-store.ts';

const LETTER: Record<string, string> = { people: 'p', companies: 'c', deals: 'd' };

/** The shortcuts that work on every page. */
export function useGlobalShortcuts(): void {
  const navigate = useNavigate();
  const paths = usePaths();
  const objects = menuObjects(useObjects());
  const go =
    (to: string): (() => void) =>
    () =>
      void navigate({ to });
  const lists: Shortcut[] = objects
    .filter((object) => LETTER[object.api])
    .map((object) => ({
      keys: `g ${LETTER[object.api] ?? ''}`,
      label: i18n.t('Go to: {name}', { name: objectLabel(object, true) }),
      run: go(paths.list(object.api)),
    }));
  useShortcuts([
    { keys: 'mod+k', label: i18n.t('Find anything, do anything'), run: () => openPalette('commands') },
    { keys: '?', label: i18n.t('Keyboard shortcuts'), run: () => openPalette('shortcuts') },
    { keys: '.', label: i18n.t('Actions'), run: () => openPalette('commands') },
    { keys: 'mod+z', label: i18n.t('Undo the last change'), run: () => void undoLast() },
    { keys: 'mod+shift+z', label: i18n.t('Redo what was undone'), run: () => void redoLast() },
    { keys: 'g h', label: i18n.t('Go to: {name}', { name: i18n.t('Home') }), run: go(paths.home) },
    { keys: 'g t', label: i18n.t('Go to: {name}', { name: i18n.t('Tasks') }), run: go(paths.page('tasks')) },
    ...lists,
    { keys: 'c', label: i18n.t('Add a person'), run: () => openCreate('people') },
  ]);
}
