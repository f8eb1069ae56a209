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
