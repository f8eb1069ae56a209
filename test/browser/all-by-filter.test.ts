import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestApp } from '../harness/app.ts';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

async function make(app: TestApp, object: string, some: object[]): Promise<void> {
  for (let at = 0; at < some.length; at += 1_000) {
    const operations = some.slice(at, at + 1_000).map((values) => ({ op: 'create', values }));
    const made = await app.request('POST', `/api/v1/${object}/batch`, { operations });
    assert.equal(made.status, 200, JSON.stringify(made.body));
  }
}

async function count(app: TestApp, object: string, filter: object): Promise<number> {
  const { body } = await app.request('POST', `/api/v1/${object}/query`, { filter, aggregate: [{ fn: 'count' }] });
  return (body.groups as { values: { count: number } }[])[0]?.values.count ?? 0;
}

test('all that match a filter are chosen, changed but for one, and taken back; the trash gives all back', (t) =>
  story(t, async ({ app, signedIn }) => {
    const people = Array.from({ length: 1_250 }, (_, n) => ({ name: `Person Number${String(n)}`, city: 'Limassol' }));
    await make(app, 'people', [...people, { name: 'Other Person', city: 'Paphos' }]);
    const limassol = { field: 'city', is: 'Limassol' };
    const { page } = await signedIn(`people?filter=${encodeURIComponent(JSON.stringify(limassol))}`);
    const bar = page.getByRole('toolbar', { name: 'Actions for the selection' });
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await bar.getByText('100 chosen').waitFor();
    await bar.getByRole('button', { name: 'Choose all that match' }).click();
    await bar.getByText('1,250 chosen').waitFor();
    await page.getByRole('checkbox', { name: 'Select Person Number0', exact: true }).uncheck();
    await bar.getByText('1,249 chosen').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await bar.getByRole('button', { name: 'Change a field' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change 1,249 records' });
    await dialog.getByRole('combobox', { name: 'Field' }).fill('City');
    await page.getByRole('option', { name: 'City', exact: true }).click();
    await dialog.getByRole('textbox', { name: 'City' }).fill('Larnaca');
    await dialog.getByRole('button', { name: 'Change 1,249 records' }).click();
    await page.getByRole('status').getByText('1,249 records changed.').waitFor();
    assert.equal(await count(app, 'people', limassol), 1);
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('status').getByText('Taken back.').waitFor();
    assert.equal(await count(app, 'people', limassol), 1_250);

    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await bar.getByRole('button', { name: 'Choose all that match' }).click();
    await bar.getByText('1,250 chosen').waitFor();
    await bar.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByRole('status').getByText('1,250 records moved to the trash.').waitFor();
    assert.equal(await count(app, 'people', limassol), 0);
    await page.goto(new URL('settings/trash', page.url()).href);
    await page.getByRole('button', { name: 'Put all 1,250 back' }).click();
    await page.getByRole('status').getByText('1,250 records are back.').waitFor();
    assert.equal(await count(app, 'people', limassol), 1_250);
  }));

test('tags are added to what is there, and records that refuse are told with their reasons', (t) =>
  story(t, async ({ app, signedIn }) => {
    const [red, blue] = await Promise.all(
      ['Red', 'Blue'].map(async (name) => (await app.request('POST', '/api/v1/tags', { name })).body.id as string),
    );
    await make(
      app,
      'deals',
      Array.from({ length: 120 }, (_, n) => ({ title: `Deal ${String(n)}`, tags: [red] })),
    );
    const { page } = await signedIn('deals?kind=table');
    const bar = page.getByRole('toolbar', { name: 'Actions for the selection' });
    const chooseAll = async () => {
      await page.getByRole('checkbox', { name: 'Select all' }).check();
      await bar.getByRole('button', { name: 'Choose all 120 that match' }).click();
      await bar.getByText('120 chosen').waitFor();
    };
    await chooseAll();
    await bar.getByRole('button', { name: 'Tags' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change 120 records' });
    await dialog.getByRole('combobox', { name: 'Tags' }).fill('Blue');
    await page.getByRole('option', { name: 'Blue' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Change 120 records' }).click();
    await page.getByRole('status').getByText('120 records changed.').waitFor();
    const both = { all: [red, blue].map((tag) => ({ field: 'tags', is: tag })) };
    assert.equal(await count(app, 'deals', both), 120);

    await bar.getByRole('button', { name: 'Change a field' }).click();
    await dialog.getByRole('combobox', { name: 'Field' }).fill('Title');
    await page.getByRole('option', { name: 'Title', exact: true }).click();
    await dialog.getByRole('button', { name: 'Change 120 records' }).click();
    await page.getByRole('status').getByText('120 refused.').waitFor();
    await page.getByRole('status').getByRole('button', { name: 'Show why' }).click();
    const sheet = page.getByRole('dialog', { name: '120 records could not be changed' });
    await sheet.getByText('“Title” is needed').first().waitFor();
    assert.equal(await sheet.getByRole('link').count(), 120);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
  }));

test('work in the background stands in the tray, also after the page was loaded anew, until it is stopped', (t) =>
  story(t, async ({ app, signedIn }) => {
    await make(
      app,
      'people',
      Array.from({ length: 120 }, (_, n) => ({ name: `Person Number${String(n)}`, city: 'Limassol' })),
    );
    await app.drain();
    await app.services.worker.stop();
    const { page } = await signedIn('people');
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await page.getByRole('button', { name: 'Choose all 120 that match' }).click();
    await page.getByText('120 chosen').waitFor();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    const tray = page.getByRole('region', { name: 'Work in the background' });
    await tray.getByText('Moving people to the trash').waitFor();
    await tray.getByText('0 of 120').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.reload();
    await tray.getByText('Moving people to the trash').waitFor();
    // Another browser of the same member knows of it from the server alone.
    const other = await signedIn('people');
    await other.page.getByRole('region', { name: 'Work in the background' }).waitFor();
    await tray.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('status').getByText('Stopped before anything was changed.').waitFor();
    await until(
      () => other.page.getByRole('region', { name: 'Work in the background' }).count(),
      (left) => left === 0,
    );
    assert.equal(await count(app, 'people', { field: 'city', is: 'Limassol' }), 120);
  }));
