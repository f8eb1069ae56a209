import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('consent is recorded on the page, corrected, and recorded for many; a task for each is taken back at once', (t) =>
  story(t, async ({ app, signedIn }) => {
    const make = async (name: string): Promise<string> =>
      (await app.request('POST', '/api/v1/people', { name, city: 'Limassol' })).body.id as string;
    const anna = await make('Anna Agreed');
    await make('Berta Busy');
    const { page } = await signedIn(`people/${anna}`);
    const card = page.getByRole('region', { name: 'Consent', exact: true });
    await card.getByText('Nothing recorded.').waitFor();
    await card.getByRole('button', { name: 'Record consent' }).click();
    const dialog = page.getByRole('dialog', { name: 'Record consent' });
    await dialog.getByRole('combobox', { name: 'Purpose' }).click();
    await page.getByRole('option', { name: 'Newsletter' }).click();
    await dialog.getByRole('textbox', { name: 'Form or place' }).fill('Trade fair');
    await dialog.getByRole('button', { name: 'Record consent' }).click();
    await card.getByText('Newsletter · E-mail').waitFor();
    await card.getByText('Yes', { exact: true }).waitFor();
    await card.getByText(/Trade fair/).waitFor();
    await page.getByRole('region', { name: 'Timeline' }).getByText('E-mail · Yes').waitFor();

    await card.getByRole('button', { name: 'All entries' }).click();
    await card.getByRole('button', { name: 'Correct' }).click();
    const correct = page.getByRole('dialog', { name: 'Correct an entry' });
    await correct.getByRole('combobox', { name: 'Answer' }).click();
    await page.getByRole('option', { name: 'No', exact: true }).click();
    await correct.getByRole('textbox', { name: 'Reason of the correction' }).fill('She said no');
    await correct.getByRole('button', { name: 'Correct' }).click();
    await card
      .getByText(/corrects an entry: She said no/)
      .first()
      .waitFor();
    await card.getByText('Corrected', { exact: true }).waitFor();
    assert.equal(await card.getByRole('button', { name: 'Correct' }).count(), 1, 'what was corrected is so for good');
    const entries = page.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
    await entries.filter({ hasText: 'E-mail · Yes' }).getByText('Corrected').waitFor();
    const line = entries.filter({ hasText: 'E-mail · Yes' }).getByText('E-mail · Yes');
    assert.match(await line.evaluate((one) => getComputedStyle(one).textDecorationLine), /line-through/);
    assert.equal(await entries.filter({ hasText: 'E-mail · No' }).getByText('Corrected').count(), 0);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    const city = encodeURIComponent(JSON.stringify({ field: 'city', is: 'Limassol' }));
    await page.goto(new URL(`../people?filter=${city}`, page.url()).href);
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    const bar = page.getByRole('toolbar', { name: 'Actions for the selection' });
    const run = async (action: string) => {
      await bar.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();
      return page.getByRole('dialog', { name: action });
    };
    const task = await run('Create a task');
    await task
      .getByRole('textbox', { name: 'What', exact: true })
      .or(task.getByLabel('Subject'))
      .first()
      .fill('Ring up');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await task.getByRole('button', { name: 'Run for 2 records' }).click();
    await page.getByRole('status').getByText('Done for 2 records.').waitFor();
    const open = async (): Promise<number> =>
      (await app.request('POST', '/api/v1/tasks/query', { filter: { field: 'subject', is: 'Ring up' } })).body.data
        .length as number;
    assert.equal(await open(), 2);
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('status').getByText('Taken back.').waitFor();
    assert.equal(await open(), 0);

    const agreed = await run('Record consent');
    await agreed.getByRole('combobox', { name: 'Purpose' }).click();
    await page.getByRole('option', { name: 'Offers' }).click();
    await agreed.getByRole('button', { name: 'Run for 2 records' }).click();
    await page.getByRole('status').getByText('Done for 2 records.').waitFor();
    const filter = { field: 'consents', contains: ['email:offers'] };
    const { body } = await app.request('POST', '/api/v1/people/query', { filter });
    assert.equal(body.data.length, 2);
  }));
