import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TestApp } from '../harness/app.ts';
import { axeFindings, givenFiles, settled, story, until } from '../harness/pages.ts';

const workbook = join(givenFiles, 'imports', 'spreadsheets', 'triiris-pelatologio.xlsx');
const table = [
  'First name,Last name,E-mail,Town,Shoe size',
  'Maria,Kyriakou,maria@kition.example,Larnaca,38',
  'Γιώργος,Χαραλάμπους,giorgos@kition.example,Λεμεσός,43',
].join('\n');

const people = async (app: TestApp): Promise<number> =>
  ((await app.request('GET', '/api/v1/people?total=true')).body.total as { count: number }).count;

async function take(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'What would happen' }).waitFor();
  await settled(page);
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: /^Import .* rows$/ }).click();
  await page.getByRole('heading', { name: 'Done.' }).waitFor();
}

async function takeBack(page: Page, app: TestApp): Promise<void> {
  await page.goBack();
  await page.getByRole('button', { name: 'Take the import back' }).click();
  await page.getByRole('heading', { name: /^Taken back/ }).waitFor();
  assert.equal(await people(app), 0);
}

test('a table is dropped, its columns matched with a new field, tried, brought in, and taken back', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { page } = await signedIn('import');
    const file = { name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
    await page.locator('input[type=file]').setInputFiles(file);
    const line = (name: string) => page.getByRole('row').filter({ hasText: name });
    await line('E-mail').getByText('maria@kition.example').waitFor();
    await line('Shoe size').getByRole('combobox').click();
    await page.getByRole('option', { name: 'New field: Shoe size' }).click();
    await take(page);
    assert.equal(await people(app), 2);
    await page.getByRole('link', { name: 'See the people' }).click();
    await page.getByRole('grid').getByRole('link', { name: 'Γιώργος Χαραλάμπους' }).click();
    await page.getByLabel('Facts').getByText('Shoe size').waitFor();
    await page.getByLabel('Facts').getByText('43').waitFor();
    await page.goBack();
    await page.getByRole('grid').waitFor();
    await takeBack(page, app);
  }));

const face = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test('the picture in an address book card is the face in the list and on the page', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { page } = await signedIn('import');
    const card = `BEGIN:VCARD\nVERSION:4.0\nN:Kyriakou;Maria;;;\nPHOTO:data:image/png;base64,${face}\nEND:VCARD\n`;
    const file = { name: 'book.vcf', mimeType: 'text/vcard', buffer: Buffer.from(card) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('region', { name: 'What would happen' }).getByText('Pictures').waitFor();
    await take(page);
    await page.getByRole('link', { name: 'See the people' }).click();
    const line = page.getByRole('grid').getByRole('row').filter({ hasText: 'Maria Kyriakou' });
    const drawn = (img: HTMLImageElement) => img.complete && img.naturalWidth === 1;
    await until(() => line.locator('img').evaluate(drawn), Boolean);
    await line.getByRole('link', { name: 'Maria Kyriakou' }).click();
    const head = page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) });
    await until(() => head.locator('img').evaluate(drawn), Boolean);
    await page.getByLabel('Facts').getByRole('img', { name: 'Picture' }).waitFor();
    await page.getByRole('region', { name: 'Files' }).getByRole('link', { name: 'photo.png' }).waitFor();
    await page.goBack();
    await page.getByRole('grid').waitFor();
    await takeBack(page, app);
  }));

test('a table that nobody knew is pointed at tasks, and they come in', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { page } = await signedIn('import');
    const text = 'Shelf,Subject,Due\nA,Send the offer,15/4/2026\nB,Call back,16/4/2026\n';
    const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('combobox', { name: 'What the rows of list.csv are' }).click();
    await page.getByRole('option', { name: 'Tasks', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'Send the offer' }).waitFor();
    await page.getByRole('region', { name: 'What would happen' }).getByText('Other records').waitFor();
    await take(page);
    assert.equal((await app.request('GET', '/api/v1/tasks')).body.data.length, 2);
  }));

test('a row that was kept aside is mended in the grid, the mapping changed, and all of it taken back', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { page } = await signedIn('import');
    const text = 'First name,Last name,E-mail,Place\nMaria,Kyriakou,maria@kition.example,Head office\n,,,Branch\n';
    const file = { name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await page.locator('input[type=file]').setInputFiles(file);
    await take(page);
    const card = page.getByRole('region', { name: 'Kept aside' });
    const grid = card.getByRole('grid', { name: 'Rows kept aside of contacts.csv' });
    await grid.getByText('identifies nobody').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await grid.focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.keyboard.type('Nikos');
    for (const key of ['Enter', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.keyboard.type('Panayi');
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: 'Import 1 mended row' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Done.' }).waitFor();
    assert.equal(await people(app), 2);

    await page.getByRole('button', { name: 'Change the mapping and run again' }).click();
    await page.getByRole('row').filter({ hasText: 'Branch' }).getByRole('combobox').click();
    await page.getByRole('option', { name: 'Job title' }).click();
    await page.getByRole('button', { name: 'Take back and run again' }).click();
    const titles = async () =>
      ((await app.request('GET', '/api/v1/people')).body.data as { title: string | null }[]).map((one) => one.title);
    await until(titles, (found) => found.toSorted().join() === 'Branch,Head office');
    await page.getByRole('heading', { name: 'Done.' }).waitFor();
    await page.getByRole('link', { name: 'See the people' }).click();
    await page.getByRole('grid').waitFor();
    await takeBack(page, app);
  }));

test('a firm’s workbook is dropped: sheets recognised, numbers shown, people found, all taken back', async (t) => {
  if (!existsSync(workbook)) return t.skip(`${workbook} is not here`);
  await story(t, async ({ app, signedIn }) => {
    const { page } = await signedIn('import');
    await page.locator('input[type=file]').setInputFiles(workbook);
    for (const sheet of ['Πελάτες', 'Εταιρείες', 'Ιστορικό', 'Προσφορές'])
      await page.getByRole('region', { name: new RegExp(sheet) }).waitFor();
    await take(page);
    await page.getByRole('link', { name: 'Download the rows kept aside' }).waitFor();
    assert.equal(await people(app), 593);
    await page.getByRole('link', { name: 'See the people' }).click();
    await page.getByRole('grid').getByRole('row').nth(5).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('charalambous');
    await page
      .getByRole('option', { name: /Χαραλάμπους|Charalambous/i })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await takeBack(page, app);
  });
});
