import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestApp } from '../harness/app.ts';
import { axeFindings, settled, story, until, type Site } from '../harness/pages.ts';

const password = 'four ordinary words here';

/** A member who signs in at the page. */
async function takeIn({ app }: Pick<Site<TestApp>, 'app'>, name: string, role: string) {
  const email = `${name.split(' ')[0]!.toLowerCase()}@firm.example`;
  const made = await app.request('POST', '/api/v1/members', { name, email, role, password });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return { id: made.body.id as string, email, password };
}

async function make(app: TestApp, path: string, body: object) {
  const made = await app.request('POST', `/api/v1/${path}`, body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body as { id: string; key: string };
}

test('an administrator builds a role, is told what it takes, and its member sees only what it should', (t) =>
  story(t, async (site) => {
    const { app, signedIn } = site;
    const seller = await takeIn(site, 'Sotia Markou', 'read_only');
    await make(app, 'people', { name: 'Maria Kyriakou', city: 'Paphos', birthday: '1980-04-15' });
    await make(app, 'people', { name: 'Niki Larnacou', city: 'Larnaca', birthday: '1981-05-16' });
    const { page } = await signedIn('settings/roles');
    await page.getByRole('button', { name: 'New role' }).click();
    const naming = page.getByRole('dialog', { name: 'New role' });
    await naming.getByLabel('Name').fill('Of Paphos');
    await naming.getByRole('button', { name: 'Make the role' }).click();

    await page.getByRole('button', { name: 'All roles' }).waitFor();
    const rights = page.getByRole('region', { name: 'Rights to records' });
    await rights.getByLabel('Remove: for all objects').selectOption('none');
    await rights.getByLabel('People: Change').selectOption('own');
    await rights.getByRole('button', { name: 'People', exact: true }).press('Enter');
    await rights.getByLabel('Find a field').fill('birth');
    await rights.getByLabel('Right to Birthday').selectOption('hidden');
    await rights.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Which field').fill('City');
    await page.getByRole('button', { name: 'City', exact: true }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('Paphos');
    await page.getByRole('button', { name: 'Apply' }).click();
    await rights.getByText('City contains Paphos').waitFor();
    await page.getByLabel('Merge records').uncheck();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Look at what this changes' }).click();
    const told = page.getByRole('dialog', { name: 'What this changes for “Of Paphos”' });
    await told.getByText('Nobody has this role yet').waitFor();
    await told.getByText('no longer allowed').waitFor();
    await told.getByRole('button', { name: 'Save the role' }).click();
    await page.getByText('Role saved.').waitFor();

    const home = page.url().replace(/\/settings.*$/, '');
    await page.goto(`${home}/settings/members`);
    await page.getByRole('combobox', { name: 'Role of Sotia Markou' }).click();
    await page.getByRole('option', { name: 'Of Paphos' }).click();
    await page.getByText('Role changed.').waitFor();
    await seesOnlyPaphos(site, seller);

    // Taking the rule away gives one person back, taking the reading away takes the other: told by number, and undone.
    await page.goto(`${home}/settings/roles`);
    await page.getByRole('button', { name: 'Change Of Paphos' }).click();
    await page.getByLabel('People: See').selectOption('own');
    await page.getByRole('button', { name: 'Look at what this changes' }).click();
    await told.getByText('1 member has this role').waitFor();
    const line = told.getByRole('listitem').filter({ hasText: 'Sotia Markou' });
    assert.match(await line.innerText(), /− 1 to see/);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await told.getByRole('button', { name: 'Save the role' }).click();
    await page.getByText('Role saved.').waitFor();
    const reach = async () => {
      const { body } = await app.request('GET', '/api/v1/roles');
      const role = (body.data as { name: string; rights: never }[]).find((one) => one.name === 'Of Paphos');
      return (role!.rights as { objects: { person: { read: string } } }).objects.person.read;
    };
    assert.equal(await reach(), 'own');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await until(reach, (one) => one === 'all');
  }));

async function seesOnlyPaphos({ signedIn }: Site<TestApp>, seller: { email: string; password: string }) {
  const { page } = await signedIn('people', seller);
  await page.getByRole('link', { name: 'Maria Kyriakou' }).waitFor();
  assert.equal(await page.getByText('Niki Larnacou').count(), 0, 'not in the list');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything, do anything' }).fill('Kyriakou');
  await page.getByRole('option', { name: /Maria Kyriakou/ }).waitFor();
  await page.getByRole('combobox', { name: 'Find anything, do anything' }).fill('Larnacou');
  await page.getByText('Nothing is called that').waitFor();
  await page.keyboard.press('Escape');
  const exported = await page.evaluate(async () => (await fetch('/api/v1/people/export?format=csv')).text());
  assert.match(exported, /Maria/);
  assert.doesNotMatch(exported, /Niki|1980|Birthday/, 'not in what is taken out');
  await page.getByRole('link', { name: 'Maria Kyriakou' }).click();
  await page.getByRole('heading', { level: 1, name: 'Maria Kyriakou' }).waitFor();
  await page.getByLabel('Facts').getByText('Paphos').waitFor();
  await settled(page);
  assert.equal(await page.getByText('Birthday').count(), 0, 'a hidden field is on no page');
  // What comes next takes the record away under an open page, which asks for it once more.
  await page.close();
}

test('teams are made, filled, moved by keys and by dragging, and shown beside their members', (t) =>
  story(t, async (site) => {
    const { app, signedIn } = site;
    await takeIn(site, 'Sotia Markou', 'member');
    await make(app, 'teams', { name: 'East' });
    const { page } = await signedIn('settings/teams');
    await page.getByRole('button', { name: 'New team' }).click();
    const dialog = page.getByRole('dialog', { name: 'New team' });
    await dialog.getByLabel('Name').fill('Sales');
    await dialog.getByRole('combobox', { name: 'Members' }).press('ArrowDown');
    await page.getByRole('option', { name: 'Sotia Markou' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Sales Sotia Markou' }).waitFor();
    const parents = async () => {
      const { body } = await app.request('GET', '/api/v1/teams');
      const rows = body.data as { name: string; parent: { name: string } | null }[];
      return Object.fromEntries(rows.map((row) => [row.name, row.parent?.name ?? null]));
    };
    await page.getByRole('button', { name: /^Sales/ }).press('Alt+ArrowRight');
    await until(parents, (all) => all['Sales'] === 'East');
    await page.getByText('Sales was moved.').waitFor();
    await page.getByRole('button', { name: 'Change Sales' }).click();
    await page.getByRole('menuitem', { name: 'Move out' }).click();
    await until(parents, (all) => all['Sales'] === null);
    const line = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await line('East').dragTo(line('Sales'));
    await until(parents, (all) => all['East'] === 'Sales');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await page.goto(page.url().replace('/teams', '/members'));
    await page.getByRole('listitem').filter({ hasText: 'Sotia Markou' }).getByText('Sales').waitFor();
    await page.getByRole('button', { name: 'More for Sotia Markou' }).click();
    await page.getByRole('menuitem', { name: 'Teams' }).click();
    await page.getByRole('dialog').getByLabel('East').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Sotia Markou' }).getByText('East').waitFor();
  }));

test('a rule that names a colleague is told with the name when it is opened again', (t) =>
  story(t, async (site) => {
    const { app, signedIn } = site;
    const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
    const where = { field: 'owner', is: app.owner.id };
    await make(app, 'roles', {
      name: 'Of Anna',
      rights: {
        administers: false,
        objects: { default: all, company: { ...all, where } },
        actions: { import: false, export: false, merge: false, bulk: false, share: false },
      },
    });
    const { page } = await signedIn('settings/roles');
    await page.getByRole('button', { name: 'Change Of Anna' }).click();
    await page.getByRole('button', { name: 'Companies' }).click();
    await page.getByText('Owner is Anna Georgiou').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled(), true, 'nothing changed');
  }));

test('an open page follows its role: what is hidden meanwhile goes from it', (t) =>
  story(t, async (site) => {
    const { app, signedIn } = site;
    const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
    const rights = (person: object) => ({
      administers: false,
      objects: { default: all, person: { ...all, ...person } },
      actions: { import: true, export: true, merge: true, bulk: true, share: true },
    });
    const role = await make(app, 'roles', { name: 'Careful', rights: rights({}) });
    const somebody = await takeIn(site, 'Sotia Markou', role.key);
    const person = await make(app, 'people', { name: 'Maria Kyriakou', city: 'Paphos' });
    const { page } = await signedIn(`people/${person.id}`, somebody);
    await page.getByLabel('Facts').getByText('Paphos').waitFor();
    await settled(page);
    const path = `/api/v1/roles/${role.key}`;
    const hide = await app.request('PATCH', path, { rights: rights({ fields: { city: 'hidden' } }) });
    assert.equal(hide.status, 200, JSON.stringify(hide.body));
    await page.getByLabel('Facts').getByText('Paphos').waitFor({ state: 'detached' });
  }));
