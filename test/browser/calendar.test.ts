import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('a calendar shows deals on their days, moves them by keys and by dragging, and is kept as a view', (t) =>
  story(t, async ({ app, signedIn }) => {
    const add = async (title: string, closes_on: string) => {
      const answer = await app.request('POST', '/api/v1/deals', { title, closes_on });
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.id as string;
    };
    const chairs = await add('Chairs', '2026-03-10');
    const lamps = await add('Lamps', '2026-03-12');
    for (const n of [1, 2, 3, 4, 5]) await add(`Desk ${n}`, '2026-03-20');
    await add('Shelves', '2026-05-01');
    const closes = async (id: string) => (await app.request('GET', `/api/v1/deals/${id}`)).body.closes_on as string;
    const { page } = await signedIn('deals?on=2026-03-02');
    await page.getByRole('button', { name: 'Calendar', exact: true }).click();
    const day = (name: string) => page.getByRole('region', { name, exact: true });
    await page.getByRole('heading', { name: 'March 2026' }).waitFor();
    await day('Tuesday 10 March').getByRole('button', { name: 'Chairs' }).waitFor();
    assert.equal(await page.getByText('Shelves').count(), 0);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await day('Friday 20 March').getByRole('button', { name: 'Desk 4' }).waitFor({ state: 'detached' });
    await day('Friday 20 March').getByRole('button', { name: '2 more' }).click();
    await day('Friday 20 March').getByRole('button', { name: 'Desk 5' }).waitFor();

    const told = (words: string) => page.getByRole('status').getByText(words, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Chairs' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await told('Chairs over Tuesday 17 March');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await day('Wednesday 18 March').getByRole('button', { name: 'Chairs' }).waitFor();
    await until(
      () => closes(chairs),
      (value) => value === '2026-03-18',
    );
    await until(
      () => page.evaluate(() => document.activeElement?.textContent),
      (text) => text === 'Chairs',
    );

    await page.getByRole('button', { name: 'Lamps' }).dragTo(day('Friday 13 March'));
    await day('Friday 13 March').getByRole('button', { name: 'Lamps' }).waitFor();
    await until(
      () => closes(lamps),
      (value) => value === '2026-03-13',
    );
    await page.keyboard.press('Control+Z');
    await day('Thursday 12 March').getByRole('button', { name: 'Lamps' }).waitFor();

    await page.getByRole('button', { name: 'Save as view' }).click();
    await page.getByRole('tab', { name: 'Deals' }).waitFor();
    const { body: views } = await app.request('GET', '/api/v1/views?object=deals');
    assert.deepEqual([views.data[0].kind, views.data[0].group_by], ['calendar', 'closes_on']);
    await page.locator('main').focus();

    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('heading', { name: 'April 2026' }).waitFor();
    await page.keyboard.press('Shift+ArrowRight');
    await day('Friday 1 May').getByRole('button', { name: 'Shelves' }).waitFor();
    await page.getByRole('button', { name: 'Add on Monday 4 May' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Closes on' }).waitFor();
  }));
