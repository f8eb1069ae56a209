import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('views in the menu are put in a folder, in order by keys and by dragging, and taken out; it stays so', (t) =>
  story(t, async ({ app, signedIn }) => {
    const ids: Record<string, string> = {};
    for (const name of ['First', 'Second', 'Third']) {
      const made = await app.request('POST', '/api/v1/views', { object: 'people', name });
      ids[name] = made.body.id as string;
    }
    const { page, context } = await signedIn();
    const menu = page.getByRole('navigation', { name: 'Main menu' }).getByRole('list', { name: 'Views' });
    const kept = async () => {
      const answer = await context.request.get('/api/v1/sidebar');
      return ((await answer.json()) as { items: unknown }).items;
    };
    const becomes = (items: unknown) => until(kept, (now) => isDeepStrictEqual(now, items));
    await menu.getByRole('link', { name: 'First' }).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await becomes([{ view: ids['Second'] }, { view: ids['First'] }, { view: ids['Third'] }]);

    await menu.getByRole('button', { name: 'Arrange Third' }).press('Enter');
    await page.getByRole('menuitem', { name: 'To a new folder' }).click();
    const dialog = page.getByRole('dialog', { name: 'New folder' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Sales');
    await page.keyboard.press('Enter');
    await menu.getByRole('button', { name: 'Sales', exact: true }).waitFor();
    await menu.getByRole('link', { name: 'First' }).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await becomes([{ view: ids['Second'] }, { folder: 'Sales', views: [ids['First'], ids['Third']] }]);
    await until(
      () => page.evaluate(() => document.activeElement?.textContent),
      (text) => text === 'First',
    );

    await menu.getByRole('link', { name: 'Second' }).dragTo(menu.getByRole('link', { name: 'Third' }), {
      targetPosition: { x: 20, y: 26 },
    });
    await becomes([{ folder: 'Sales', views: [ids['First'], ids['Third'], ids['Second']] }]);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await menu.getByRole('button', { name: 'Arrange Third' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Take out of the menu' }).click();
    await page.reload();
    await menu.getByRole('link', { name: 'Second' }).waitFor();
    assert.equal(await menu.getByRole('link', { name: 'Third' }).count(), 0);
    await page.getByRole('button', { name: 'Add a view to the menu' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Third' }).click();
    await becomes([{ folder: 'Sales', views: [ids['First'], ids['Second']] }, { view: ids['Third'] }]);
  }));

test('in a narrow window the menu begins as icons and can be widened', (t) =>
  story(t, async ({ signedIn }) => {
    const { page } = await signedIn('', { viewport: { width: 1024, height: 768 } });
    await page.getByRole('button', { name: 'Widen the menu' }).click();
    await page.getByRole('button', { name: 'Narrow the menu' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Narrow the menu' }).waitFor();
  }));
