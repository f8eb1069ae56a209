import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('gates of stages', () => {
  let kith: TestApp;
  const ids: Record<string, string> = {};
  const ask = async (status: number, method: string, path: string, body?: unknown, more?: object) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, more as never);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const deal = (values: Json = {}) => ask(201, 'POST', 'deals', { title: 'Roof', ...values });
  const told = (errors: Json[]) => errors.map((issue) => [issue['pointer'], issue['code']]);

  before(async () => {
    kith = await testApp();
    for (const { id, name } of (await ask(200, 'GET', 'stages?limit=50')).data) ids[name] = id;
    const gate = (values: Json) => ask(201, 'POST', 'stage_gates', values);
    await gate({ stage: ids['Proposal'], field: 'amount', message: 'Say what it is worth.' });
    await gate({ stage: ids['Proposal'], field: 'closes_on', kind: 'hard' });
    await gate({ stage: ids['Negotiation'], field: 'deal_source', kind: 'soft' });
    await gate({ stage: ids['Won'], field: 'person', kind: 'hard' });
    await ask(200, 'PATCH', `stages/${ids['Qualified']}`, { next_step_required: true });
  });
  after(() => kith.close());

  test('a hard one refuses a deal that lacks its field, with its words, until it is filled in', async () => {
    const { id } = await deal();
    const { errors } = await ask(422, 'PATCH', `deals/${id}`, { stage: 'Proposal', gate_reason: 'No time' });
    assert.deepEqual(told(errors), [
      ['/amount', 'gate.field_needed'],
      ['/closes_on', 'gate.field_needed'],
    ]);
    assert.deepEqual(
      errors.map((issue: Json) => issue['message']),
      ['Say what it is worth.', 'The stage "Proposal" asks for "Closes on".'],
    );
    const facts = { amount: { amount: '900', currency: 'EUR' }, closes_on: '2026-12-01' };
    const moved = await ask(200, 'PATCH', `deals/${id}`, { stage: 'Proposal', ...facts });
    assert.equal(moved.stage.name, 'Proposal');
    assert.equal(moved.gate_reason, null);
    // What is there already is asked for no more, nor of a deal that stays.
    await ask(200, 'PATCH', `deals/${id}`, { amount: null });
    await ask(422, 'POST', 'deals', { title: 'New', stage: 'Proposal' });
  });

  test('a soft one lets through with a reason, which its move tells and the next one does not', async () => {
    const { id } = await deal();
    const { errors } = await ask(422, 'PATCH', `deals/${id}`, { stage: 'Negotiation' });
    assert.deepEqual(told(errors), [
      ['/deal_source', 'gate.field_wanted'],
      ['/gate_reason', 'gate.reason_needed'],
    ]);
    await ask(200, 'PATCH', `deals/${id}`, { stage: 'Negotiation', gate_reason: 'They called us' });
    await ask(200, 'PATCH', `deals/${id}`, { stage: 'New', gate_reason: 'Nobody asked' });
    const kept = await ask(200, 'PATCH', `deals/${id}`, { gate_reason: 'Only said' });
    assert.equal(kept.gate_reason, null);
    await ask(200, 'PATCH', `deals/${id}`, { stage: 'Negotiation', deal_source: 'Fair' });
    const { data } = await ask(200, 'GET', `deals/${id}/moves`);
    assert.deepEqual(
      data.map((move: { to: { name: string }; reason: string | null }) => [move.to.name, move.reason]),
      [
        ['Negotiation', null],
        ['New', null],
        ['Negotiation', 'They called us'],
      ],
    );
  });

  test('every door asks: an outcome, a batch, a bulk change and its action; an undo does not', async () => {
    const { id } = await deal();
    assert.deepEqual(told((await ask(422, 'PATCH', `deals/${id}`, { outcome: 'won' })).errors), [
      ['/person', 'gate.field_needed'],
    ]);
    const operations = [{ op: 'update', id, values: { stage: 'Negotiation' } }];
    const batch = await ask(200, 'POST', 'deals/batch', { operations, atomic: false });
    assert.deepEqual(told(batch.results[0].errors), [
      ['/operations/0/values/deal_source', 'gate.field_wanted'],
      ['/operations/0/values/gate_reason', 'gate.reason_needed'],
    ]);
    const many = async (change: Json) => {
      const { job_id } = await ask(202, 'POST', 'deals/bulk', { ids: [id], ...change });
      await kith.drain();
      const { result } = await ask(200, 'GET', `jobs/${job_id}`);
      return [result.changed, result.refused];
    };
    assert.deepEqual(await many({ action: 'update', values: { stage: 'Negotiation' } }), [0, 1]);
    assert.deepEqual(await many({ action: 'run', run: 'mark_won', input: {} }), [0, 1]);
    const input = { stage: ids['Negotiation'], gate_reason: 'Known' };
    assert.deepEqual(await many({ action: 'run', run: 'move_stage', input }), [1, 0]);
    await ask(200, 'PATCH', `deals/${id}`, { stage: 'New' });
    const { data } = await ask(200, 'GET', `deals/${id}/changes`);
    await ask(200, 'POST', `change_sets/${data[0].change_set_id}/undo`, {});
    assert.equal((await ask(200, 'GET', `deals/${id}`)).stage.name, 'Negotiation');
  });

  test('a stage that asks for a next step takes deals with an open task alone', async () => {
    const { id } = await deal();
    assert.deepEqual(told((await ask(422, 'PATCH', `deals/${id}`, { stage: 'Qualified' })).errors), [
      ['/', 'gate.next_step_needed'],
    ]);
    const task = await ask(201, 'POST', 'tasks', { subject: 'Call', deals: [id] });
    await ask(200, 'PATCH', `tasks/${task.id}`, { done: true });
    await ask(422, 'PATCH', `deals/${id}`, { stage: 'Qualified' });
    await ask(201, 'POST', 'tasks', { subject: 'Visit', deals: [id] });
    assert.equal((await ask(200, 'PATCH', `deals/${id}`, { stage: 'Qualified' })).stage.name, 'Qualified');
  });

  test('what an import brings is let through, and its deal says so', async () => {
    const form = new FormData();
    form.append('file', new Blob(['Title,Amount,Stage\nBridge,500,Negotiation\nTower,700,New\n']), 'deals.csv');
    const { id } = await ask(201, 'POST', 'imports', form);
    await kith.drain();
    await ask(202, 'POST', `imports/${id}/run`, { accept: 'proposed' });
    await kith.drain();
    const found = async (q: string) => {
      const [{ stage, gate_reason }] = (await ask(200, 'POST', 'deals/query', { q })).data;
      return [stage.name, gate_reason];
    };
    assert.deepEqual(await found('Bridge'), ['Negotiation', 'Came by an import']);
    assert.deepEqual(await found('Tower'), ['New', null]);
  });

  test('they ask for fields of deals that people fill in, and administrators alone write them', async () => {
    for (const field of ['nothing', 'stage_since', 'stage']) {
      const { errors } = await ask(422, 'POST', 'stage_gates', { stage: ids['Lost'], field });
      assert.deepEqual(told(errors), [['/field', 'gate.no_field']]);
    }
    const seller = await kith.addMember('Seller', 'member');
    await ask(403, 'POST', 'stage_gates', { stage: ids['Lost'], field: 'lost_reason' }, { as: seller });
    assert.equal((await ask(200, 'GET', 'stage_gates', undefined, { as: seller })).data.length, 4);
  });

  test('what somebody may not see is asked for without its name', async () => {
    const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
    const rights = {
      administers: false,
      objects: { default: all, deal: { ...all, fields: { deal_source: 'hidden' } } },
      actions: { import: true, export: true, merge: true, bulk: true, share: true },
    };
    const role = await ask(201, 'POST', 'roles', { name: 'No sources', rights });
    const blind = await kith.addMember('Blind', role.key);
    const { id } = await deal();
    const { errors } = await ask(422, 'PATCH', `deals/${id}`, { stage: 'Negotiation' }, { as: blind });
    assert.deepEqual(told(errors), [
      ['/', 'gate.field_wanted'],
      ['/gate_reason', 'gate.reason_needed'],
    ]);
    assert.doesNotMatch(JSON.stringify(errors), /deal_source|"Source"/);
  });
});
