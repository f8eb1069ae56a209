import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('the app can be installed, and says so when there is no connection, without old answers', (t) =>
  story(t, async ({ signedIn, url }) => {
    const { page, context, expect } = await signedIn('people');
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
    const address = await page.locator('link[rel="manifest"]').getAttribute('href');
    const answer = await context.request.get(`${url}${address ?? ''}`);
    assert.match(answer.headers()['content-type'] ?? '', /^application\/manifest\+json/);
    const manifest = (await answer.json()) as { display: string; icons: { src: string; sizes: string }[] };
    assert.equal(manifest.display, 'standalone');
    assert.deepEqual([...new Set(manifest.icons.map((icon) => icon.sizes))], ['192x192', '512x512']);
    for (const { src } of manifest.icons) {
      const icon = await context.request.get(`${url}${src}`);
      assert.equal(icon.headers()['content-type'], 'image/png');
    }
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return all.flat().map((request) => new URL(request.url).pathname);
    });
    assert.deepEqual(kept, ['/offline.html']);
    expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    await context.setOffline(true);
    await page.goto(page.url()).catch(() => undefined);
    await page.getByRole('heading', { name: 'Kith cannot be reached' }).waitFor();
    await context.setOffline(false);
    await page.getByRole('link', { name: 'Kith' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  }));

test('the second factor is set up by a picture or by its key', (t) =>
  story(t, async ({ signedIn }) => {
    const { page } = await signedIn('settings/security');
    await page.getByRole('region', { name: 'Second factor' }).getByRole('button', { name: 'Turn on' }).click();
    const dialog = page.getByRole('dialog', { name: 'Turn on the second factor' });
    const picture = await dialog.getByRole('img', { name: 'The key as a picture to scan' }).boundingBox();
    assert.ok(picture && picture.width >= 160 && picture.height >= 160);
    await dialog.getByText(/^([A-Z2-7]{4} ?){6,}/).waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
  }));
