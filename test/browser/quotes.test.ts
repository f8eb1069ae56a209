import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('from a deal to a quote of three lines by keys alone, sent, and accepted on a small page: the deal is won', (t) =>
  story(t, async ({ app, signedIn, visit }) => {
    const add = async (api: string, values: object) => {
      const answer = await app.request('POST', `/api/v1/${api}`, values);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.id as string;
    };
    const read = async (path: string) => (await app.request('GET', `/api/v1/${path}`)).body;
    const price = (amount: string) => ({ amount, currency: 'EUR' });
    await add('products', { name: 'Advice', code: 'ADV', unit: 'hour', price: price('80'), cost: price('30') });
    await add('products', { name: 'Care plan', price: price('120'), period: 'month' });
    const company = await add('companies', { name: 'Acme' });
    const deal = await add('deals', { title: 'New site', company });
    const { page } = await signedIn(`deals/${deal}`);
    await page.getByRole('button', { name: 'New quote' }).waitFor();
    await page.keyboard.press('q');
    const lines = page.getByRole('region', { name: 'Lines' });
    await lines.getByText('Nothing is offered yet').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    const focused = (name: string) =>
      page.waitForFunction((label) => document.activeElement?.getAttribute('aria-label') === label, name);
    await lines.getByRole('button', { name: 'Add line' }).focus();
    await page.keyboard.press('Enter');
    await focused('Product or words, line 1');
    await page.keyboard.type('adv');
    await page.getByRole('option', { name: /^Advice/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await focused('Quantity, line 1');
    await page.keyboard.type('2,5');
    await page.keyboard.press('Enter');
    await focused('Product or words, line 2');
    await page.keyboard.type('Travel');
    for (const key of ['Tab', 'Tab', 'Tab']) await page.keyboard.press(key);
    await page.keyboard.type('35.50');
    await page.keyboard.press('Enter');
    await focused('Product or words, line 3');
    await page.keyboard.type('care');
    await page.getByRole('option', { name: /^Care plan/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await focused('Quantity, line 3');
    await page.keyboard.press('Alt+ArrowUp');
    // 2.5 × 80 + 120 + 35.50 = 355.50, and 19 % of it are 67.545.
    await lines.getByText('€423.05').waitFor();
    await lines.getByText('All lines are saved.').waitFor();
    const id = page.url().split('/').at(-1)!;
    const { data, document } = await read(`quotes/${id}/lines`);
    assert.deepEqual(
      data.map((line: Record<string, { amount: string }>) => [line['name'], line['net']!.amount]),
      [
        ['Advice', '200.00'],
        ['Care plan', '120.00'],
        ['Travel', '35.50'],
      ],
    );
    assert.equal(document.total.amount, '423.05');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await page.getByRole('button', { name: 'Send quote' }).focus();
    await page.keyboard.press('Enter');
    const send = page.getByRole('dialog', { name: 'Send the quote' });
    await send.getByRole('button', { name: 'Send by link only' }).focus();
    await page.keyboard.press('Enter');
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await page.keyboard.press('Escape');
    await lines.getByText('The customer has it as it stands.').waitFor();

    const customer = await visit({ viewport: { width: 390, height: 844 } });
    await customer.page.goto(new URL(link).pathname);
    assert.equal(await customer.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    await customer.page.locator('input[name="name"]').first().fill('Maria Lambrou');
    await customer.page.locator('input[name="agree"]').check();
    await customer.page.getByRole('button', { name: 'Accept' }).click();
    await customer.page.waitForLoadState();
    const told = page.getByRole('region', { name: 'The customer and this quote' });
    await told.getByText('Maria Lambrou').waitFor();
    assert.equal((await read(`quotes/${id}`)).status, 'accepted');
    assert.equal((await read(`deals/${deal}`)).outcome, 'won');
  }));
