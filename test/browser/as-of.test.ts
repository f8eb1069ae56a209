import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '#kernel/database';
import { axeFindings, settled, story } from '../harness/pages.ts';

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString();

test('a list and a board are shown as they were, and compared with now', (t) =>
  story(t, async ({ app, signedIn }) => {
    const make = async (title: string, amount: string) => {
      const values = { title, amount: { amount, currency: 'EUR' } };
      return (await app.request('POST', '/api/v1/deals', values)).body.id as string;
    };
    const roof = await make('Roof', '100.00');
    // What was done so far was done ten days ago.
    await app.inWorkspace(async ({ db }) => {
      for (const table of ['deal', 'change_set'])
        await db.run(sql`update ${db.table(table)} set ${sql.id(table === 'deal' ? 'created_at' : 'at')} = ${day(10)}`);
    });
    await app.request('PATCH', `/api/v1/deals/${roof}`, {
      title: 'Roof and gutter',
      amount: { amount: '150.00', currency: 'EUR' },
      outcome: 'won',
    });
    await make('Wall', '70.00');
    const { page } = await signedIn('deals');
    await page.getByText('Wall').waitFor();

    await page.getByRole('button', { name: 'As of …' }).click();
    await page.getByLabel('Show this list as it was at the end of this day').fill('yesterday');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const note = page.getByRole('status').filter({ hasText: 'As it was on' });
    await note.waitFor();
    await page.getByRole('link', { name: 'Roof', exact: true }).waitFor();
    assert.equal(await page.getByText('Wall').count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Add', exact: true }).count(), 0);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await note.getByRole('button', { name: 'Compare with now' }).click();
    const sheet = page.getByRole('dialog', { name: 'Deals: what became of them' });
    await sheet.getByRole('cell', { name: /grew/ }).waitFor();
    await sheet.getByRole('row', { name: 'Came 1 €70' }).waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    await page.goto(`${page.url()}&kind=board`);
    await page
      .getByRole('group', { name: /Open/ })
      .or(page.getByText('Roof', { exact: true }))
      .first()
      .waitFor();
    await note.getByRole('button', { name: 'Back to now' }).click();
    await page.getByText('Roof and gutter').waitFor();
  }));
