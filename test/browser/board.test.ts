import assert from 'node:assert/strict';
import { test } from 'node:test';
import { story, until } from '../harness/pages.ts';

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
