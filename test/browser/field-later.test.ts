import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

interface Field {
  key: string;
  type: string;
  unique: boolean;
}

test('a field becomes unique and of another type; tables and boards group by several values', (t) =>
  story(t, async ({ app, signedIn }) => {
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await app.request(method, `/api/v1/${path}`, body);
      assert.ok(answer.status < 300, JSON.stringify(answer.body));
      return answer.body;
    };
    for (const label of ['Card', 'Met', 'Likes']) await ask('POST', 'objects/people/fields', { label, type: 'text' });
    const first = await ask('POST', 'people', {
      name: 'Maria Ray',
      c_card: 'B-1',
      c_met: '3/4/2025',
      c_likes: 'Tea; Sea',
    });
    await ask('POST', 'people', { name: 'Petros Hill', c_card: 'b-1', c_met: 'long ago', c_likes: 'Tea' });
    const field = async (key: string): Promise<Field> =>
      (await ask('GET', 'objects/people')).fields.find((one: Field) => one.key === key);
    const { page } = await signedIn('settings/objects');
    const open = async (name: string, what: string) => {
      await page.getByRole('button', { name: `Change ${name}`, exact: true }).press('Enter');
      await page.getByRole('menuitem', { name: what, exact: true }).click();
      return page.getByRole('dialog');
    };

    const edit = await open('Card', 'Edit');
    await edit.getByLabel('Unique').check();
    await edit.getByText('1 value is doubled. Mend it first:').waitFor();
    await edit.getByText('2 records: Maria Ray, Petros Hill').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await edit.getByRole('button', { name: 'Cancel' }).click();
    await ask('PATCH', `people/${first.id}`, { c_card: 'C-2' });
    await open('Card', 'Edit');
    await edit.getByLabel('Unique').check();
    await edit.getByText('No value is doubled now.').waitFor();
    await edit.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Card is unique from now on.').waitFor();
    assert.equal((await field('c_card')).unique, true);

    const retype = await open('Met', 'Change the type');
    await retype.getByLabel('New type').click();
    await page.getByRole('option', { name: 'Day', exact: true }).click();
    await retype.getByText('1 value does not fit, such as:').waitFor();
    await retype.getByText('long ago').waitFor();
    await retype.getByText('1 date reads differently with the day or the month first.').waitFor();
    assert.equal(await retype.getByRole('button', { name: 'Change the type' }).isDisabled(), true);
    await retype.getByLabel('Leave out what does not fit; undo brings it back').check();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await retype.getByRole('button', { name: 'Change the type' }).click();
    await page.getByText('The type of Met was changed.').waitFor();
    assert.equal((await ask('GET', `people/${first.id}`)).c_met, '2025-04-03');
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await until(
      () => field('c_met'),
      (one) => one.type === 'text',
    );
    assert.equal((await ask('GET', `people/${first.id}`)).c_met, '3/4/2025');

    const choices = await open('Likes', 'Change the type');
    await choices.getByLabel('New type').click();
    await page.getByRole('option', { name: 'Several choices' }).click();
    await choices.getByText('Choices: Tea, Sea').waitFor();
    await choices.getByRole('button', { name: 'Change the type' }).click();
    await page.getByText('The type of Likes was changed.').waitFor();

    const home = page.url().replace(/\/settings.*$/, '');
    await page.goto(`${home}/people?kind=table&group=c_likes&sort=name&open=["Tea","Sea"]`);
    const grid = page.getByRole('grid', { name: 'People' });
    await grid.getByRole('button', { name: /^Tea\s*2/ }).waitFor();
    await grid.getByRole('button', { name: /^Sea\s*1/ }).waitFor();
    await until(
      () => grid.getByText('Maria Ray').count(),
      (count) => count === 2,
    );
    await page.goto(`${home}/people?kind=board&group=c_likes`);
    const column = (name: string) => page.getByRole('listitem', { name, exact: true });
    await column('Tea').getByRole('article', { name: 'Maria Ray' }).waitFor();
    await column('Sea').getByRole('article', { name: 'Maria Ray' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await until(
      async () => (await ask('GET', `people/${first.id}`)).c_likes as string[],
      (likes) => likes.join() === 'Tea',
    );
  }));
