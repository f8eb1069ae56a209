import assert from 'node:assert/strict';
import test from 'node:test';
import { settled, story } from '../harness/pages.ts';

test('in Greek the kinds of a timeline stand in one line of a window of 1440, none of them cut', (t) =>
  story(t, async ({ app, signedIn }) => {
    const { body } = await app.request('POST', '/api/v1/people', { name: 'Μαρία Κυριάκου' });
    const { page, context } = await signedIn('', { viewport: { width: 1440, height: 900 } });
    const origin = new URL(page.url()).origin;
    await context.request.patch('/api/v1/me', { data: { language: 'el' }, headers: { origin } });
    await page.goto(`${page.url().replace(/\/?$/, '/')}people/${String(body.id)}`);
    const tabs = page.getByRole('region', { name: 'Ιστορικό', exact: true }).getByRole('tablist');
    await tabs.getByRole('tab', { name: 'Αλλαγές' }).waitFor();
    await settled(page);
    const { wide, room, tops } = await tabs.evaluate((list) => ({
      wide: list.scrollWidth,
      room: list.clientWidth,
      tops: [...list.children].map((tab) => tab.getBoundingClientRect().top),
    }));
    assert.ok(wide <= room, `${String(wide)} in ${String(room)}`);
    assert.equal(new Set(tops).size, 1);
  }));
