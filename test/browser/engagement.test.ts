import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TestApp } from '../harness/app.ts';
import { handAt, type Hand } from '../harness/hand.ts';
import { axeFindings, settled, story, until, type Site } from '../harness/pages.ts';

const password = 'four ordinary words here';

/** What is typed for each field, and the type that it has to become. */
const wanted = [
  ['Company', 'relation'],
  ['Contact person', 'relation'],
  ['Reference', 'text'],
  ['Kind: Audit, Tax, Advice', 'select'],
  ['Stage: Offered, Running, Closed', 'select'],
  ['Fee', 'money'],
  ['Cost', 'money'],
  ['Margin = Fee - Cost', 'money'],
  ['Start date', 'date'],
  ['End date', 'date'],
  ['Hours', 'number'],
  ['Discount %', 'percent'],
  ['Manager', 'member'],
  ['Is recurring', 'checkbox'],
  ['Languages: English, Greek', 'multi_select'],
  ['Notes', 'long_text'],
] as const;

test('an administrator builds Engagement with fields, formula, rollup, board and rights in five minutes', (t) =>
  story(t, async (site) => {
    const { app, signedIn } = site;
    const seller = { name: 'Sotia Markou', email: 'sotia@firm.example', role: 'read_only', password };
    assert.equal((await app.request('POST', '/api/v1/members', seller)).status, 201);
    const { page } = await signedIn('');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const hand = handAt(page);
    const began = performance.now();
    await makeObject(page, hand);
    await makeRollup(page, hand);
    await makeBoard(page, hand);
    await makeRole(page, hand);
    const { clicks, keys, seconds } = hand.count();
    const waited = (performance.now() - began) / 1_000;
    t.diagnostic(`${clicks} clicks, ${keys} keys: ${seconds.toFixed(0)} s by hand, ${waited.toFixed(0)} s of machine`);
    assert.ok(seconds + waited < 300, `${seconds + waited} s`);

    await requireModel(app);
    await requireWork(site, page);
    await requireExplained(site, page, seller);
  }));

/** From the menu to an object with its fields: each is typed in one line and taken by Enter. */
async function makeObject(page: Page, hand: Hand): Promise<void> {
  await hand.click(page.getByRole('link', { name: 'Settings' }).first());
  await hand.click(page.getByRole('link', { name: 'Objects and fields' }));
  await hand.click(page.getByRole('button', { name: 'New object' }));
  await page.getByLabel('One, in English').and(page.locator(':focus')).waitFor();
  await hand.type('Engagement');
  assert.equal(await page.getByLabel('Several, in English').inputValue(), 'Engagements');
  await settled(page);
  assert.deepEqual(await axeFindings(page), []);
  await hand.press('Enter');
  const adding = page.getByRole('dialog', { name: 'Add a field to Engagements' });
  await adding.getByLabel('Name').and(page.locator(':focus')).waitFor();
  for (const [line] of wanted) {
    await hand.type(line);
    if (line === 'Hours') assert.deepEqual(await axeFindings(page), []);
    await hand.press('Enter');
    await adding
      .getByRole('status', { name: 'Added just now' })
      .getByText(line.replace(/( =|:).*/, ''), { exact: true })
      .waitFor();
    await adding
      .getByRole('button', { name: 'Add field' })
      .and(page.locator('[aria-busy]'))
      .waitFor({ state: 'detached' });
  }
  await hand.click(adding.getByRole('button', { name: 'Done' }));
}

async function makeRollup(page: Page, hand: Hand): Promise<void> {
  await hand.click(page.getByRole('button', { name: 'Count or add up on Companies' }));
  const adding = page.getByRole('dialog', { name: 'Add a field to Companies' });
  await adding.getByLabel('Name').and(page.locator(':focus')).waitFor();
  await hand.type('Fees');
  await hand.choose(adding.getByRole('combobox', { name: 'What is worked out' }), 'The sum of a field');
  await hand.choose(adding.getByRole('combobox', { name: 'Of which field' }), 'Fee');
  await settled(page);
  assert.deepEqual(await axeFindings(page), []);
  await hand.click(adding.getByRole('button', { name: 'Add field' }));
  await adding.waitFor({ state: 'detached' });
}

async function makeBoard(page: Page, hand: Hand): Promise<void> {
  await settled(page);
  assert.deepEqual(await axeFindings(page), []);
  await hand.click(page.getByRole('button', { name: 'Board by stage' }));
  await page.getByRole('heading', { level: 1, name: 'Engagements' }).waitFor();
  await page.getByRole('tab', { name: 'Board by stage', selected: true }).waitFor();
  await page.goBack();
  await hand.click(page.getByRole('link', { name: 'Say who may do what' }));
}

async function makeRole(page: Page, hand: Hand): Promise<void> {
  await hand.click(page.getByRole('button', { name: 'New role' }));
  await page.getByRole('dialog').getByLabel('Name').and(page.locator(':focus')).waitFor();
  await hand.type('Engagement lead');
  await hand.press('Enter');
  const rights = page.getByRole('region', { name: 'Rights to records' });
  await hand.pick(rights.getByLabel('Engagements: Change'), 'own');
  await hand.pick(rights.getByLabel('Engagements: Remove'), 'none');
  await hand.click(rights.getByLabel('Find a field'));
  await hand.type('cost');
  await hand.pick(rights.getByLabel('Right to Cost'), 'Hidden');
  await hand.click(page.getByRole('button', { name: 'Look at what this changes' }));
  await hand.click(page.getByRole('button', { name: 'Save the role' }));
  await page.getByText('Role saved.').waitFor();
  await hand.click(page.getByRole('link', { name: 'Members' }));
  await hand.choose(page.getByRole('combobox', { name: 'Role of Sotia Markou' }), 'Engagement lead');
  await page.getByText('Role changed.').waitFor();
}

