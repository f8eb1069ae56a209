import type { Page } from 'playwright-core';
import { importShots } from './imports.ts';
import { rightsShots } from './rights.ts';
import { windowShots } from './windows.ts';

/** One picture: an address inside the workspace (or from the root with `/`), and what to do before it is taken. In the
 * address `{ready}` and `{done}` stand for imports that the walk made. */
export type Shot = {
  name: string;
  path: string;
  act?: (page: Page) => Promise<void>;
  signedOut?: boolean;
  /** It needs a workspace that `furnish` filled. */
  furnished?: boolean;
  answers?: Record<string, unknown>;
};

const openFirst = async (page: Page): Promise<void> => {
  const link = page.getByRole('grid').getByRole('link').first();
  await link.click();
  await page.getByRole('complementary').first().waitFor();
};

/** Every page of the app; what needs a record opens the first one of its list. */
export const shots: Shot[] = [
  { name: 'home', path: '' },
  { name: 'people', path: 'people' },
  { name: 'people-preview', path: 'people', act: async (page) => press(page, 'j', 'j', 'x', 'Space') },
  { name: 'people-filter', path: 'people', act: async (page) => press(page, 'f') },
  { name: 'people-chosen', path: 'people', act: async (page) => press(page, 'j', 'Control+a') },
  { name: 'people-as-of', path: `people?as_of=${new Date().toISOString().slice(0, 10)}` },
  { name: 'deals-as-of', path: `deals?kind=board&as_of=${new Date().toISOString().slice(0, 10)}` },
  { name: 'person', path: 'people', act: openFirst },
  { name: 'companies', path: 'companies' },
  { name: 'company', path: 'companies', act: openFirst },
  { name: 'deal', path: 'deals?kind=table', act: openFirst },
  { name: 'deals-board', path: 'deals?kind=board' },
  { name: 'deals-calendar', path: 'deals?kind=calendar' },
  { name: 'meetings-week', path: 'meetings?kind=calendar&span=week' },
  { name: 'deals-grouped', path: 'deals?kind=table&group=stage' },
  { name: 'people-grouped', path: 'people?group=created_at:month' },
  { name: 'deals-colours', path: 'deals?kind=table', act: async (page) => click(page, /^(Colours|Χρώματα)$/) },
  { name: 'create', path: 'people', act: async (page) => press(page, 'c') },
  { name: 'palette', path: 'people', act: async (page) => press(page, 'Control+k', 'a', 'n') },
  { name: 'shortcuts', path: 'people', act: async (page) => press(page, '?') },
  { name: 'tasks', path: 'tasks' },
  { name: 'duplicates', path: 'duplicates' },
  ...importShots,
  ...rightsShots,
  ...windowShots,
  { name: 'export', path: 'people', act: async (page) => click(page, /^(Export|Εξαγωγή)/) },
  ...[
    'profile',
    'security',
    'members',
    'workspace',
    'objects',
    'keys',
    'sign-ins',
    'audit',
    'erasures',
    'retention',
    'currencies',
    'model',
    'history',
    'trash',
    'outbox',
    'webhooks',
    'single-sign-on',
  ].map((page) => ({
    name: `settings-${page}`,
    path: `settings/${page}`,
  })),
  { name: 'add-field', path: 'settings/objects', act: async (page) => click(page, /^(Add a field|Προσθήκη πεδίου)$/) },
  {
    name: 'add-formula',
    path: 'settings/objects',
    act: async (page) => {
      await click(page, /^(Add a field|Προσθήκη πεδίου)$/);
      await page.getByRole('combobox', { name: /^(Type|Τύπος)$/ }).click();
      await page.getByRole('option', { name: /^(Formula|Τύπος υπολογισμού|.*ormula.*)$/ }).click();
      await page.waitForTimeout(900);
    },
  },
  {
    name: 'personal-data',
    path: 'people',
    act: async (page) => {
      await openFirst(page);
      await click(page, /^(More actions|Περισσότερ.*)$/);
      await page.getByRole('menuitem', { name: /^(Personal data|Προσωπικά δεδομένα)$/ }).click();
      await page.getByRole('dialog').getByRole('radio').first().check();
      await page.getByRole('dialog').getByRole('textbox').waitFor();
    },
  },
  { name: 'missing', path: 'nothing-here' },
  { name: 'sign-in', path: '/sign-in', signedOut: true },
  {
    name: 'setup',
    path: '/setup',
    signedOut: true,
    answers: { '**/api/v1/setup': { needed: true, token_required: true } },
  },
];

async function press(page: Page, ...keys: string[]): Promise<void> {
  await page.getByRole('grid').waitFor();
  for (const key of keys) await page.keyboard.press(key);
  // Windows fade in; a picture in between would show neither.
  await page.waitForTimeout(900);
}

async function click(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await page.waitForTimeout(900);
}
