import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TestApp } from '../harness/app.ts';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

const titles = async (page: Page): Promise<string[]> => {
  const rows = page.getByRole('grid', { name: 'Deals' }).locator('.k-grid-body').getByRole('row');
  return (await rows.locator('.k-cell-link').allInnerTexts()).map((text) => text.trim());
};

const shows = (page: Page, wanted: string[]) =>
  until(
    () => titles(page),
    (got) => JSON.stringify(got) === JSON.stringify(wanted),
  );

async function make(app: TestApp): Promise<void> {
  const add = async (object: string, values: object) => {
    const made = await app.request('POST', `/api/v1/${object}`, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id as string;
  };
  const ship = await add('companies', { name: 'Ship Ltd', industry: 'Shipping' });
  const bank = await add('companies', { name: 'Bank Ltd', industry: 'Banking' });
  const deal = (title: string, company: string, outcome: string, amount: string) =>
    add('deals', { title, company, outcome, amount: { amount, currency: 'EUR' } });
  await deal('Anchors', ship, 'open', '300.00');
  await deal('Boats', ship, 'won', '200.00');
  await deal('Coins', bank, 'open', '100.00');
  await deal('Desks', bank, 'won', '100.00');
  await add('people', { name: 'Nobody Here' });
}

test('a filter follows a relation, holds a group in a group, and asks for related records', (t) =>
  story(t, async ({ app, signedIn }) => {
    await make(app);
    const { page } = await signedIn('deals?kind=table');
    await shows(page, ['Anchors', 'Boats', 'Coins', 'Desks']);
    const panel = page.getByRole('dialog', { name: 'Add a filter' });

    await page.keyboard.press('f');
    await panel.getByRole('button', { name: 'Fields of Company' }).click();
    await panel.getByRole('button', { name: 'Industry', exact: true }).click();
    await panel.getByRole('textbox', { name: 'Value' }).fill('Ship');
    await page.keyboard.press('Enter');
    await shows(page, ['Anchors', 'Boats']);
    await page.getByRole('button', { name: 'Company › Industry contains Ship', exact: true }).waitFor();

    await page.keyboard.press('f');
    await panel.getByRole('button', { name: 'Several sentences in a group' }).click();
    await panel.getByRole('searchbox', { name: 'Which field' }).fill('Title');
    await page.keyboard.press('Enter');
    await panel.getByRole('textbox', { name: 'Value' }).fill('Coin');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Add a sentence' }).click();
    await panel.getByRole('button', { name: 'Several sentences in a group' }).click();
    await panel.getByRole('searchbox', { name: 'Which field' }).fill('Outcome');
    await page.keyboard.press('Enter');
    await panel.getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: 'Open', exact: true }).click();
    await panel.getByRole('button', { name: 'Into the group' }).click();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await panel.getByRole('button', { name: 'Apply' }).click();
    await shows(page, ['Anchors']);
    const kept = JSON.parse(new URL(page.url()).searchParams.get('filter') ?? '') as object;
    assert.deepEqual(kept, {
      all: [
        { field: 'company.industry', contains: 'Ship' },
        { any: [{ field: 'title', contains: 'Coin' }, { any: [{ field: 'outcome', is: 'open' }] }] },
      ],
    });
    // What stands in the address is all that the list needs.
    await page.reload();
    await shows(page, ['Anchors']);
    await page.getByRole('button', { name: 'and', exact: true }).click();
    await shows(page, ['Anchors', 'Boats', 'Coins']);

    const companies = page.getByRole('grid', { name: 'Companies' });
    await page.goto(new URL('companies', page.url()).href);
    await companies.getByText('Ship Ltd').waitFor();
    await page.keyboard.press('f');
    await panel.getByRole('button', { name: 'Has Deals (Company) with …' }).click();
    await panel.getByRole('searchbox', { name: 'Which field' }).fill('Title');
    await page.keyboard.press('Enter');
    await panel.getByRole('textbox', { name: 'Value' }).fill('Coins');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Apply' }).click();
    await companies.getByText('Ship Ltd').waitFor({ state: 'detached' });
    await companies.getByText('Bank Ltd').waitFor();
    await page.getByRole('button', { name: 'has deals with: Title contains Coins', exact: true }).waitFor();
  }));

test('a list is sorted by several columns, says why it stands so, and offers what is asked most', (t) =>
  story(t, async ({ app, signedIn }) => {
    await make(app);
    const { page } = await signedIn('deals?kind=table');
    const head = (name: string) =>
      page.getByRole('columnheader', { name: new RegExp(name) }).getByRole('button', { name, exact: true });
    await shows(page, ['Anchors', 'Boats', 'Coins', 'Desks']);
    await head('Amount').click();
    await shows(page, ['Coins', 'Desks', 'Boats', 'Anchors']);
    await page.getByRole('button', { name: 'Order', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Order' });
    await panel.getByRole('button', { name: 'Then by another field' }).click();
    await panel.getByRole('combobox', { name: 'Sort 2' }).click();
    await page.getByRole('option', { name: 'Title', exact: true }).click();
    await panel.getByRole('button', { name: 'up', exact: true }).nth(1).click();
    await shows(page, ['Desks', 'Coins', 'Boats', 'Anchors']);
    await panel.getByText('Records stand by Amount, upwards, then Title, downwards.').waitFor();
    await panel.getByText('Records without a value come last, in either direction.').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    assert.equal(new URL(page.url()).searchParams.get('sort'), 'amount,-title');

    const bar = page.getByRole('group', { name: 'Filter' });
    await bar.getByRole('button', { name: 'Outcome', exact: true }).click();
    const quick = page.getByRole('dialog', { name: 'Outcome' });
    await quick.getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: 'Open', exact: true }).click();
    await quick.getByRole('button', { name: 'Apply' }).click();
    await shows(page, ['Coins', 'Anchors']);
    await bar.getByRole('button', { name: 'Outcome is Open', exact: true }).waitFor();
  }));
