import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('a block of a spreadsheet is shown first, then written as one deed; a block of cells is copied', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { body: company } = await app.request('POST', '/api/v1/companies', { name: 'Acme Ltd' });
    for (const [title, amount] of [
      ['Chairs', '100.00'],
      ['Lamps', '200.00'],
    ])
      await app.request('POST', '/api/v1/deals', { title, amount: { amount, currency: 'EUR' } });
    const columns = ['title', 'company', 'amount', 'closes_on', 'owner'];
    const view = await app.request('POST', '/api/v1/views', { object: 'deals', name: 'Sheet', columns });
    const { page, context } = await signedIn(`deals?view=${view.body.id as string}`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const grid = page.getByRole('grid', { name: 'Deals' });
    const cell = (row: number, column: number) => grid.getByRole('row').nth(row).getByRole('gridcell').nth(column);
    const paste = async (text: string) => {
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await page.keyboard.press('Control+v');
    };
    await grid.getByText('Lamps').waitFor();

    await cell(1, 1).click();
    await paste('Acme Ltd\t1.250,50\t24/12/2026\nNobody Inc\t$ 75\tsome day\n');
    const dialog = page.getByRole('dialog', { name: 'Paste into 2 rows' });
    await dialog.getByText('4 cells change. 2 do not fit and will be left as they are.').waitFor();
    await dialog.getByText('nobody and nothing is named Nobody Inc').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    const list = async () =>
      (await app.request('GET', '/api/v1/deals?sort=title')).body.data as {
        title: string;
        company: { id: string } | null;
        amount: unknown;
        closes_on: string | null;
      }[];
    assert.deepEqual((await list())[0]!.company, null, 'nothing is written before it is said');
    await dialog.getByRole('button', { name: 'Write 2 records' }).click();
    await page.getByRole('status').getByText('2 records written.').waitFor();
    const [chairs, lamps] = await list();
    assert.deepEqual([chairs!.company?.id, chairs!.closes_on], [company.id, '2026-12-24']);
    assert.deepEqual(chairs!.amount, { amount: '1250.50', currency: 'EUR' });
    assert.deepEqual([lamps!.company, lamps!.closes_on], [null, null]);
    assert.deepEqual(lamps!.amount, { amount: '75.00', currency: 'USD' });
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('status').getByText('Taken back.').waitFor();
    assert.deepEqual(
      (await list()).map((deal) => deal.amount),
      ['100.00', '200.00'].map((amount) => ({ amount, currency: 'EUR' })),
    );

    await cell(2, 2).click();
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Control+c');
    await page.getByRole('status').getByText('4 cells copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '\t100.00\n\t200.00');

    await cell(2, 0).click({ modifiers: ['Shift'] });
    await cell(2, 1).click();
    await page.keyboard.press('ArrowLeft');
    await paste('Lamps\t\nTables\tAcme Ltd\n\tAcme Ltd');
    const more = page.getByRole('dialog', { name: 'Paste into 3 rows' });
    await more.getByRole('checkbox', { name: 'Add 1 new record below the last row' }).waitFor();
    await more.getByText('A new record needs a name.').waitFor();
    await more.getByRole('button', { name: 'Write 1 record' }).click();
    await page.getByRole('status').getByText('1 record written.').waitFor();
    const tables = (await list()).find((deal) => deal.title === 'Tables');
    assert.equal(tables?.company?.id, company.id);
  }));
