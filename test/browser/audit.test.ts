import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('an administrator looks at the audit by kind and by member, and says how long it is kept', (t) =>
  story(t, async ({ app, signedIn }) => {
    const reader = await app.addMember('Reader', 'read_only');
    await app.request('GET', '/api/v1/api_keys', undefined, { as: reader });
    await app.request('POST', '/api/v1/roles', { name: 'Sales', copy_of: 'member' });
    const { page } = await signedIn('settings/audit');
    const lines = page.getByRole('list', { name: 'Audit' });
    await lines.getByText('Role changed').waitFor();
    await lines.getByText('Refused for want of rights').waitFor();
    await lines.getByText('Sign-in').first().waitFor();
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'Role changed' }).click();
    await lines.getByText('Sign-in').first().waitFor({ state: 'detached' });
    await lines.getByText('Role changed').waitFor();
    assert.equal(await lines.getByRole('listitem').count(), 1);
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'All', exact: true }).click();
    await page.getByRole('combobox', { name: 'Who' }).click();
    await page.getByRole('option', { name: 'Reader' }).click();
    await lines.getByText('Role changed').waitFor({ state: 'detached' });
    await lines.getByText(/GET \/api\/v1\/api_keys/).waitFor();
    await page.getByRole('textbox', { name: 'Last day' }).fill('yesterday');
    await page.getByText('Nothing fits').waitFor();
    await page.getByRole('textbox', { name: 'Last day' }).fill('today');
    await lines.getByText(/GET \/api\/v1\/api_keys/).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Take these lines out' }).click(),
    ]);
    const taken = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    const kinds = taken.map((line) => (JSON.parse(line) as { kind: string }).kind);
    assert.ok(kinds.includes('refused') && !kinds.includes('role.changed'), kinds.join());
    await page.getByRole('combobox', { name: 'Lines are kept for' }).click();
    await page.getByRole('option', { name: '730 days' }).click();
    await page.getByText('Saved.').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
  }));
