import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

const addRule = async (page: Page, field: string, value: string): Promise<void> => {
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const panel = page.getByRole('dialog', { name: 'Add a filter' });
  await panel.getByRole('searchbox', { name: 'Which field' }).fill(field);
  await page.keyboard.press('Enter');
  await panel.getByRole('textbox', { name: 'Value' }).fill(value);
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'hidden' });
};

test('rules colour rows, cards and entries, say why in words, and are kept in a view', (t) =>
  story(t, async ({ app, signedIn }) => {
    for (const title of ['Anchor', 'Anchor Boat', 'Boat', 'Coin']) {
      const made = await app.request('POST', '/api/v1/deals', { title, closes_on: '2026-03-10' });
      assert.equal(made.status, 201, JSON.stringify(made.body));
    }
    const { page } = await signedIn('deals?kind=table&sort=title');
    await page.getByRole('button', { name: 'Colours' }).click();
    await addRule(page, 'Title', 'Anchor');
    await addRule(page, 'Title', 'Boat');
    await page.getByRole('combobox', { name: 'Colour of rule 2' }).click();
    await page.getByRole('option', { name: 'Red' }).click();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Done' }).click();
    const tones = (place: string) =>
      page.locator(place).evaluateAll((found) => found.map((one) => one.getAttribute('data-tone')));
    const wanted = (place: string, tone: (string | null)[]) =>
      until(
        () => tones(place),
        (got) => JSON.stringify(got.toSorted()) === JSON.stringify(tone.toSorted()),
      );
    await wanted('.k-grid-body .k-grid-row', ['green', 'green', 'red', null]);
    await page.getByRole('row', { name: /Boat Title contains Boat/ }).waitFor();
    await page.getByRole('button', { name: 'Save as view' }).click();
    await page.getByText(/^View “.*” saved/).waitFor();
    await page.evaluate(() => localStorage.clear());
    const id = new URL(page.url()).searchParams.get('view') ?? '';
    await page.goto(`${new URL(page.url()).pathname}?view=${id}&kind=board&group=outcome`);
    await wanted('.k-board-card', ['green', 'green', 'red', null]);
    await page.getByRole('article', { name: 'Coin', exact: true }).waitFor();
    await page.getByRole('article', { name: 'Boat, Title contains Boat' }).waitFor();
    await page.goto(`${new URL(page.url()).pathname}?view=${id}&kind=calendar&group=closes_on&on=2026-03-10`);
    await page.getByRole('button', { name: 'Boat Title contains Boat' }).waitFor();
  }));
