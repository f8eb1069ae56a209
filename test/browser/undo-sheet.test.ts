import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

type Json = Record<string, unknown>;

test('a merge is separated after a look at what goes where', (t) =>
  story(t, async ({ app, signedIn }) => {
    const create = async (api: string, values: Json) => (await app.request('POST', `/api/v1/${api}`, values)).body;
    const anna = await create('people', { name: 'Anna Markou', emails: ['anna@one.example'] });
    const ben = await create('people', { name: 'Ben Savva', title: 'CFO' });
    const old = await create('calls', { subject: 'An old call', people: [ben.id] });
    await app.request('POST', `/api/v1/people/${anna.id}/merge`, { with: [ben.id] });
    const fresh = await create('calls', { subject: 'A new call', people: [anna.id] });
    const peopleOf = async (call: Json) =>
      (await app.request('GET', `/api/v1/calls/${String(call['id'])}`)).body.people.map((one: Json) => one['id']);
    const { page } = await signedIn('settings/history');

    await page.getByRole('button', { name: 'Undo: Merged: people' }).click();
    const sheet = page.getByRole('dialog', { name: /^Separate Anna Markou and Ben Savva again/ });
    await sheet.getByText('Nothing tells; please look').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await sheet.getByRole('combobox', { name: 'A new call goes to' }).click();
    await page.getByRole('option', { name: 'Ben Savva' }).click();
    await sheet.getByRole('button', { name: 'Separate', exact: true }).click();
    await page.getByText('Taken back.').waitFor();
    assert.deepEqual(await peopleOf(fresh), [ben.id]);
    assert.deepEqual(await peopleOf(old), [ben.id]);
    assert.equal((await app.request('GET', `/api/v1/people/${ben.id}`)).body.title, 'CFO');
  }));

test('later edits are shown before an undo and overwritten where somebody chooses so; redo has its keys', (t) =>
  story(t, async ({ app, signedIn }) => {
    const made = await app.request('POST', '/api/v1/people', { name: 'Maria Lambrou', city: 'Limassol' });
    const at = `/api/v1/people/${made.body.id as string}`;
    const city = async () => (await app.request('GET', at)).body.city as string;
    await app.request('PATCH', at, { city: 'Paphos', title: 'CEO' });
    const petros = await app.addMember('Petros', 'member');
    await app.request('PATCH', at, { city: 'Nicosia' }, { as: petros });
    const { page } = await signedIn('settings/history');

    await page.getByRole('button', { name: 'Undo: Changed: person' }).nth(1).click();
    const sheet = page.getByRole('dialog', { name: 'Others wrote here since' });
    await sheet.getByText('Petros').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await sheet.getByRole('radio', { name: 'Limassol' }).check();
    await sheet.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('Taken back.').waitFor();
    assert.equal(await city(), 'Limassol');
    await sheet.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+Shift+Z');
    await page.getByText('Done again.').waitFor();
    await until(city, (now) => now === 'Nicosia');
    await page.keyboard.press('Control+Z');
    await page.getByRole('button', { name: 'Redo: Changed: person' }).first().waitFor();
  }));

test('where a field or a record’s sharing was set anew since, an undo asks which setting is to hold', (t) =>
  story(t, async ({ app, signedIn }) => {
    const done = async (method: string, path: string, body: Json) => {
      const answer = await app.request(method, `/api/v1/${path}`, body);
      assert.ok(answer.status < 300, JSON.stringify(answer.body));
      return answer.body;
    };
    const field = await done('POST', 'objects/people/fields', { label: 'Colour', type: 'text' });
    const at = `objects/people/fields/${field.key as string}`;
    await done('PATCH', at, { label: 'Shade' });
    await done('PATCH', at, { label: 'Hue' });
    const { id } = await done('POST', 'people', { name: 'Maria Lambrou' });
    const petros = await app.addMember('Petros', 'own_records');
    await done('POST', `people/${id}/shares`, { member: petros.id, level: 'read' });
    await done('POST', `people/${id}/shares`, { member: petros.id, level: 'write' });
    const { page } = await signedIn('settings/history');
    const sheet = page.getByRole('dialog', { name: 'Others wrote here since' });

    await page.getByRole('button', { name: 'Undo: Field changed: Colour' }).click();
    await sheet.getByText('A setting of Hue').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await sheet.getByRole('radio', { name: 'comes back' }).check();
    await sheet.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('Taken back.').waitFor();
    const label = async () =>
      (await app.request('GET', '/api/v1/objects/people')).body.fields.find((one: Json) => one['key'] === field.key)
        .label.en as string;
    assert.equal(await label(), 'Colour');

    await page.getByRole('button', { name: 'Undo: Shared with Petros: person' }).nth(1).click();
    await sheet.getByText('A setting of Maria Lambrou').waitFor();
    await sheet.getByRole('radio', { name: 'comes back' }).check();
    await sheet.getByRole('button', { name: 'Undo', exact: true }).click();
    await sheet.waitFor({ state: 'hidden' });
    assert.deepEqual((await app.request('GET', `/api/v1/people/${id}/shares`)).body.data, []);
  }));
