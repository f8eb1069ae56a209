import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings, settled, story } from '../harness/pages.ts';

const phone = { viewport: { width: 390, height: 844 } } as const;

const choose = async (page: Page, name: string, option: string) => {
  await page.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

const menu = async (page: Page, name: string, entry: string) => {
  await page.getByRole('button', { name, exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: entry }).click();
};

const onlyWhereCustomer = async (page: Page) => {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Filter' }).click();
  await page.getByLabel('Which field').fill('Lifecycle stage');
  await page.getByRole('button', { name: 'Lifecycle stage', exact: true }).click();
  await choose(page, 'Value', 'Customer');
  await page.getByRole('button', { name: 'Apply' }).click();
  await dialog.getByText('Lifecycle stage is Customer').waitFor();
};

test('an administrator arranges record pages, members see it at once, and undo brings the old page back', (t) =>
  story(t, async ({ app, url, signedIn }) => {
    const values = { name: 'Maria Ioannou', stage: 'lead', city: 'Limassol', spouse: 'Petros' };
    const { id } = (await app.request('POST', '/api/v1/people', values)).body as { id: string };
    const member = { email: 'nikos@firm.example', password: 'four ordinary words here' };
    await app.request('POST', '/api/v1/members', { name: 'Nikos Pavlou', role: 'member', ...member });
    const { page: theirs, context } = await signedIn(`people/${id}`, member);
    await theirs.getByRole('heading', { name: 'Address', exact: true }).waitFor();
    assert.equal(await theirs.getByRole('tablist', { name: 'Tabs of the page' }).count(), 0);

    const { page } = await signedIn(`people/${id}`);
    await menu(page, 'More actions', 'Edit the layout');
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByText('Limassol').first().waitFor();
    await choose(page, 'Highlight a fact', 'Lifecycle stage');
    await page.getByRole('button', { name: 'Add a tab' }).click();
    await page.getByLabel('Name in English').fill('Family');
    await page.getByLabel('Name in Greek').fill('Οικογένεια');
    await page.getByRole('button', { name: 'Done' }).click();
    await choose(page, 'Add a field to Family', 'Spouse');
    await choose(page, 'Add a field to Family', 'Source');
    await page.getByRole('button', { name: 'Add a section' }).click();
    await page.getByLabel('Name in English').fill('As a customer');
    await page.getByLabel('Name in Greek').fill('Ως πελάτης');
    await page.getByRole('checkbox', { name: 'Two columns where there is room' }).check();
    await onlyWhereCustomer(page);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Move Spouse down' }).press('Enter');
    await choose(page, 'Add a field to As a customer', 'How we met');
    await preview.getByText('Spouse').waitFor();
    assert.equal(await preview.getByText('As a customer').count(), 0, 'she is no customer');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('tab', { name: 'Fields' }).click();
    const leaving = page.getByRole('dialog', { name: 'Leave without saving the layout?' });
    await leaving.getByRole('button', { name: 'Go on with the layout' }).click();
    await leaving.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save the layout' }).click();
    await page.getByText('Layout saved.').waitFor();
    const { layout } = (await app.request('GET', '/api/v1/objects/people')).body;
    const [, family] = layout.tabs;
    assert.deepEqual(
      [family.key, family.sections.map((one: { fields: string[] }) => one.fields)],
      ['family', [['lead_source', 'spouse'], ['how_we_met']]],
    );
    assert.deepEqual([layout.highlights, family.sections[1].columns], [['stage'], 2]);

    await theirs.getByRole('tab', { name: 'Overview' }).press('ArrowRight');
    await theirs.getByText('Petros').waitFor();
    assert.match(theirs.url(), /\?tab=family$/);
    const head = theirs.locator('header').filter({ has: theirs.getByRole('heading', { level: 1 }) });
    await head.getByText('Lead', { exact: true }).waitFor();
    await app.request('PATCH', `/api/v1/people/${id}`, { stage: 'customer' });
    await theirs.getByRole('region', { name: 'As a customer' }).getByText('How we met').waitFor();
    const section = theirs.getByRole('button', { name: 'Family', exact: true });
    await section.click();
    await theirs.getByText('Petros').waitFor({ state: 'detached' });
    await theirs.reload();
    await theirs.getByRole('button', { name: 'As a customer' }).waitFor();
    assert.equal(await section.getAttribute('aria-expanded'), 'false', 'it stays closed');
    await section.click();

    await theirs.setViewportSize(phone.viewport);
    const chosen = { data: { language: 'el' }, headers: { origin: url } };
    assert.equal((await context.request.patch('/api/v1/me', chosen)).status(), 200);
    await theirs.reload();
    await theirs.getByRole('tab', { name: 'Οικογένεια', selected: true }).waitFor();
    await theirs.getByRole('button', { name: 'Ως πελάτης' }).waitFor();
    await settled(theirs);
    const wide = await theirs.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth);
    assert.ok(wide <= 0, `${String(wide)} px wider than the screen`);
    assert.deepEqual(await axeFindings(theirs), []);

    await page.goto(page.url().replace(/\/settings\/.*$/, '/settings/history'));
    await page.getByRole('button', { name: 'Undo: Layout changed: People' }).click();
    await theirs.getByRole('heading', { name: 'Διεύθυνση', exact: true }).waitFor();
    assert.equal(await theirs.getByRole('tab', { name: 'Οικογένεια' }).count(), 0);
  }));
