import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('an administrator takes the model along, sees what a file would do, applies it and takes it back', (t) =>
  story(t, async ({ signedIn }) => {
    const { page, expect } = await signedIn('settings/model');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the model' }).click();
    const model = JSON.parse(readFileSync(await (await saving).path(), 'utf8'));
    assert.deepEqual(Object.keys(model), ['kith_model', 'objects', 'roles', 'teams', 'views']);
    const give = (given: unknown) =>
      page.getByLabel('Choose a model').setInputFiles({
        name: 'model.json',
        mimeType: 'application/json',
        buffer: Buffer.from(typeof given === 'string' ? given : JSON.stringify(given)),
      });
    await give('no model');
    await page.getByText('it is not JSON').waitFor();
    expect(/status of 422/);
    await give({ ...model, objects: { moons: {} } });
    await page.getByText('/objects/moons', { exact: true }).waitFor();
    const hobby = { type: 'text', label: { en: 'Hobby', el: 'Χόμπι' } };
    const people = { ...model.objects.people, fields: { ...model.objects.people?.fields, c_hobby: hobby } };
    await give({ ...model, objects: { ...model.objects, people } });
    await page.getByText('Would be added: field “Hobby”').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Apply the file' }).click();
    await page.getByText('Nothing differs').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await give({ ...model, objects: { ...model.objects, people } });
    await page.getByText('Would be added: field “Hobby”').waitFor();
  }));
