import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { TestApp } from '../harness/app.ts';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

interface Field {
  key: string;
  required: boolean;
  sensitive: boolean;
  default: unknown;
  show_if: unknown;
  options: { value: string; archived: boolean }[] | null;
}

const choose = async (page: Page, within: Locator, name: string, option: string) => {
  await within.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

const open = async (page: Page, field: string, entry: string) => {
  await page.getByRole('button', { name: `Change ${field}`, exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: entry }).click();
};

async function prepare(app: TestApp) {
  const make = async (path: string, body: object) => {
    const made = await app.request('POST', `/api/v1/${path}`, body);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body as { id: string };
  };
  await make('objects', {
    label: 'Lease',
    plural: 'Leases',
    fields: [
      { label: 'State', type: 'select', options: ['Draft', 'Signed', 'Active', 'Ended'] },
      { label: 'Why ended', type: 'text' },
      { label: 'Rent', type: 'number' },
    ],
  });
  for (const [name, c_state, c_rent] of [
    ['Old town', 'Signed', 900],
    ['Harbour', 'Active', 400],
    ['Hill', 'Draft', null],
  ])
    await make('c_leases', { name, c_state, c_rent });
}

test('an administrator makes rules, first values and conditions of sight, and joins and splits choices', (t) =>
  story(t, async ({ app, signedIn }) => {
    await prepare(app);
    const field = async (key: string) =>
      ((await app.request('GET', '/api/v1/objects/c_leases')).body.fields as Field[]).find((one) => one.key === key)!;
    const states = async () => {
      const { body } = await app.request('GET', '/api/v1/c_leases?sort=name');
      return (body.data as { c_state: string }[]).map((one) => one.c_state);
    };
    const { page, expect } = await signedIn('settings/objects?object=c_leases');
    expect(/status of 422.*\/api\/v1\/batch$/);

    await open(page, 'Rent', 'Edit');
    const editing = page.getByRole('dialog', { name: 'Edit the field “Rent”' });
    await editing.getByRole('checkbox', { name: 'Required' }).check();
    await editing.getByText('1 record goes without; the next change asks for a value:').waitFor();
    await editing.getByText('Hill').waitFor();
    await editing.getByLabel('First value').fill('500');
    await editing.getByRole('checkbox', { name: 'Personal data' }).check();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await editing.getByRole('button', { name: 'Save' }).click();
    await editing.waitFor({ state: 'detached' });
    const rent = await field('c_rent');
    assert.deepEqual([rent.required, rent.sensitive, Number(rent.default)], [true, true, 500]);

    await open(page, 'Why ended', 'Edit');
    const why = page.getByRole('dialog', { name: 'Edit the field “Why ended”' });
    await why.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Which field').fill('State');
    await page.getByRole('button', { name: 'State', exact: true }).click();
    await page.getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: 'Ended', exact: true }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await why.getByText('State is Ended').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await why.getByRole('button', { name: 'Save' }).click();
    await why.waitFor({ state: 'detached' });
    assert.deepEqual((await field('c_why_ended')).show_if, { field: 'c_state', is: 'Ended' });

    await open(page, 'Leases', 'Rules');
    const rules = page.getByRole('dialog', { name: 'Rules of Leases' });
    await rules.getByRole('textbox', { name: 'Formula' }).fill('c_rent > 0');
    await rules.getByText('Gives: Yes or no').waitFor();
    await rules.getByLabel('What is told, in English').fill('A rent is above zero.');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await rules.getByRole('button', { name: 'Save the rule' }).click();
    await rules.getByText('c_rent > 0').waitFor();
    await page.keyboard.press('Escape');

    await open(page, 'State', 'Join or split choices');
    const moving = page.getByRole('dialog', { name: 'Join or split choices of “State”' });
    await moving.getByRole('combobox', { name: 'These choices' }).press('ArrowDown');
    await page.getByRole('option', { name: 'Signed', exact: true }).click();
    await page.keyboard.press('Tab');
    await moving.getByText('1 record follows.').waitFor();
    await choose(page, moving, 'Become', 'Active');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await moving.getByRole('button', { name: 'Join them' }).click();
    await page.getByText('Done; 1 record followed.').waitFor();
    assert.deepEqual(await states(), ['Active', 'Draft', 'Active']);
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await until(states, (all) => all[2] === 'Signed');
    await until(
      () => field('c_state'),
      (one) => one.options!.every((option) => !option.archived),
    );

    await page.reload();
    await open(page, 'State', 'Join or split choices');
    await moving.getByRole('tab', { name: 'Split' }).click();
    await choose(page, moving, 'Of the choice', 'Active');
    await moving.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Which field').fill('Name');
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('Harb');
    await page.getByRole('button', { name: 'Apply' }).click();
    await choose(page, moving, 'Become', 'A new choice …');
    await moving.getByLabel('New choice').fill('Paused');
    await moving.getByText('1 record follows.').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await moving.getByRole('button', { name: 'Split it' }).click();
    await until(states, (all) => all[0] === 'Paused');

    await requireForm(page);
  }));

/** The form shows the reason only of what ended, begins with the first value, and is told the rule. */
async function requireForm(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Leases' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Leases' }).waitFor();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'New: lease' });
  await form.getByLabel('Name').fill('Market');
  assert.equal(await form.getByLabel('Rent').inputValue(), '500');
  assert.equal(await form.getByLabel('Why ended').count(), 0);
  await choose(page, form, 'State', 'Ended');
  await form.getByLabel('Why ended').fill('Sold');
  await choose(page, form, 'State', 'Draft');
  await form.getByLabel('Why ended').waitFor({ state: 'detached' });
  await form.getByLabel('Rent').fill('0');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('A rent is above zero.').first().waitFor();
  await form.getByLabel('Rent').fill('300');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Market' }).waitFor();
  await settled(page);
  assert.equal(await page.getByText('Sold').count(), 0, 'what went out of sight is not sent');
  assert.equal(await page.getByRole('button', { name: /empty field/ }).count(), 0, 'nor is it one of the empty ones');
  await page.getByRole('button', { name: 'Edit State' }).click();
  await page.getByRole('group', { name: 'State' }).getByRole('combobox').click();
  await page.getByRole('option', { name: 'Ended', exact: true }).click();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: '1 empty field' }).click();
  await page.getByLabel('Facts').getByText('Why ended').waitFor();
}