/** Every field has the type that its line spoke of, and leads where it should. */
async function requireModel(app: TestApp): Promise<void> {
  const { body } = await app.request('GET', '/api/v1/objects/c_engagements');
  const fields = (body.fields as { key: string; type: string; to: string | null; custom: boolean }[]).filter(
    (field) => field.custom,
  );
  assert.deepEqual(
    fields.map((field) => field.type),
    wanted.map(([, type]) => type),
  );
  assert.deepEqual(
    fields.filter((field) => field.type === 'relation').map((field) => field.to),
    ['companies', 'people'],
  );
}

/** What was built works: the board has its columns, the formula its result, the company its sum. */
async function requireWork({ app }: Site<TestApp>, page: Page): Promise<void> {
  const firm = await app.request('POST', '/api/v1/companies', { name: 'Lemesos Shipping Ltd' });
  const euros = (amount: string) => ({ amount, currency: 'EUR' });
  const made = await app.request('POST', '/api/v1/c_engagements', {
    name: 'Audit 2026',
    c_company: firm.body.id,
    c_stage: 'Running',
    c_fee: euros('1200.00'),
    c_cost: euros('300.00'),
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  await until(
    async () => (await app.request('GET', `/api/v1/companies/${firm.body.id as string}`)).body.c_fees,
    (sum) => sum?.amount === '1200.00',
  );
  await page.getByRole('link', { name: 'Engagements' }).first().click();
  await page.getByRole('tab', { name: 'Board by stage' }).click();
  const running = page.getByRole('listitem', { name: 'Running', exact: true });
  await running.getByRole('link', { name: 'Audit 2026' }).click();
  await page.getByText('€900.00').first().waitFor();
}

/** The role holds for its member, and says in words what it does and why somebody sees a record. */
async function requireExplained(
  { signedIn }: Site<TestApp>,
  page: Page,
  account: { email: string; password: string },
): Promise<void> {
  const reader = await signedIn('c_engagements', account);
  await reader.page.getByRole('link', { name: 'Audit 2026' }).click();
  await reader.page.getByText('€1,200.00').first().waitFor();
  await reader.page.getByText('You can read this, not change it').waitFor();
  for (const hidden of ['Cost', 'Margin'])
    assert.equal(await reader.page.getByText(hidden, { exact: true }).count(), 0, `${hidden} is hidden`);
  await reader.page.close();

  await page.getByRole('link', { name: 'Settings' }).first().click();
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.getByText(/Engagements: see: all, change: own, remove: none; makes new ones\./).waitFor();
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByRole('button', { name: 'More for Sotia Markou' }).click();
  await page.getByRole('menuitem', { name: 'Why can they see a record?' }).click();
  const why = page.getByRole('dialog', { name: 'Why can Sotia Markou see a record?' });
  await why.getByLabel('Name the record').fill('Audit 2026');
  await why.getByRole('button', { name: /Audit 2026/ }).click();
  await why.getByText('The role “Engagement lead” reads all of them').waitFor();
}

test('two customers are merged, worked on and taken apart again, and nothing of their engagements is lost', (t) =>
  story(t, async ({ app, signedIn }) => {
    const make = async (path: string, body: object) => {
      const made = await app.request('POST', `/api/v1/${path}`, body);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      return made.body.id as string;
    };
    const fields = [
      { label: 'Company', type: 'relation', to: 'companies' },
      { label: 'Fee', type: 'number' },
    ];
    await make('objects', { label: 'Engagement', plural: 'Engagements', fields });
    const rollup = { of: 'c_engagements', by: 'c_company', fn: 'sum', take: 'c_fee' };
    await make('objects/companies/fields', { label: 'Fees', type: 'rollup', rollup });
    const [north, south] = [
      await make('companies', { name: 'Northwind' }),
      await make('companies', { name: 'Southwind' }),
    ];
    await make('c_engagements', { name: 'Audit', c_company: north, c_fee: 100 });
    await make('c_engagements', { name: 'Tax', c_company: south, c_fee: 20 });
    const fees = async (id: string) => (await app.request('GET', `/api/v1/companies/${id}`)).body.c_fees as number;

    const { page } = await signedIn(`companies/${north}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Merge with another' }).click();
    await page.getByRole('searchbox', { name: 'Find the other record' }).fill('Southwind');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Southwind/ })
      .click();
    await page.getByRole('button', { name: 'Merge into Northwind' }).click();
    await page.getByText('Merged into Northwind.').waitFor();
    await until(
      () => fees(north),
      (sum) => sum === 120,
    );
    await make('c_engagements', { name: 'Advice', c_company: north, c_fee: 3 });
    await app.request('PATCH', `/api/v1/companies/${north}`, { city: 'Larnaca' });

    await page.goto(page.url().replace(/\/companies.*/, '/settings/history'));
    await page.getByRole('button', { name: /^Undo: Merged: compan/ }).click();
    const sheet = page.getByRole('dialog', { name: /^Separate Northwind and Southwind again/ });
    await sheet.getByText('Advice').waitFor();
    await sheet.getByRole('button', { name: 'Separate', exact: true }).click();
    await page.getByText('Taken back.').waitFor();
    assert.deepEqual([await fees(north), await fees(south)], [103, 20]);
    assert.equal((await app.request('GET', `/api/v1/companies/${north}`)).body.city, 'Larnaca');
  }));
