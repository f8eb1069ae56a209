import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('an administrator makes an object of the firm’s own, gives it fields, and works with its records', (t) =>
  story(t, async ({ app, signedIn }) => {
    const firm = (await app.request('POST', '/api/v1/companies', { name: 'Lemesos Shipping Ltd' })).body.id as string;
    const { page, expect } = await signedIn('settings/objects');
    expect(/status of 409.*\/objects\/c_engagements\/fields$/);

    await page.getByRole('button', { name: 'New object' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make an object of your own' });
    await dialog.getByLabel('One, in English').fill('Engagement');
    await dialog.getByLabel('Several, in English').fill('Engagements');
    await dialog.getByLabel('One, in Greek').fill('Ανάθεση');
    await dialog.getByLabel('Several, in Greek').fill('Αναθέσεις');
    await dialog.getByRole('radio', { name: 'briefcase' }).check();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('It is there. Add its fields.').waitFor();

    const adding = page.getByRole('dialog', { name: 'Add a field to Engagements' });
    for (const [label, type] of [
      ['Worth', 'Money'],
      ['Debtor', 'Relation'],
    ] as const) {
      await adding.getByLabel('Name').fill(label);
      await adding.getByRole('combobox', { name: 'Type' }).click();
      await page.getByRole('option', { name: type, exact: true }).click();
      await adding.getByRole('button', { name: 'Add field' }).click();
      await adding.getByRole('status', { name: 'Added just now' }).getByText(label).waitFor();
      await settled(page);
    }
    // The same name again is refused, and what was typed is still there.
    await adding.getByLabel('Name').fill('Worth');
    await adding.getByLabel('Name').press('Enter');
    await adding.getByText(/have a field "Worth" already/).waitFor();
    assert.equal(await adding.getByLabel('Name').inputValue(), 'Worth');
    await adding.getByRole('button', { name: 'Done' }).click();
    await page.getByText('c_debtor').waitFor();

    await page.getByRole('tab', { name: 'Companies' }).click();
    await page.getByRole('button', { name: 'Add a field' }).click();
    const rollup = page.getByRole('dialog', { name: 'Add a field to Companies' });
    await rollup.getByLabel('Name').fill('Fees');
    const choose = async (name: string, option: string) => {
      await rollup.getByRole('combobox', { name }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await choose('Type', 'Worked out from other records');
    await choose('Over the records of', 'Engagements · Debtor');
    await choose('What is worked out', 'The sum of a field');
    assert.equal(await rollup.getByRole('combobox', { name: 'Of which field' }).inputValue(), 'Worth', 'the only one');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await rollup.getByRole('button', { name: 'Add field' }).click();
    await rollup.getByRole('button', { name: 'Done' }).click();
    await rollup.waitFor({ state: 'detached' });
    await page.getByText('c_fees').waitFor();

    await page.getByRole('link', { name: 'Engagements' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Engagements' }).waitFor();
    await page
      .getByRole('button', { name: /^(New|Add)/ })
      .first()
      .click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Audit 2026');
    await form
      .getByRole('button', { name: /^(Save|Create|Add)/ })
      .last()
      .click();
    const made = await until(
      async () => (await app.request('GET', '/api/v1/c_engagements')).body.data as { name: string; id: string }[],
      (rows) => rows.length === 1,
    );
    assert.equal(made[0]!.name, 'Audit 2026');
    await app.request('PATCH', `/api/v1/c_engagements/${made[0]!.id}`, {
      c_debtor: firm,
      c_worth: { amount: '1200.00', currency: 'EUR' },
    });
    const home = page.url().replace(/\/c_engagements.*$/, '');
    await page.goto(`${home}/companies/${firm}`);
    await page.getByText('€1,200.00').first().waitFor();
    await page.goto(`${home}/c_engagements/${made[0]!.id}`);
    await page.getByRole('heading', { level: 1, name: 'Audit 2026' }).waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await page.goto(`${home}/settings/objects`);
    await page.getByRole('tab', { name: 'Engagements' }).click();
    await page.getByRole('button', { name: 'Change Engagements' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Hide the object' }).click();
    await page.getByText('Engagements: hidden; the records are kept.').waitFor();
    assert.equal((await app.request('GET', '/api/v1/c_engagements')).status, 404);
    await page.getByRole('button', { name: 'Bring back' }).click();
    await page.getByText('Engagements: back, with all records.').waitFor();
    assert.equal((await app.request('GET', '/api/v1/c_engagements')).body.data.length, 1);
  }));
