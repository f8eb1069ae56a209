import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TestApp } from '../harness/app.ts';
import { story, until } from '../harness/pages.ts';

// Enough that the work goes on for some seconds, so that a person has time to stop it.
const many = 24_000;

const people = async (app: TestApp): Promise<number> => {
  const asked = { aggregate: [{ fn: 'count' }], limit: 1 };
  const { body } = await app.request('POST', '/api/v1/people/query', { ...asked, group_by: 'stage' });
  return (body.groups as { values: { count: number } }[]).reduce((sum, { values }) => sum + values.count, 0);
};

async function bring(page: Page, rows: number, mark: string): Promise<void> {
  const lines = Array.from(
    { length: rows },
    (_, at) => `Person${mark}${String(at)},Makri,p${String(at)}@${mark}.example`,
  );
  const buffer = Buffer.from(['First name,Last name,E-mail', ...lines].join('\n'));
  await page.locator('input[type=file]').setInputFiles({ name: `${mark}.csv`, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: /^Import .* rows$/ }).click();
}

test('a running import and a running undo are stopped by their button; what was done stays', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { page } = await signedIn('import');
    const stop = page.getByRole('button', { name: 'Stop', exact: true });

    await bring(page, many, 'first');
    await page.getByRole('heading', { name: 'Writing …' }).waitFor();
    await until(
      () => people(app),
      (count) => count > 0,
    );
    await stop.click();
    await page.getByRole('heading', { name: 'The import was cancelled.' }).waitFor();
    const stopped = await people(app);
    assert.ok(stopped > 0 && stopped < many, `${String(stopped)} of ${String(many)} were brought in`);

    await page.getByRole('button', { name: 'Import more' }).click();
    await bring(page, many, 'second');
    await page.getByRole('heading', { name: 'Done.' }).waitFor({ timeout: 120_000 });
    assert.equal(await people(app), stopped + many);
    await page.getByRole('button', { name: 'Take the import back' }).click();
    await until(
      () => people(app),
      (count) => count < stopped + many,
    );
    await stop.click();
    await page.getByRole('heading', { name: /^Partly taken back: [\d,]+ of 24,000 records/ }).waitFor();
    const left = await people(app);
    assert.ok(left > stopped && left < stopped + many, `${String(left)} are left`);
    await page.getByRole('button', { name: 'Go on taking it back' }).click();
    await page.getByRole('heading', { name: /^Taken back/ }).waitFor({ timeout: 120_000 });
    assert.equal(await people(app), stopped);
  }));
