import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('an administrator adds a service account and makes it a key that only reads people', (t) =>
  story(t, async ({ app, signedIn }) => {
    await app.request('POST', '/api/v1/people', { name: 'Maria' });
    const { page } = await signedIn('settings/members');
    await page.getByRole('button', { name: 'Add a service account' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Website');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('answers for it').waitFor();
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByRole('textbox', { name: 'What is it for' }).fill('forms');
    await page.getByRole('combobox', { name: 'Whose key' }).click();
    await page.getByRole('option', { name: 'Website' }).click();
    await page.getByRole('combobox', { name: 'What of the role' }).click();
    await page.getByRole('option', { name: 'Only what is ticked' }).click();
    await page.getByRole('checkbox', { name: 'All others: See' }).uncheck();
    await page.getByRole('checkbox', { name: 'People: See' }).check();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Make the key' }).click();
    const key = await page.locator('.k-secret').innerText();
    const as = { id: '', key };
    const found = await app.request('GET', '/api/v1/people', undefined, { as });
    assert.deepEqual([found.status, found.body.data.length], [200, 1]);
    assert.equal((await app.request('POST', '/api/v1/people', { name: 'No' }, { as })).status, 403);
    await page.getByRole('button', { name: 'I kept it' }).click();
    const line = page.getByRole('listitem').filter({ hasText: 'forms' });
    await line.getByText('Service account').waitFor();
    await line.getByText(/people: see/i).waitFor();
  }));
