import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('a deal moves over the board by its menu and by dragging, and the sums follow', (t) =>
  story(t, async ({ app, signedIn }) => {
    const add = async (title: string, amount: string) => {
      const answer = await app.request('POST', '/api/v1/deals', { title, amount: { amount, currency: 'EUR' } });
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.id as string;
    };
    const chairs = await add('Chairs', '1200.00');
    const tables = await add('Tables', '800.00');
    const outcome = async (id: string) => (await app.request('GET', `/api/v1/deals/${id}`)).body.outcome as string;
    const { page } = await signedIn('deals?kind=board&group=outcome');
    const column = (name: string) => page.getByRole('listitem', { name, exact: true });
    await column('Open').getByText('2 · €2,000').waitFor();

    await page.getByRole('button', { name: 'Move Chairs' }).click();
    await page.getByRole('menuitem', { name: 'Won' }).click();
    await column('Won').getByRole('link', { name: 'Chairs' }).waitFor();
    await until(
      () => outcome(chairs),
      (value) => value === 'won',
    );
    await column('Won').getByText('1 · €1,200').waitFor();
    await column('Open').getByText('1 · €800').waitFor();

    await page.getByRole('article').filter({ hasText: 'Tables' }).dragTo(column('Lost'));
    await column('Lost').getByRole('link', { name: 'Tables' }).waitFor();
    await until(
      () => outcome(tables),
      (value) => value === 'lost',
    );
    await column('Lost').getByText('1 · €800').waitFor();
  }));

test('a card is carried by keys: picked up, moved over columns, dropped, or left where it was', (t) =>
  story(t, async ({ app, signedIn }) => {
    const made = await app.request('POST', '/api/v1/deals', {
      title: 'Chairs',
      amount: { amount: '1200.00', currency: 'EUR' },
    });
    const other = await app.request('POST', '/api/v1/deals', {
      title: 'Lamps',
      amount: { amount: '70.00', currency: 'USD' },
    });
    assert.equal(other.status, 201);
    const outcome = async () =>
      (await app.request('GET', `/api/v1/deals/${made.body.id as string}`)).body.outcome as string;
    const { page } = await signedIn('deals?kind=board&group=outcome&sort=title');
    const column = (name: string) => page.getByRole('listitem', { name, exact: true });
    await column('Open').getByText('2 · €1,200 · US$70').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    const told = (words: string) => page.getByRole('status').getByText(words, { exact: true }).waitFor();
    await page.getByRole('article', { name: 'Chairs' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await told('Chairs over Won, column 2 of 3');
    await page.keyboard.press('Escape');
    await told('Chairs stays where it was.');
    assert.equal(await outcome(), 'open');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await column('Lost').getByRole('article', { name: 'Chairs' }).waitFor();
    await until(outcome, (value) => value === 'lost');
    await column('Open').getByText('1 · US$70').waitFor();
    await until(
      () => page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      (label) => label === 'Chairs',
    );
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Lamps');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Lamps' }).waitFor();
  }));

test('a board whose groups were cut says so', (t) =>
  story(t, async ({ app, signedIn }) => {
    assert.equal((await app.request('POST', '/api/v1/deals', { title: 'Chairs' })).status, 201);
    const { page } = await signedIn('deals?kind=board&group=outcome');
    const cut = page.getByText('There are more groups than these: narrow them by a filter.');
    await page.getByRole('link', { name: 'Chairs' }).waitFor();
    assert.equal(await cut.count(), 0);
    // Five hundred columns take a browser minutes: the answer of the server is told to have been cut.
    await page.route('**/api/v1/deals/query', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { groups?: unknown; more?: boolean };
      await route.fulfill({ response: answer, json: body.groups ? { ...body, more: true } : body });
    });
    await page.reload();
    await cut.waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
  }));
