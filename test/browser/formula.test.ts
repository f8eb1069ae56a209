import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('an administrator writes a formula, sees what is wrong and what it gives, changes it and a type', (t) =>
  story(t, async ({ app, signedIn }) => {
    const firm = await app.request('POST', '/api/v1/companies', { name: 'Lemesos Shipping', city: 'Lemesos' });
    const amount = { amount: '1200.00', currency: 'EUR' };
    const deal = await app.request('POST', '/api/v1/deals', { title: 'Audit', amount, company: firm.body.id });
    assert.equal(deal.status, 201);
    const { page } = await signedIn('settings/objects');
    await page.getByRole('tab', { name: 'Deals' }).click();
    const choose = async (within: ReturnType<typeof page.getByRole>, name: string, option: string) => {
      await within.getByRole('combobox', { name }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };

    await page.getByRole('button', { name: 'Add a field' }).click();
    const adding = page.getByRole('dialog', { name: 'Add a field to Deals' });
    await adding.getByLabel('Name').fill('Fee');
    await choose(adding, 'Type', 'Formula');
    const formula = adding.getByRole('textbox', { name: 'Formula' });
    await formula.fill('amount * rate');
    await adding.getByText('There is no field “rate”. Fields are written as in the API. (At sign 10.)').waitFor();
    await formula.fill('0.1 * ');
    await formula.press('End');
    await choose(adding, 'Put in a field', 'Amount · amount');
    await adding.getByText('Gives: Money').waitFor();
    await adding.getByText('€120.00').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await adding.getByRole('button', { name: 'Add field' }).click();
    await adding.getByRole('button', { name: 'Done' }).click();
    await adding.waitFor({ state: 'detached' });
    await page.getByText('= 0.1 * amount').waitFor();

    await page.getByRole('button', { name: 'Add a field' }).click();
    await adding.getByLabel('Name').fill('Town');
    await choose(adding, 'Type', 'Looked up on a related record');
    await choose(adding, 'By the relation', 'Company');
    await choose(adding, 'Of which field', 'City');
    await adding.getByRole('button', { name: 'Add field' }).click();
    await adding.getByRole('button', { name: 'Done' }).click();
    await adding.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Change Fee' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const editing = page.getByRole('dialog', { name: 'Edit the field “Fee”' });
    await editing.getByRole('textbox', { name: 'Formula' }).fill('c_fee + amount');
    await editing.getByText('The field would depend on itself: c_fee → c_fee.').waitFor();
    await editing.getByRole('textbox', { name: 'Formula' }).fill('amount / 4');
    await editing.getByText('€300.00').waitFor();
    await editing.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Field saved.').waitFor();
    await app.request('POST', '/api/v1/objects/deals/fields', { label: 'Trade', type: 'text' });
    await app.request('PATCH', `/api/v1/deals/${deal.body.id as string}`, { c_trade: 'Shipping' });
    await page.reload();
    await page.getByRole('tab', { name: 'Deals' }).click();
    await page.getByRole('button', { name: 'Change Trade' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Change the type' }).click();
    const retyping = page.getByRole('dialog', { name: 'Change the type of “Trade”' });
    await choose(retyping, 'New type', 'One choice');
    await retyping.getByText('1 value fits and stays as it is.').waitFor();
    await retyping.getByText('Choices: Shipping').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await retyping.getByRole('button', { name: 'Change the type' }).click();
    await page.getByText('The type was changed.').waitFor();
    await page.goto(`${page.url().replace(/\/settings.*$/, '')}/deals/${deal.body.id as string}`);
    await page.getByText('€300.00').first().waitFor();
    await page.getByText('Lemesos', { exact: true }).first().waitFor();
  }));
