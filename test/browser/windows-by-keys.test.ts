import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { settled, story } from '../harness/pages.ts';

/** Waits until what is called so has the focus. */
const hasFocus = (page: Page, name: string): Promise<unknown> =>
  page.waitForFunction((wanted) => {
    const at = document.activeElement;
    return (at?.getAttribute('aria-label') ?? at?.textContent)?.trim() === wanted;
  }, name);

/** Opens a window by Enter on a button, and closes it by Escape: the focus is where it was. */
async function thereAndBack(page: Page, button: string, then: string[] = []): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().focus();
  await page.keyboard.press('Enter');
  for (const entry of then) {
    await page
      .getByRole('menuitem', { name: entry, exact: true })
      .or(page.getByRole('button', { name: entry, exact: true }))
      .focus();
    await page.keyboard.press('Enter');
  }
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]')?.querySelector('form, input'));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hasFocus(page, button);
}

/** By keys alone somebody is shut out and let in again; the focus stays on their menu. */
async function comesAndGoes(page: Page, asks: () => Promise<number>): Promise<void> {
  for (const [entry, status] of [
    ['Deactivate', 401],
    ['Activate again', 200],
  ] as const) {
    await page.getByRole('button', { name: 'More for Berta' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: entry }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Berta' })
      .getByText('Deactivated')
      .waitFor({ state: status === 200 ? 'detached' : 'visible' });
    assert.equal(await asks(), status);
    await hasFocus(page, 'More for Berta');
  }
}

test('whatever window is closed by Escape, the focus is back on what opened it, or on its menu', (t) =>
  story(t, async ({ app, signedIn }) => {
    const anna = await app.request('POST', '/api/v1/people', { name: 'Anna Smith' });
    await app.request('POST', '/api/v1/people', { name: 'Petros Ioannou' });
    const berta = await app.addMember('Berta', 'member');
    const { page } = await signedIn('settings/members');
    await thereAndBack(page, 'Invite somebody');
    await comesAndGoes(page, async () => (await app.request('GET', '/api/v1/me', undefined, { as: berta })).status);
    const home = page.url().replace(/\/settings\/.*$/, '');
    await page.goto(`${home}/people/${anna.body.id as string}`);
    await page.getByRole('heading', { level: 1, name: 'Anna Smith' }).waitFor();
    await thereAndBack(page, 'Record consent');
    await thereAndBack(page, 'More actions', ['Merge with another']);
    await page.goto(`${home}/people`);
    await page.getByRole('grid', { name: 'People' }).getByRole('row').nth(2).waitFor();
    await settled(page);
    for (const key of ['j', 'x']) await page.keyboard.press(key);
    // One window after the other: the first is gone when the second one closes.
    await thereAndBack(page, 'Run', ['Create a task']);
  }));

test('what is to do stands in a table as well, where many tasks are done at once', (t) =>
  story(t, async ({ app, signedIn }) => {
    for (const subject of ['Send the quote', 'Order paper', 'Long ago']) {
      const task = { subject, assignee: app.owner.id, done: subject === 'Long ago' };
      const made = await app.request('POST', '/api/v1/tasks', task);
      assert.equal(made.status, 201, JSON.stringify(made.body));
    }
    const { page } = await signedIn('tasks');
    await page.getByRole('link', { name: 'Send the quote' }).waitFor();
    await page.getByRole('button', { name: 'As a table: filter, change many at once' }).click();
    await page.getByRole('grid', { name: 'Tasks' }).getByRole('row').nth(2).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Long ago' }).count(), 0, 'what is done is not to be done');
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await page
      .getByRole('toolbar', { name: 'Actions for the selection' })
      .getByRole('button', { name: 'Run', exact: true })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as done', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run for 2 records' }).click();
    await page.getByRole('status').getByText('Done for 2 records.').waitFor();
    await page.getByRole('link', { name: 'By day' }).click();
    await page.getByText('Nothing to do').waitFor();
  }));
