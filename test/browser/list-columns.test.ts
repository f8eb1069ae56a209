import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('columns are moved, sized and pinned, added up in their own currencies, and kept in the view', (t) =>
  story(t, async ({ app, signedIn }) => {
    const add = async (title: string, amount: string, currency: string) => {
      const answer = await app.request('POST', '/api/v1/deals', { title, amount: { amount, currency } });
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
    };
    await add('Chairs', '1200.00', 'EUR');
    await add('Tables', '800.00', 'EUR');
    await add('Lamps', '50.50', 'USD');
    const view = { object: 'deals', name: 'Sizes', columns: ['title', 'company', 'amount', 'stage'] };
    const kept = await app.request('POST', '/api/v1/views', view);
    const { page } = await signedIn(`deals?view=${kept.body.id as string}`);
    const grid = page.getByRole('grid', { name: 'Deals' });
    const heads = async () =>
      (await grid.getByRole('columnheader').allInnerTexts()).map((text) => text.trim().split('\n')[0]);
    await grid.getByText('Sum €2,000 · US$50.50').waitFor();
    await grid.getByText('3 records').waitFor();
    await grid.getByText(/^p95 \d+ ms$/).waitFor();
    assert.deepEqual(await heads(), ['Title', 'Company', 'Amount', 'Stage']);

    const sort = grid.getByRole('columnheader', { name: /Stage/ }).getByRole('button', { name: 'Stage', exact: true });
    await sort.press('Shift+ArrowLeft');
    assert.deepEqual(await heads(), ['Title', 'Company', 'Stage', 'Amount']);
    await page.getByRole('status').getByText('Stage: column 3 of 4').waitFor();

    const from = await grid.getByRole('columnheader', { name: /Amount/ }).boundingBox();
    const to = await grid.getByRole('columnheader', { name: /Company/ }).boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + from.width / 2, from.y + 10);
    await page.mouse.move(from.x + from.width - 40, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 40, to.y + 10, { steps: 5 });
    await page.mouse.up();
    assert.deepEqual(await heads(), ['Title', 'Amount', 'Company', 'Stage']);

    const edge = grid.getByRole('separator', { name: 'Width of Amount' });
    const wide = Number(await edge.getAttribute('aria-valuenow'));
    const before = (await grid.getByRole('columnheader', { name: /Amount/ }).boundingBox())?.width ?? 0;
    await edge.press('ArrowRight');
    await edge.press('ArrowRight');
    const after = (await grid.getByRole('columnheader', { name: /Amount/ }).boundingBox())?.width ?? 0;
    assert.equal(Math.round(after - before), 32);
    assert.notEqual(Number(await edge.getAttribute('aria-valuenow')), wide);

    await grid.getByRole('button', { name: 'Column Amount' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Keep in place up to here' }).click();
    await grid.getByText('Sum €2,000 · US$50.50').click();
    await page.getByRole('menuitem', { name: 'Highest' }).click();
    await grid.getByText('Highest €1,200 · US$50.50').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await page.getByRole('button', { name: 'View “Sizes”' }).click();
    await page.getByRole('menuitem', { name: 'Save changes to this view' }).click();
    const saved = await until(
      async () =>
        (await app.request('GET', '/api/v1/views?object=deals')).body.data[0] as typeof view & { layout: unknown },
      (one) => one.columns[1] === 'amount',
    );
    assert.deepEqual(saved.columns, ['title', 'amount', 'company', 'stage']);
    assert.deepEqual(saved.layout, { widths: { amount: Math.round(after) }, pinned: 2, totals: { amount: 'max' } });
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await grid.getByText('Highest €1,200 · US$50.50').waitFor();
    assert.deepEqual(await heads(), ['Title', 'Amount', 'Company', 'Stage']);
  }));
