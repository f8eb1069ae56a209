import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings, settled, story } from '../harness/pages.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

async function examine(page: Page, place: string): Promise<void> {
  await settled(page);
  const wide = await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth);
  assert.ok(wide <= 0, `${place} is ${String(wide)} px wider than the screen`);
  assert.deepEqual(await axeFindings(page), [], place);
}

test('in Greek, in the dark, on a phone, every page fits and can be read', (t) =>
  story(t, async ({ app, url, signedIn }) => {
    const name = 'Χριστόδουλος Παπακωνσταντίνου-Χατζηγεωργίου';
    const person = await app.request('POST', '/api/v1/people', {
      name,
      title: 'Υπεύθυνος προμηθειών και διαχείρισης αποθεμάτων',
      phones: [{ value: '+35799123456' }],
    });
    const { body } = await app.request('POST', '/api/v1/quick_entries', {
      object: 'people',
      id: person.body.id,
      text: 'τηλέφωνο, θέλει προσφορά μέχρι Παρασκευή',
    });
    assert.equal(body.created.length, 2);
    const { page, context } = await signedIn('settings/profile', phone);
    const chosen = { data: { language: 'el', theme: 'dark' }, headers: { origin: url } };
    assert.equal((await context.request.patch('/api/v1/me', chosen)).status(), 200);
    const home = page.url().replace(/\/settings.*$/, '');
    await page.goto(home);
    await page.getByRole('navigation', { name: 'Γρήγορο μενού' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'el');
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await examine(page, 'home');

    await page.getByRole('button', { name: 'Μενού' }).tap();
    await page.getByRole('link', { name: 'Εταιρείες' }).waitFor();
    await examine(page, 'menu');
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Άτομα' }).first().tap();
    await page.getByRole('gridcell').getByText(name).waitFor();
    await examine(page, 'list');
    await page.getByRole('gridcell').getByText(name).tap();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('region', { name: 'Ιστορικό' }).getByRole('listitem').nth(2).waitFor();
    await examine(page, 'record');
  }));
