import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

test('from Home one key puts a person off or logs a call, and the history speaks Greek', (t) =>
  story(t, async ({ app, url, signedIn }) => {
    const ids: string[] = [];
    for (const name of ['Anna Petrou', 'Maria Kyriakou']) {
      const made = await app.request('POST', '/api/v1/people', { name, cadence: 30 * 86_400 });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      ids.push(made.body.id as string);
      const happened_at = new Date(Date.now() - 90 * 86_400_000).toISOString();
      await app.request('POST', '/api/v1/calls', { subject: 'Hello', people: [made.body.id], happened_at });
    }
    await app.request('PATCH', `/api/v1/people/${ids[0] ?? ''}`, { title: 'Buyer' });
    const waiting = async () => (await app.request('GET', '/api/v1/home')).body.stay_in_touch as unknown[];
    await until(waiting, (lines) => lines.length === 2);
    const { page, context } = await signedIn();
    const lines = page.getByRole('region', { name: 'Stay in touch' });
    await lines.getByRole('listitem').nth(1).waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    const second = (await lines.getByRole('link').nth(1).textContent()) ?? '';
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), second);
    await page.keyboard.press('s');
    await page.getByText(new RegExp(`^${second} comes back on`)).waitFor();
    await until(waiting, (left) => left.length === 1);
    await lines.getByRole('link', { name: second }).waitFor({ state: 'detached' });
    const first = (await lines.getByRole('link').first().textContent()) ?? '';
    await page.keyboard.press('l');
    await page.getByRole('heading', { level: 1, name: first }).waitFor();

    const chosen = { data: { language: 'el' }, headers: { origin: url } };
    assert.equal((await context.request.patch('/api/v1/me', chosen)).status(), 200);
    await page.goto(page.url().replace(/\/people\/.*$/, '/settings/history'));
    await page.getByText('Αλλαγή: άτομο').waitFor();
    await page.getByText('Προσθήκη: άτομο').first().waitFor();
  }));
