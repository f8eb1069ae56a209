import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('an administrator gives somebody all that is kept about them, and forgets them with a certificate', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { body: person } = await app.request('POST', '/api/v1/people', { name: 'Maria Lambrou', city: 'Paphos' });
    const happened_at = '2026-03-02T09:00:00Z';
    const subject = 'Asked to be forgotten';
    await app.request('POST', '/api/v1/calls', { subject, happened_at, people: [person.id] });
    const { page, expect } = await signedIn(`people/${person.id as string}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Personal data' }).click();
    const sheet = page.getByRole('dialog', { name: 'Personal data of Maria Lambrou' });
    const coming = page.waitForEvent('download');
    await sheet.getByRole('link', { name: 'Download all of it' }).click();
    const file = await (await coming).path();
    assert.match(await readFile(file, 'utf8'), /Asked to be forgotten/);

    await sheet.getByRole('radio', { name: 'Erase' }).check();
    const removed = page.getByRole('region', { name: 'Removed' });
    await removed.getByText('Records of the person').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    // The page hears that its record went before it is left.
    expect(new RegExp(`status of 404.*(?:${person.id as string}|/api/v1/files$)`));
    const forget = sheet.getByRole('button', { name: 'Erase for good' });
    assert.ok(await forget.isDisabled());
    await sheet.getByRole('textbox').fill('Maria Lambrou');
    await forget.click();
    await page.getByRole('heading', { level: 1, name: 'Erasures' }).waitFor();
    assert.equal((await app.request('GET', `/api/v1/people/${person.id as string}`)).status, 404);
    await page.getByText('Erased', { exact: true }).waitFor();
    assert.equal(await page.getByText('Maria').count(), 0);
  }));

test('a rule for how long people are kept tells whom it means before it is saved', (t) =>
  story(t, async ({ app, signedIn }) => {
    await app.request('POST', '/api/v1/people', { name: 'Petros Gone', city: 'Left' });
    await app.request('POST', '/api/v1/people', { name: 'Maria Here', city: 'Paphos' });
    const { page } = await signedIn('settings/retention');
    await page.getByRole('button', { name: 'New rule' }).click();
    const form = page.getByRole('dialog', { name: 'New rule' });
    await form.getByRole('textbox', { name: 'Name' }).fill('Who left');
    await form.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Which field').fill('City');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Value' }).fill('Left');
    await page.keyboard.press('Enter');
    await form.getByRole('status').getByText('Now it would be 1 record.').waitFor();
    await form.getByText('Petros Gone').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await form.getByRole('combobox', { name: 'Every night they are' }).click();
    await page.getByRole('option', { name: 'made anonymous, which cannot be undone' }).click();
    await form.getByRole('button', { name: 'Save the rule' }).click();
    // The form has the words of the filter as well: it has gone when the rule is kept.
    await form.waitFor({ state: 'hidden' });
    await page.getByText('City contains Left').waitFor();
    const [rule] = (await app.request('GET', '/api/v1/retention_rules')).body.data;
    assert.deepEqual([rule.name, rule.action, rule.enabled], ['Who left', 'anonymise', true]);
  }));
