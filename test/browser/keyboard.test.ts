import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TestApp } from '../harness/app.ts';
import { settled, story, until } from '../harness/pages.ts';

async function addPerson(app: TestApp, values: object): Promise<string> {
  const answer = await app.request('POST', '/api/v1/people', values);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.id as string;
}

const count = async (app: TestApp): Promise<number> =>
  ((await app.request('GET', '/api/v1/people?total=true')).body.total as { count: number }).count;

/** Moves by Tab until what has the focus is called so, as somebody without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const named = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      const label = at instanceof HTMLInputElement ? (at.labels?.[0]?.textContent ?? '') : '';
      return `${at?.getAttribute('aria-label') ?? label} ${at?.textContent ?? ''}`.trim();
    });
  for (let steps = 0; steps < 80; steps += 1) {
    if (name.test(await named())) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never reaches ${String(name)}, it stands on: ${await named()}`);
}

test('the whole road without a mouse: find, read, note, call, merge a proposed pair, take it back, export', (t) =>
  story(t, async ({ app, signedIn }) => {
    const giorgos = await addPerson(app, { name: 'Γιώργος Χαραλάμπους', title: 'Αγοραστής' });
    const phones = [{ value: '+35799123456' }];
    const emails = [{ value: 'maria@firm.example' }];
    await addPerson(app, { name: 'Μαρία Κυριάκου', phones, emails, title: 'Buyer' });
    await addPerson(app, { name: 'Maria Kyriakou', phones, title: 'Head of purchasing' });
    await until(
      async () => (await app.request('GET', '/api/v1/duplicates?object=people')).body.data as unknown[],
      (pairs) => pairs.length === 1,
    );
    const { page } = await signedIn();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('giorgos charal');
    await page.getByRole('option', { name: /Γιώργος Χαραλάμπους/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Γιώργος Χαραλάμπους' }).waitFor();
    await page.getByRole('textbox', { name: 'New entry' }).waitFor();

    await page.getByLabel('Facts').getByText('Αγοραστής').waitFor();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await page.keyboard.press('n');
    await page.keyboard.type('likes tea');
    await page.keyboard.press('Control+Enter');
    await timeline.getByText('likes tea').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('l');
    await page.keyboard.type('called, wants a quote by Friday');
    await page.keyboard.press('Control+Enter');
    await timeline.getByText('Call:').waitFor();
    await timeline.getByText('Task:').waitFor();
    await until(
      async () =>
        (await app.request('GET', `/api/v1/people/${giorgos}/timeline?kinds=call,task`)).body.data as unknown[],
      (entries) => entries.length === 2,
    );
    await page.keyboard.press('Escape');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('duplicates');
    await page.getByRole('option', { name: 'Duplicates' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Merge', exact: true }).waitFor();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Merge into/ }).waitFor();
    await tabTo(page, /^Merge into/);
    await page.keyboard.press('Enter');
    await page.getByText(/^Merged into/).waitFor();
    assert.equal(await count(app), 2);
    await page.getByText('No duplicates').waitFor();
    await page.keyboard.press('Control+z');
    // A merge shows what goes where before it comes apart.
    await page.getByRole('button', { name: 'Separate', exact: true }).waitFor();
    // The window takes the focus once it has opened.
    await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'));
    await tabTo(page, /^Separate$/);
    await page.keyboard.press('Enter');
    await page.getByText('Taken back.').waitFor();
    assert.equal(await count(app), 3);

    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('grid', { name: 'People' }).getByRole('row').nth(3).waitFor();
    await tabTo(page, /^Export$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: /Export/ }).waitFor();
    await tabTo(page, /Format|Excel/);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: /csv/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Download$/);
    const coming = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const download = await coming;
    assert.match(download.suggestedFilename(), /\.csv$/);
    assert.match(readFileSync(await download.path(), 'utf8'), /Χαραλάμπους/);
  }));

test('the list by keys alone: move, open, see the shortcuts, change a cell', (t) =>
  story(t, async ({ app, signedIn }) => {
    await addPerson(app, { name: 'Γιώργος Χαραλάμπους', title: 'Αγοραστής' });
    await addPerson(app, { name: 'Άννα Αβραάμ', title: 'Director' });
    const { page } = await signedIn();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    const grid = page.getByRole('grid', { name: 'People' });
    await grid.getByRole('row').nth(2).waitFor();
    const here = grid.locator('[data-cursor]');
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
    assert.equal(await here.getAttribute('aria-rowindex'), '2');
    const name = (await here.getByRole('link').first().textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();

    await page.keyboard.press('?');
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await shortcuts.getByText('Log a call').waitFor();
    await page.keyboard.press('Escape');
    await shortcuts.waitFor({ state: 'detached' });

    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await grid.getByRole('row').nth(2).waitFor();
    const titles = await grid.getByRole('columnheader').allInnerTexts();
    const at = titles.findIndex((text) => text.includes('Job title'));
    await page.keyboard.press('j');
    for (let step = 0; step < at; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('e');
    const box = grid.getByRole('group').getByRole('textbox');
    await box.waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Partner');
    await page.keyboard.press('Enter');
    await grid.getByText('Partner').waitFor();
  }));
