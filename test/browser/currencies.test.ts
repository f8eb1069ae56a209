import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

test('rates are kept, money is told in the own currency at its day, and boards and lists have one total', (t) =>
  story(t, async ({ app, signedIn }) => {
    const add = async (title: string, amount: string, currency: string) => {
      const answer = await app.request('POST', '/api/v1/deals', { title, amount: { amount, currency } });
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.id as string;
    };
    const { page } = await signedIn('settings/currencies');
    await page.getByText('No exchange rates yet').waitFor();
    await page.getByRole('button', { name: 'Add a rate' }).click();
    const window = page.getByRole('dialog');
    await window.getByLabel('Units for one EUR').fill('1,25');
    await window.getByText('1 EUR = 1.25 USD').waitFor();
    await window.getByRole('button', { name: 'Keep the rate' }).click();
    await page.getByText('1 EUR = 1.25 USD').waitFor();
    await page.getByRole('button', { name: 'Read the ECB’s file' }).click();
    await window.getByLabel('Choose the file').setInputFiles({
      name: 'eurofxref-hist.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Date,USD,JPY,\n${daysAgo(45)},1.1,160,\n`),
    });
    await window.getByText('eurofxref-hist.csv', { exact: true }).waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await window.getByRole('button', { name: 'Keep the rates' }).click();
    await page.getByText('too old: money takes it no more').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    const dollars = await add('Chairs', '100.00', 'USD');
    await add('Tables', '50.00', 'EUR');
    await page.goto(page.url().replace('settings/currencies', 'deals?kind=board&group=outcome'));
    const column = page.getByRole('listitem', { name: 'Open', exact: true });
    // The parts stand in words for screen readers.
    await column.getByText('2 · ≈ €130 (€130: €50 · US$100)').waitFor();
    await column.getByText('≈ €130').hover();
    await page.getByRole('tooltip').getByText('€130: €50 · US$100').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.goto(page.url().replace(/deals\?.*$/, `deals/${dollars}`));
    await page.getByText('US$100.00 ≈ €80.00').first().waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await add('Lamps', '9.00', 'JPY');
    await page.goto(page.url().replace(/deals\/.*$/, 'deals?kind=table'));
    const foot = page.getByRole('button', { name: /^Sum/ }).first();
    await foot.getByText('€50 · JP¥9 · US$100').waitFor();
    await foot.getByText('1 record was written without a rate of that day').waitFor({ state: 'attached' });
    await page.goto(page.url().replace(/deals\?.*$/, 'settings/currencies'));
    await page.getByRole('button', { name: /^Remove the rate of USD/ }).click();
    await page.getByText('1 EUR = 1.1 USD').waitFor();
  }));
