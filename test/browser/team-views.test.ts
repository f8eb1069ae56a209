import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('a view is given to a team, seen by who is in a team below it, and taken back', (t) =>
  story(t, async ({ app, signedIn }) => {
    const maria = await app.addMember('Maria Below', 'member');
    const send = async (path: string, body: object) => {
      const made = await app.request('POST', `/api/v1/${path}`, body);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      return made.body.id as string;
    };
    const sales = await send('teams', { name: 'Sales', members: [app.owner.id] });
    await send('teams', { name: 'Cyprus', parent: sales, members: [maria.id] });
    await send('people', { name: 'Eleni Ioannou', city: 'Paphos' });
    const view = await send('views', { object: 'people', name: 'Islands', shared: false });
    const hers = async () =>
      (await app.request('GET', '/api/v1/views', undefined, { as: maria })).body.data as object[];
    assert.deepEqual(await hers(), []);

    const { page } = await signedIn(`people?view=${view}`);
    await page.getByRole('button', { name: 'View “Islands”' }).click();
    await page.getByRole('menuitem', { name: 'Team Sales sees it' }).click();
    await page.getByText('View saved.').waitFor();
    await until(hers, (views) => views.length === 1);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    const other = await signedIn('people', { email: 'maria.below@firm.example' });
    await other.page.getByRole('tab', { name: 'Islands' }).click();
    await other.page.getByRole('grid', { name: 'People' }).getByText('Eleni Ioannou').waitFor();

    await page.getByRole('button', { name: 'View “Islands”' }).click();
    await page.getByRole('menuitem', { name: 'Only I see it' }).click();
    await until(hers, (views) => views.length === 0);
  }));
