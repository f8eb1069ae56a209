import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

const euros = (amount: string) => ({ amount, currency: 'EUR' });

test('what changed since last Monday, how selling went, and who has a part in a deal', (t) =>
  story(t, async ({ app, signedIn }) => {
    const add = async (title: string, amount: string, values: object) => {
      const answer = await app.request('POST', '/api/v1/deals', { title, amount: euros(amount), ...values });
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
    };
    await add('Roof', '9000.00', { stage: 'Won' });
    await add('Chairs', '1200.00', {});
    const { page, expect } = await signedIn('deals');
    await page.getByRole('link', { name: 'What changed' }).click();
    await page.getByRole('heading', { level: 1, name: /What changed since .*Mon/ }).waitFor();
    const sums = page.getByRole('list', { name: 'Sums' });
    await sums.getByText('€10,200').waitFor();
    const won = page.getByRole('region', { name: 'Won' });
    await won.getByRole('link', { name: 'Roof' }).waitFor();
    assert.equal(await won.getByText('Chairs').count(), 0);
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('link', { name: 'Sales report' }).click();
    const stages = page.getByRole('table', { name: 'From stage to stage' });
    await stages.getByRole('row', { name: /New/ }).getByRole('button', { name: '1', exact: true }).click();
    await page.getByRole('region', { name: 'Came to New' }).getByRole('link', { name: 'Chairs' }).waitFor();
    await page.getByRole('tab', { name: 'By owner' }).click();
    const anna = page.getByRole('table', { name: 'How deals ended' }).getByRole('row', { name: /Anna Georgiou/ });
    await anna.getByText('100%').first().waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await anna.getByRole('link', { name: '1', exact: true }).click();
    await page.getByText('Roof').first().waitFor();
    assert.equal(await page.getByText('Chairs').count(), 0);
    await page.goBack();
    await page.goBack();

    await page.getByLabel('Since the beginning of').fill('tomorrow');
    await page.getByText('Nothing changed since').waitFor();
    await page.goBack();

    await page.getByText('Chairs').first().click();
    const team = page.getByRole('region', { name: 'Team and shares' });
    const addShare = async (percent: string) => {
      await team.getByRole('button', { name: 'Add a share' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Member').click();
      await page.getByRole('option', { name: 'Anna Georgiou' }).click();
      await form.getByLabel('Share', { exact: false }).last().fill(percent);
      await form.getByRole('button', { name: 'Save' }).click();
      return form;
    };
    await addShare('60');
    await team.getByText('60%').waitFor();
    expect(/422/);
    const refused = await addShare('41');
    await refused.getByText('The shares of this deal would be 101 % together.', { exact: false }).first().waitFor();
    await refused.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('region', { name: 'People and their roles' }).getByRole('button').first().waitFor();
  }));
