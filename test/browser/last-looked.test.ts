import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '#kernel/database';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('what others changed since the last look is marked in the list and on the record', (t) =>
  story(t, async ({ app, signedIn }) => {
    const maria = (await app.request('POST', '/api/v1/people', { name: 'Maria Nikou', city: 'Limassol' })).body.id;
    await app.request('POST', '/api/v1/people', { name: 'Nobody Else' });
    await app.request('POST', '/api/v1/people/looked');
    await app.request('POST', `/api/v1/people/${maria}/looked`);
    // The looks were two hours ago.
    await app.inWorkspace(({ db }) => db.run(sql`update ${db.table('look')} set at = at - interval '2 hours'`));
    const petros = await app.addMember('Petros', 'member');
    await app.request('PATCH', `/api/v1/people/${maria}`, { city: 'Paphos' }, { as: petros });
    const { page } = await signedIn('people');

    const row = page.getByRole('row', { name: /Maria Nikou/ });
    await row.getByText(/since you last looked/).waitFor({ state: 'attached' });
    assert.equal(await page.getByText(/since you last looked/).count(), 1);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('link', { name: 'Maria Nikou' }).click();
    const facts = page.getByLabel('Facts');
    await facts.getByText('changed since you last looked').waitFor({ state: 'attached' });
    assert.match(String(await facts.locator('[data-new] dt').textContent()), /City/);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.goBack();
    await row.waitFor();
    await page.getByText(/since you last looked/).waitFor({ state: 'detached' });
  }));
