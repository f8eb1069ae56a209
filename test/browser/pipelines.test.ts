import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story, until } from '../harness/pages.ts';

const dayMillis = 86_400_000;

test('a board has the stages of one pipeline in their order, also empty ones, and a switch to the others', (t) =>
  story(t, async ({ app, signedIn }) => {
    const add = async (api: string, values: object) => {
      const answer = await app.request('POST', `/api/v1/${api}`, values);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.id as string;
    };
    const tenders = await add('pipelines', { name: 'Tenders', position: 2 });
    // Made in another order than they stand in.
    await add('stages', { name: 'Awarded', pipeline: tenders, position: 3, outcome: 'won', probability: 100 });
    await add('stages', { name: 'Asked', pipeline: tenders, position: 1, probability: 5, idle_days: 4 });
    await add('stages', { name: 'Handed in', pipeline: tenders, position: 2, probability: 40 });
    const euros = (amount: string) => ({ amount: { amount, currency: 'EUR' } });
    const chairs = await add('deals', { title: 'Chairs', ...euros('1200.00') });
    const school = await add('deals', { title: 'School roof', pipeline: 'Tenders', ...euros('9000.00') });
    const standing = async (id: string) => {
      const { body } = await app.request('GET', `/api/v1/deals/${id}`);
      return [body.pipeline.name, body.stage.name, body.outcome, body.probability].join();
    };
    const { page } = await signedIn('deals?kind=board');
    const columns = () =>
      page
        .getByRole('list', { name: 'Board' })
        .locator('> [role=listitem]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')).join());
    const column = (name: string) => page.getByRole('listitem', { name, exact: true });
    await column('New').getByText('1 · €1,200').waitFor();
    assert.equal(await columns(), 'New,Qualified,Proposal,Negotiation,Won,Lost');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await page.getByRole('article', { name: 'Chairs' }).dragTo(column('Proposal'));
    await until(
      () => standing(chairs),
      (words) => words === 'Sales,Proposal,open,50',
    );
    await column('Proposal').getByText('1 · €1,200').waitFor();

    await page.getByRole('tab', { name: 'Tenders' }).click();
    await column('Asked').getByText('1 · €9,000').waitFor();
    assert.equal(await columns(), 'Asked,Handed in,Awarded');
    await page.getByRole('article', { name: 'School roof' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await until(
      () => standing(school),
      (words) => words === 'Tenders,Awarded,won,100',
    );
    await column('Awarded').getByText('1 · €9,000').waitFor();

    await page.getByRole('article', { name: 'School roof' }).getByRole('link').click();
    const way = page.getByRole('region', { name: 'Way through the stages' });
    await way.getByText('Asked → Awarded').waitFor();
    await way.getByText('Anna Georgiou').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.goBack();
    await column('Awarded').getByText('1 · €9,000').waitFor();

    // What was chosen lives in the address, and a quiet card turns by the limit of its stage.
    assert.equal((await app.request('PATCH', `/api/v1/deals/${school}`, { stage: 'Asked' })).status, 200);
    await page.clock.setFixedTime(Date.now() + 4 * dayMillis + 3_600_000);
    await page.reload();
    const card = column('Asked').getByRole('article', { name: 'School roof' });
    await card.getByText('Nothing happened for 4 days').waitFor();
    assert.equal(await card.getAttribute('data-warmth'), '2');
    await page.getByRole('tab', { name: 'Sales' }).click();
    await column('Proposal').getByRole('article', { name: 'Chairs' }).waitFor();
    assert.equal(await page.getByText('Nothing happened').count(), 0);
  }));
