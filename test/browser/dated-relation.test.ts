import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

interface Entry {
  record: { name: string };
  label: string | null;
  from: string | null;
  until: string | null;
  present: boolean;
}

test('a relation with labels and dates is made in the settings, filled from one side and read from the other', (t) =>
  story(t, async ({ app, signedIn }) => {
    const person = await app.request('POST', '/api/v1/people', { name: 'Maria Lambrou' });
    const company = await app.request('POST', '/api/v1/companies', { name: 'Harbour Works Ltd' });
    const entries = async () => {
      const { body } = await app.request('GET', `/api/v1/people/${person.body.id as string}`);
      return (body.c_directorships ?? []) as Entry[];
    };
    const { page } = await signedIn('settings/objects');
    await page.getByRole('button', { name: 'Add a field' }).click();
    const adding = page.getByRole('dialog', { name: 'Add a field to People' });
    await adding.getByLabel('Name').first().fill('Directorships');
    await adding.getByRole('combobox', { name: 'Type' }).click();
    await page.getByRole('option', { name: 'Relation with labels and dates' }).click();
    await adding.getByLabel('Its name on the other side').fill('Directors');
    await adding.getByLabel('Labels, one a line').fill('director of = has director\nfounder of = has founder');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await adding.getByRole('button', { name: 'Add field' }).click();
    await page.getByText('Directorships added.').waitFor();

    const home = page.url().replace(/\/settings.*$/, '');
    await page.goto(`${home}/people/${person.body.id as string}`);
    const card = page.getByRole('region', { name: 'Directorships' });
    await card.getByRole('button', { name: 'Add' }).click();
    const window = page.getByRole('dialog', { name: 'Directorships' });
    await window.getByRole('combobox', { name: 'Company' }).fill('Harb');
    await page.getByRole('option', { name: 'Harbour Works Ltd', exact: true }).click();
    await window.getByRole('combobox', { name: 'Label' }).click();
    await page.getByRole('option', { name: 'director of' }).click();
    await window.getByLabel('From').fill('2021-03-01');
    await window.getByRole('button', { name: 'Add' }).click();
    await card.getByText('director of · since').waitFor();
    assert.deepEqual(
      (await entries()).map(({ record, label, from, present }) => [record.name, label, from, present]),
      [['Harbour Works Ltd', 'director of', '2021-03-01', true]],
    );
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await page.goto(`${home}/companies/${company.body.id as string}`);
    const other = page.getByRole('region', { name: 'Directors' });
    await other.getByText('has director · since').waitFor();
    await other.getByRole('button', { name: 'Change Maria Lambrou' }).click();
    await page.getByRole('menuitem', { name: 'End today' }).click();
    await until(entries, ([entry]) => entry?.until !== null);
    await other.getByRole('button', { name: 'Change Maria Lambrou' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await other.getByText('has director').waitFor({ state: 'detached' });
    assert.deepEqual(await entries(), []);
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await other.getByText('has director').waitFor();
    assert.equal((await entries()).length, 1);

    await page.goto(`${home}/settings/objects?object=companies`);
    await page.getByRole('button', { name: 'Change Directors' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit the field “Directors”' });
    await edit.getByLabel('Choice 1 in English').fill('led by');
    await edit.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Field saved.').waitFor();
    await page.goto(`${home}/companies/${company.body.id as string}`);
    await page.getByRole('region', { name: 'Directors' }).getByText('led by').waitFor();
  }));
