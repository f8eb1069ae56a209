import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

const lines = async (page: Page): Promise<string[]> => {
  const rows = page.getByRole('grid', { name: 'Deals' }).locator('.k-grid-body').getByRole('row');
  const texts = await rows.evaluateAll((found) =>
    found
      .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
      .map((row) => [...row.children].map((cell) => cell.textContent).filter(Boolean)),
  );
  return texts.map(([name, , ...rest]) => (rest.length > 0 || !name ? (name ?? '') : name));
};

const shows = (page: Page, wanted: RegExp[]) =>
  until(
    () => lines(page),
    (got) => got.length === wanted.length && wanted.every((one, at) => one.test(got[at]!)),
  );

test('a table is grouped and added up; groups open by mouse and keys, page by page, and are kept in a view', (t) =>
  story(t, async ({ app, signedIn }) => {
    const money = (amount: string, currency = 'EUR') => ({ amount, currency });
    const operations = [
      ...Array.from({ length: 130 }, (_, at) => ({ title: `Small ${String(at).padStart(3, '0')}`, stage: 'New' })),
      { title: 'Chairs', stage: 'won', amount: money('1200.00'), closes_on: '2026-03-31' },
      { title: 'Lamps', stage: 'won', amount: money('50.50', 'USD'), closes_on: '2026-04-01' },
      { title: 'Tables', amount: money('800.00'), closes_on: '2026-03-01' },
    ].map((values) => ({ op: 'create', values }));
    const made = await app.request('POST', '/api/v1/deals/batch', { operations });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    const { page } = await signedIn('deals?kind=table&sort=title&columns=["title","amount"]');
    const grid = page.getByRole('grid', { name: 'Deals' });
    await grid.getByText('Chairs').waitFor();

    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/deals/query')) asked.push(request.postData() ?? '');
    });
    await page.getByRole('button', { name: 'Group by' }).click();
    await page.getByRole('menuitem', { name: 'Closes on, by month' }).click();
    await shows(page, [/^March 2026\s*2/, /^C?.*Chairs/, /Tables/, /^April 2026\s*1/, /^None\s*130/]);
    // Beside the sums of the foot: the groups, and the rows of the one that is open.
    assert.equal(asked.filter((body) => body.includes('"group":')).length, 1);
    await grid
      .getByRole('row', { name: /March 2026/ })
      .getByText('€2,000')
      .waitFor();
    await grid
      .getByRole('row', { name: /April 2026/ })
      .getByText('US$50.50')
      .waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await grid.getByRole('button', { name: /March 2026/ }).click();
    await shows(page, [/March/, /April/, /None/]);
    await grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await grid.getByText('Small 000').waitFor();
    assert.equal(asked.filter((body) => body.includes('"cursor"')).length, 0);
    await page.keyboard.press('Control+End');
    await grid.getByText('Small 100').waitFor();
    await page.keyboard.press('Control+End');
    await grid.getByText('Small 129').waitFor();
    assert.equal(asked.filter((body) => body.includes('"cursor"')).length, 1);

    await page.keyboard.press('x');
    await page.getByText('1 chosen').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save as view' }).click();
    const kept = await until(
      async () => (await app.request('GET', '/api/v1/views?object=deals')).body.data as { group_by: string }[],
      (views) => views.length === 1,
    );
    assert.equal(kept[0]!.group_by, 'closes_on:month');
    await page.getByRole('button', { name: 'Grouped by: Closes on, by month' }).click();
    await page.getByRole('menuitem', { name: 'No groups' }).click();
    await grid.getByText('Chairs').waitFor();
    await page.getByRole('button', { name: 'Group by', exact: true }).waitFor();
  }));
