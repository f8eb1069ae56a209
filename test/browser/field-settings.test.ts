import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

interface Field {
  key: string;
  label: { en: string; el: string };
  archived: boolean;
  options: { value: string; label: { en: string }; colour: string | null; archived: boolean }[] | null;
}

test('a field of one’s own is renamed, its choices changed, moved, hidden and brought back on screen', (t) =>
  story(t, async ({ app, signedIn }) => {
    const made = await app.request('POST', '/api/v1/objects/people/fields', {
      label: 'Club',
      type: 'select',
      options: ['Gold', 'Silver'],
    });
    assert.equal(made.status, 201);
    await app.request('POST', '/api/v1/objects/people/fields', { label: 'Hobby', type: 'text' });
    const person = await app.request('POST', '/api/v1/people', { name: 'Maria Kyriakou', c_club: 'Silver' });
    const fields = async () => (await app.request('GET', '/api/v1/objects/people')).body.fields as Field[];
    const club = async () => (await fields()).find((one) => one.key === 'c_club');
    const { page } = await signedIn('settings/objects');

    await page.getByRole('button', { name: 'Change Club' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit the field “Club”' });
    await dialog.getByLabel('Name in English').fill('Member of');
    await dialog.getByLabel('Name in Greek').fill('Μέλος');
    await dialog.getByLabel('Choice 1 in English').fill('Golden');
    await dialog.getByRole('button', { name: 'No longer offer it' }).nth(1).click();
    await dialog.getByRole('button', { name: 'Add a choice' }).click();
    await dialog.getByLabel('Choice 3 in English').fill('Bronze');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Field saved.').waitFor();
    const changed = await until(club, (one) => one?.label.en === 'Member of');
    assert.equal(changed?.label.el, 'Μέλος');
    assert.deepEqual(
      changed?.options?.map((one) => [one.value, one.label.en, one.archived]),
      [
        ['Gold', 'Golden', false],
        ['Silver', 'Silver', true],
        ['Bronze', 'Bronze', false],
      ],
    );

    await page.getByRole('button', { name: 'Change Hobby' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    const place = (all: Field[], key: string) => all.findIndex((one) => one.key === key);
    await until(fields, (all) => place(all, 'c_hobby') < place(all, 'c_club'));

    await page.getByRole('button', { name: 'Change Member of' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Hide the field' }).click();
    await page.getByText('Member of is hidden; its values are kept.').waitFor();
    const home = page.url().replace(/\/settings.*$/, '');
    await page.goto(`${home}/people/${person.body.id as string}`);
    await page.getByRole('heading', { level: 1, name: 'Maria Kyriakou' }).waitFor();
    await settled(page);
    assert.equal(await page.getByText('Member of').count(), 0);
    await page.goto(`${home}/settings/objects`);
    await page.getByRole('button', { name: 'Bring back' }).click();
    await page.getByText('Member of is back.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    // The button may still stand from before; the model tells when it is so.
    await until(club, (one) => one?.archived === true);
    await page.getByRole('button', { name: 'Bring back' }).waitFor();
    await page.goto(`${home}/settings/history`);
    await page.getByRole('button', { name: 'Undo: Field hidden: Member of' }).click();
    await until(club, (one) => one?.archived === false);
    await page.goto(`${home}/people/${person.body.id as string}`);
    await page.getByLabel('Facts').getByText('Member of').waitFor();
    await page.getByLabel('Facts').getByText('Silver').waitFor();
  }));
