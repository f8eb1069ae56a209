import assert from 'node:assert/strict';
import test from 'node:test';
import { settled, story } from '../harness/pages.ts';

// A far line takes a tenth of a second for each round of requests.
const most = 15;

test('a first list needs few requests, and none of them goes elsewhere', (t) =>
  story(t, async ({ app, url, signedIn, visit }) => {
    const names = ['Anna Makri', 'Νίκος Γεωργίου', 'Eleni Christou'];
    const operations = names.map((name) => ({ op: 'create', values: { name } }));
    await app.request('POST', '/api/v1/people/batch', { operations });
    const { context, page } = await signedIn('people', { viewport: { width: 1440, height: 900 } });
    await page.getByRole('grid').getByRole('link', { name: 'Anna Makri' }).waitFor();
    const state = await context.storageState();

    const fresh = await visit({ storageState: state, viewport: { width: 1440, height: 900 } });
    const asked: string[] = [];
    fresh.page.on('request', (request) => asked.push(request.url()));
    await fresh.page.goto(page.url());
    await fresh.page.getByRole('grid').getByRole('link', { name: 'Νίκος Γεωργίου' }).waitFor();
    // What comes behind the list, such as windows that a key may open, is fetched while nothing else happens.
    const first = [...asked];
    await settled(fresh.page);
    const told = first.map((address) => address.replace(url, '')).join('\n');
    assert.ok(first.length <= most, `${String(first.length)} requests\n${told}`);
    for (const address of asked) assert.ok(address.startsWith(url), address);
    assert.equal(first.filter((address) => address.includes('/api/v1/me')).length, 1);
    for (const part of ['/objects', '/views', '/sidebar'])
      assert.ok(!first.some((address) => new URL(address).pathname.endsWith(part)), `${part} travels with the first`);
  }));
