import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled, story, until } from '../harness/pages.ts';

test('a fact is edited in place and taken back; two people who change the same one choose', (t) =>
  story(t, async ({ app, signedIn }) => {
    const made = await app.request('POST', '/api/v1/people', { name: 'Maria Kyriakou', title: 'Buyer' });
    const path = `/api/v1/people/${made.body.id as string}`;
    const title = async () => (await app.request('GET', path)).body.title as string;
    const { page, expect } = await signedIn(`people/${made.body.id as string}`);
    await page.getByRole('heading', { level: 1, name: 'Maria Kyriakou' }).waitFor();
    await settled(page);

    const edit = async (words: string) => {
      await page.getByRole('button', { name: 'Edit Job title' }).click();
      const box = page.getByRole('group', { name: 'Job title' }).getByRole('textbox');
      await box.fill(words);
      return box;
    };
    await (await edit('Head of purchasing')).press('Enter');
    const toast = page.getByRole('status', { name: 'Messages' });
    await toast.getByText('Job title saved.').waitFor();
    assert.equal(await title(), 'Head of purchasing');
    await toast.getByRole('button', { name: 'Undo' }).click();
    await toast.getByText('Taken back.').waitFor();
    assert.equal(await title(), 'Buyer');
    await page.getByLabel('Facts').getByText('Buyer').waitFor();

    // The colleague's save falls between reading and saving: the page must not hear of it before.
    let met = false;
    await page.route('**/api/v1/people/*', async (route) => {
      if (route.request().method() === 'PATCH' && !met) {
        met = true;
        const theirs = await app.request('PATCH', path, { title: 'Director' });
        assert.equal(theirs.status, 200);
      }
      await route.continue();
    });
    expect(/status of 409/);
    await (await edit('Partner')).press('Enter');
    const dialog = page.getByRole('dialog', { name: /Maria Kyriakou was changed meanwhile/ });
    await dialog.getByText('Partner').waitFor();
    await dialog.getByText('Director').waitFor();
    await dialog.getByText('Buyer').waitFor();
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await until(title, (words) => words === 'Partner');
  }));

test('a person and their firm are added by one form and taken back at once; a deal shows what it begins with', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { page } = await signedIn('people');
    await page.getByRole('button', { name: 'Add' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').first().fill('Maria Kyriakou');
    await dialog.getByRole('combobox', { name: 'Company' }).fill('Kition Foods');
    await page.getByRole('option', { name: 'Add “Kition Foods”' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    const head = page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) });
    await head.getByRole('link', { name: 'Kition Foods' }).waitFor();
    const toast = page.getByRole('status', { name: 'Messages' });
    await toast.getByRole('button', { name: 'Undo' }).click();
    const left = async () =>
      (
        await Promise.all(['people', 'companies', 'employments'].map((one) => app.request('GET', `/api/v1/${one}`)))
      ).map((answer) => answer.body.data.length as number);
    await until(left, (found) => found.join() === '0,0,0');
    await page.goto(page.url().replace(/people.*/, 'deals'));
    await page.getByRole('button', { name: 'Add' }).first().click();
    await dialog.getByLabel('Title').fill('Sixty chairs');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await head.getByRole('heading', { name: 'Sixty chairs' }).waitFor();
    await head.getByText('New', { exact: true }).first().waitFor();
  }));

test('a file is added to a person by choosing and by dropping, opened, and removed', (t) =>
  story(t, async ({ app, signedIn }) => {
    const made = await app.request('POST', '/api/v1/people', { name: 'Maria Kyriakou' });
    const { page } = await signedIn(`people/${made.body.id as string}`);
    const card = page.getByRole('region', { name: 'Files' });
    await card.getByLabel('Choose files').setInputFiles({
      name: 'προσφορά.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('one hundred chairs'),
    });
    await card.getByRole('link', { name: 'προσφορά.txt' }).waitFor();
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['a contract'], 'contract.txt', { type: 'text/plain' }));
      return transfer;
    });
    await card.dispatchEvent('drop', { dataTransfer: dropped });
    await card.getByRole('link', { name: 'contract.txt' }).waitFor();
    const download = page.waitForEvent('download');
    await card.getByRole('link', { name: 'contract.txt' }).click();
    assert.equal((await download).suggestedFilename(), 'contract.txt');
    const history = page.getByRole('region', { name: 'Timeline' });
    const entry = history.getByRole('listitem').filter({ hasText: 'contract.txt' });
    await entry.getByText('10 bytes').waitFor();
    await entry.getByText('Anna Georgiou').waitFor();
    await card.getByRole('button', { name: 'Remove contract.txt' }).click();
    await card.getByRole('link', { name: 'contract.txt' }).waitFor({ state: 'detached' });
    await history.getByRole('link', { name: 'contract.txt' }).waitFor({ state: 'detached' });
    assert.equal(await card.getByRole('link').count(), 1);
    const toasts = page.getByRole('status', { name: 'Messages' });
    await toasts.getByText('contract.txt was removed.').waitFor();
    await page.keyboard.press('Control+z');
    await card.getByRole('link', { name: 'contract.txt' }).waitFor();
    await history.getByRole('link', { name: 'contract.txt' }).waitFor();

    await history.getByText('Taken back').waitFor();
    await card.getByRole('button', { name: 'Remove contract.txt' }).click();
    const removed = history.getByRole('listitem').filter({ hasText: 'Anna Georgiou removed contract.txt' });
    await removed.getByRole('button', { name: 'Undo: File removed: contract.txt' }).click();
    await card.getByRole('link', { name: 'contract.txt' }).waitFor();
    await until(
      () => removed.getByText('Taken back').count(),
      (count) => count === 2,
    );
  }));
