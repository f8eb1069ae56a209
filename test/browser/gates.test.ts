import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, settled, story } from '../harness/pages.ts';

test('a stage asks for what a deal lacks, and one move follows once it is filled in or a reason is given', (t) =>
  story(t, async ({ app, signedIn }) => {
    const add = async (api: string, values: object) => {
      const answer = await app.request('POST', `/api/v1/${api}`, values);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body.id as string;
    };
    const { data } = (await app.request('GET', '/api/v1/stages?limit=50')).body;
    const stage = (name: string) => data.find((one: { name: string }) => one.name === name).id as string;
    await add('stage_gates', { stage: stage('Proposal'), field: 'closes_on', message: 'When will they decide?' });
    await add('stage_gates', { stage: stage('Negotiation'), field: 'lost_reason', kind: 'soft' });
    assert.equal(
      (await app.request('PATCH', `/api/v1/stages/${stage('Negotiation')}`, { next_step_required: true })).status,
      200,
    );
    const id = await add('deals', { title: 'Chairs' });
    const read = async (path = '') => (await app.request('GET', `/api/v1/deals/${id}${path}`)).body;
    const { page, expect } = await signedIn('deals?kind=board', { viewport: { width: 1_900, height: 900 } });
    expect(/422/);
    const column = (name: string) => page.getByRole('listitem', { name, exact: true });
    const card = page.getByRole('article', { name: 'Chairs' });
    await card.dragTo(column('Proposal'));
    const asked = page.getByRole('dialog', { name: 'Chairs: what is asked for' });
    await asked.getByText('When will they decide?').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    assert.equal(await asked.getByRole('button', { name: 'Move' }).isDisabled(), true);
    await asked.getByLabel('Closes on').fill('2027-01-15');
    await asked.getByRole('button', { name: 'Move' }).click();
    await column('Proposal').getByRole('article', { name: 'Chairs' }).waitFor();
    const moved = await read();
    assert.deepEqual([moved.stage.name, moved.closes_on, moved.version], ['Proposal', '2027-01-15', 2]);

    await asked.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await column('New').getByRole('article', { name: 'Chairs' }).waitFor();
    assert.equal((await read()).closes_on, null);

    await card.dragTo(column('Negotiation'));
    await asked.getByLabel('Why it went on without').fill('They called us');
    await asked.getByLabel('Subject').fill('Send the contract');
    await asked.getByRole('button', { name: 'Move' }).click();
    await column('Negotiation').getByRole('article', { name: 'Chairs' }).waitFor();
    await card.getByRole('link').click();
    const way = page.getByRole('region', { name: 'Way through the stages' });
    await way.getByText('Went on without: They called us').waitFor();
    assert.equal((await read('/moves')).data[0].reason, 'They called us');
  }));

test('an administrator arranges the stages of a pipeline by keys, and takes one out of use', (t) =>
  story(t, async ({ app, signedIn }) => {
    const stages = async () => {
      const { body } = await app.request('GET', '/api/v1/stages?sort=position&limit=50');
      return body.data.map((one: { name: string }) => one.name).join();
    };
    const deal = (await app.request('POST', '/api/v1/deals', { title: 'Chairs', stage: 'Proposal' })).body.id;
    const { page } = await signedIn('settings/pipelines');
    const sales = page.getByRole('region', { name: 'Sales' });
    await sales.getByRole('button', { name: 'Add a stage' }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'New stage' });
    await form.getByLabel('Name').waitFor();
    await page.keyboard.type('Contract');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    await sales.getByRole('button', { name: /^Contract/ }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('Contract was moved.').waitFor();
    assert.equal(await stages(), 'New,Qualified,Proposal,Contract,Negotiation,Won,Lost');
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);

    await sales.getByRole('button', { name: 'Change Contract' }).click();
    await page.getByRole('menuitem', { name: 'What it asks for' }).click();
    const gates = page.getByRole('dialog', { name: 'What “Contract” asks for' });
    await gates.getByLabel('Field of the deal').click();
    await page.getByRole('option', { name: 'Closes on' }).click();
    await gates.getByRole('button', { name: 'Add' }).click();
    await gates.getByText('Must be there').first().waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    await sales.getByText('1 gate').waitFor();

    await sales.getByRole('button', { name: 'Change Proposal' }).click();
    await page.getByRole('menuitem', { name: 'Remove the stage' }).click();
    const retire = page.getByRole('dialog', { name: 'Remove “Proposal”' });
    await retire.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('“Proposal” is removed.').waitFor();
    const stands = async () => (await app.request('GET', `/api/v1/deals/${deal}`)).body.stage.name;
    assert.equal(await stands(), 'New');
    await page.locator('.k-toast', { hasText: 'is removed' }).getByRole('button', { name: 'Undo' }).click();
    await sales.getByRole('button', { name: /^Proposal/ }).waitFor();
    assert.equal(await stands(), 'Proposal');
  }));
