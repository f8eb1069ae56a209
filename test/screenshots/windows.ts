import type { Page } from 'playwright-core';
import { pick, push, said, take } from './both-languages.ts';
import type { Shot } from './pages.ts';

const opened = (page: Page): Promise<void> => page.getByRole('dialog').last().waitFor();

const asOf = async (page: Page): Promise<void> => {
  await push(page, 'As of …');
  await opened(page);
};

const chosen = async (page: Page): Promise<void> => {
  await page.getByRole('grid').waitFor();
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
};

const runDialog =
  (action: string) =>
  async (page: Page): Promise<void> => {
    await chosen(page);
    await push(page, 'Run');
    await opened(page);
    if (action)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: said(action) })
        .click();
  };

/** A settings page with a window of it open. */
const inSettings = (name: string, path: string, act: (page: Page) => Promise<void>): Shot => ({
  name,
  path: `settings/${path}`,
  furnished: true,
  act: async (page) => {
    await act(page);
    await opened(page);
  },
});

const fieldMenu =
  (field: RegExp, entry: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('listitem').filter({ hasText: field }).getByRole('button').last().click();
    await page.getByRole('menuitem', { name: said(entry) }).click();
  };

const recordMenu =
  (entry: string) =>
  async (page: Page): Promise<void> => {
    await take(page, 'More actions', entry);
    await opened(page);
  };

/** Pages that `furnish` filled, and the windows that open on them. */
export const windowShots: Shot[] = [
  { name: 'view-colours', path: 'deals?view={view}' },
  { name: 'board-colours', path: 'deals?view={view}&kind=board&group=outcome' },
  { name: 'calendar-colours', path: 'deals?view={view}&kind=calendar&group=closes_on' },
  { name: 'view-menu', path: 'deals?view={view}', act: (page) => push(page, 'View “{name}”') },
  { name: 'group-menu', path: 'deals?kind=table', act: (page) => push(page, 'Group by') },
  { name: 'group-tags', path: 'people?group=tags' },
  { name: 'as-of-window', path: 'people', act: asOf },
  { name: 'record-layout', path: 'people/{person}' },
  { name: 'record-family', path: 'people/{person}?tab=family' },
  {
    name: 'consent-entries',
    path: 'people/{person}',
    act: async (page) => {
      await push(page, 'All entries');
      await page
        .getByRole('region', { name: said('Consent') })
        .first()
        .scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'consent-record',
    path: 'people/{person}',
    act: async (page) => {
      await push(page, 'Record consent');
      await opened(page);
    },
  },
  {
    name: 'consent-correct',
    path: 'people/{person}',
    act: async (page) => {
      await push(page, 'All entries');
      await push(page, 'Correct');
      await opened(page);
    },
  },
  { name: 'layout-editor', path: 'settings/objects?object=people&part=layout&record={person}' },
  {
    name: 'layout-section',
    path: 'settings/objects?object=people&part=layout&record={person}',
    act: async (page) => {
      await push(page, 'Add a section');
      await opened(page);
    },
  },
  { name: 'run', path: 'people', act: runDialog('') },
  { name: 'run-task', path: 'people', act: runDialog('Create a task|Νέα εργασία') },
  { name: 'run-consent', path: 'people', act: runDialog('Record consent') },
  { name: 'run-lost', path: 'deals?kind=table', act: runDialog('Mark as lost|Χάθηκαν') },
  { name: 'merge-search', path: 'people/{person}', act: recordMenu('Merge with another') },
  {
    name: 'merge',
    path: 'people',
    act: async (page) => {
      await chosen(page);
      await push(page, 'Merge');
      await opened(page);
    },
  },
  {
    name: 'merge-apart',
    path: 'settings/history',
    furnished: true,
    act: async (page) => {
      await page
        .getByRole('listitem')
        .filter({ hasText: /Wrongly kept twice|Merge|Συγχών/ })
        .getByRole('button')
        .first()
        .click();
      await opened(page);
    },
  },
  inSettings('field-edit', 'objects?object=people', fieldMenu(/Size of shirt/, 'Edit')),
  inSettings('field-type', 'objects?object=people', fieldMenu(/Member number/, 'Change the type')),
  inSettings('field-options', 'objects?object=people', fieldMenu(/Size of shirt/, 'Join or split choices')),
  inSettings('field-unique', 'objects?object=people', async (page) => {
    await fieldMenu(/Member number/, 'Edit')(page);
    await page.getByRole('checkbox', { name: said('Unique') }).check();
    await page.waitForTimeout(600);
  }),
  inSettings('object-new', 'objects', (page) => push(page, 'New object')),
  { name: 'object-own', path: 'settings/objects?object=c_boats', furnished: true },
  { name: 'own-list-empty', path: 'c_boats', furnished: true },
  inSettings('member-add', 'members', (page) => push(page, 'Add a member with a password')),
  inSettings('member-invite', 'members', (page) => push(page, 'Invite somebody')),
  inSettings('key-add', 'keys', (page) => push(page, 'Make a key')),
  inSettings('key-some', 'keys', async (page) => {
    await push(page, 'Make a key');
    await pick(page, 'What of the role', 1);
  }),
  inSettings('webhook-add', 'webhooks', (page) => push(page, 'Make a webhook')),
  inSettings('rule-add', 'retention', (page) => push(page, 'New rule')),
  inSettings('rate-add', 'currencies', (page) => push(page, 'Add a rate')),
  inSettings('rates-file', 'currencies', (page) => push(page, 'Read the ECB’s file')),
  inSettings('team-add', 'teams', (page) => push(page, 'New team')),
  { name: 'reset', path: '/reset', signedOut: true },
  { name: 'reset-link', path: '/reset#x', signedOut: true },
  { name: 'invitation-gone', path: '/invitation#x', signedOut: true },
  {
    name: 'invitation',
    path: '/invitation#x',
    signedOut: true,
    answers: {
      '**/api/auth/invitation': {
        workspace: { name: 'Kallithea Partners' },
        email: 'anna@kallithea.example',
        has_account: false,
      },
    },
  },
];
