import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestApp } from '../harness/app.ts';
import { axeFindings, settled, story, until, type Site } from '../harness/pages.ts';

const password = 'four ordinary words here';

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

test('a record is shared, made private and explained on its own page', (t) =>
  story(t, async (site) => {
    const { app, signedIn } = site;
    const own = await takeIn(site, 'Sotia Markou', 'own_records');
    await takeIn(site, 'Petros Ioannou', 'read_only');
    const person = await make(app, 'people', { name: 'Maria Kyriakou', city: 'Paphos' });
    const { page } = await signedIn(`people/${person.id}`);
    await page.getByRole('heading', { level: 1, name: 'Maria Kyriakou' }).waitFor();
    await settled(page);
    await page.keyboard.press('w');
    const sheet = page.getByRole('dialog', { name: 'Who can see Maria Kyriakou?' });
    const seen = sheet.getByRole('region', { name: 'Who sees it, and why' });
    const line = (name: string) => seen.getByRole('listitem').filter({ hasText: name });
    await line('Petros Ioannou').getByText('The role “Read only” reads all of them').waitFor();
    assert.equal(await line('Sotia Markou').count(), 0);
    await sheet.getByRole('combobox', { name: 'Why can somebody not see it?' }).press('ArrowDown');
    await page.getByRole('option', { name: 'Sotia Markou' }).click();
    await line('Sotia Markou').getByText('It is not their own').waitFor();

    await sheet.getByRole('combobox', { name: 'Share with' }).press('ArrowDown');
    await page.getByRole('option', { name: 'Sotia Markou' }).click();
    await sheet.getByRole('button', { name: 'Share', exact: true }).click();
    await sheet.getByRole('list', { name: 'Shared with' }).getByText('Sotia Markou').waitFor();
    await line('Sotia Markou').getByText('Anna Georgiou shared it with them').waitFor();
    await sheet.getByRole('switch', { name: 'Private' }).click();
    await page.getByText('Now private.').waitFor();
    await line('Petros Ioannou').waitFor({ state: 'detached' });
    await sheet.getByRole('switch', { name: 'Follow' }).click();
    await sheet.getByText('Following: Anna Georgiou.').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    await page.getByText('Private', { exact: true }).waitFor();

    const reader = await signedIn(`people/${person.id}`, own);
    await reader.page.getByText('You can read this, not change it').waitFor();
    await settled(reader.page);
    assert.equal(await reader.page.getByRole('button', { name: 'Edit City' }).count(), 0);
    await reader.page.getByRole('button', { name: 'More actions' }).click();
    await reader.page.getByRole('menuitem', { name: 'Who can see this?' }).waitFor();
    assert.equal(await reader.page.getByRole('menuitem', { name: /trash|Merge/ }).count(), 0);
    await reader.page.keyboard.press('Escape');
    assert.deepEqual(await axeFindings(reader.page), []);

    // An open page would ask again for all that it shows and may be refused, in whatever order the answers come.
    await reader.page.close();
    await page.keyboard.press('w');
    await sheet.getByRole('button', { name: 'Stop sharing with Sotia Markou' }).click();
    await page.getByText('No longer shared with Sotia Markou.').waitFor();
    const status = async () => (await reader.context.request.get(`/api/v1/people/${person.id}`)).status();
    await until(status, (one) => one === 404);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await until(status, (one) => one === 200);
  }));

test('a role that may only read a field sees a lock beside it, and one that reads all is offered no deed', (t) =>
  story(t, async (site) => {
    const { app, signedIn } = site;
    const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
    const role = await make(app, 'roles', {
      name: 'City readers',
      rights: {
        administers: false,
        objects: { default: all, person: { ...all, fields: { city: 'read', birthday: 'hidden' } } },
        actions: { import: false, export: false, merge: false, bulk: false, share: false },
      },
    });
    const somebody = await takeIn(site, 'Sotia Markou', role.key);
    const reads = await takeIn(site, 'Petros Ioannou', 'read_only');
    const person = await make(app, 'people', { name: 'Maria Kyriakou', city: 'Paphos', birthday: '1980-04-15' });
    const { page } = await signedIn(`people/${person.id}`, somebody);
    await page.getByLabel('Facts').getByText('Paphos').waitFor();
    await page.getByRole('img', { name: 'Your role lets you read this, not change it.' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Edit City' }).count(), 0);
    assert.equal(await page.getByText('Birthday').count(), 0);
    assert.equal(await page.getByRole('link', { name: 'Import' }).count(), 0, 'a deed that the role does not allow');
    assert.equal(await page.getByRole('link', { name: 'Duplicates' }).count(), 0);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    const other = await signedIn(`people/${person.id}`, reads);
    await other.page.getByText('You can read this, not change it').waitFor();
    assert.equal(await other.page.getByRole('button', { name: 'Note' }).count(), 0);
    assert.equal(await other.page.getByRole('button', { name: /^Edit / }).count(), 0);
    await other.page.getByRole('link', { name: 'People' }).first().click();
    await other.page.getByRole('link', { name: 'Maria Kyriakou' }).waitFor();
    assert.equal(await other.page.getByRole('button', { name: 'Add', exact: true }).count(), 0);
  }));

test('an administrator looks as a member, changes nothing, asks why, and leaves with one press', (t) =>
  story(t, async (site) => {
    const { app, signedIn } = site;
    const own = await takeIn(site, 'Sotia Markou', 'own_records');
    await make(app, 'people', { name: 'Maria Kyriakou' });
    await make(app, 'people', { name: 'Hers Alone', owner: own.id });
    await make(app, 'deals', { title: 'A roof' });
    const { page } = await signedIn('settings/members');
    await page.getByRole('button', { name: 'More for Sotia Markou' }).click();
    await page.getByRole('menuitem', { name: 'Why can they see a record?' }).click();
    const why = page.getByRole('dialog', { name: 'Why can Sotia Markou see a record?' });
    await why.getByLabel('Name the record').fill('Kyriakou');
    await why.getByRole('button', { name: /Maria Kyriakou/ }).click();
    await why.getByText('It is not their own').waitFor();
    await why.getByText('cannot see it').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'More for Sotia Markou' }).click();
    await page.getByRole('menuitem', { name: 'View as Sotia Markou' }).click();
    const banner = page.getByRole('region', { name: 'View as' });
    await banner.getByText('You see Kith as Sotia Markou does').waitFor();
    const menu = page.getByRole('navigation', { name: 'Main menu' });
    await menu.getByRole('link', { name: 'People' }).click();
    await page.getByRole('link', { name: 'Hers Alone' }).waitFor();
    assert.equal(await page.getByText('Maria Kyriakou').count(), 0);
    await menu.getByRole('link', { name: 'Deals' }).click();
    await page.getByRole('heading', { level: 1, name: 'Deals' }).waitFor();
    await settled(page);
    assert.equal(await page.getByText('A roof').count(), 0);
    await page.reload();
    await banner.waitFor();
    await menu.getByRole('link', { name: 'People' }).click();
    await page.getByRole('link', { name: 'Hers Alone' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hers Alone' }).waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Move Hers Alone to the trash' }).click();
    await page.getByText('You are looking as somebody else: nothing can be changed.').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    assert.equal((await app.request('GET', '/api/v1/people')).body.data.length, 2, 'nothing was removed');
    await page.keyboard.press('Alt+q');
    await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
    assert.equal(await banner.count(), 0);
    await page.getByRole('button', { name: 'More for Sotia Markou' }).waitFor();
  }));
