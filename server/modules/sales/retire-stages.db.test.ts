import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('stages and pipelines taken out of use', () => {
  let kith: TestApp;
  const ids: Record<string, string> = {};
  const request = (method: string, path: string, body?: unknown, more?: object) =>
    kith.request(method, `/api/v1/${path}`, body, more as never);
  const ask = async (status: number, method: string, path: string, body?: unknown, more?: object) => {
    const answer = await request(method, path, body, more);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const standing = async (id: string) => {
    const { pipeline, stage, outcome, probability } = await ask(200, 'GET', `deals/${id}`);
    return [pipeline.name, stage.name, outcome, probability];
  };
  const codes = (body: { errors: Json[] }) => body.errors.map((issue) => [issue['pointer'], issue['code']]);

  before(async () => {
    kith = await testApp();
    for (const { id, name } of (await ask(200, 'GET', 'stages?limit=50')).data) ids[name] = id;
    ids['Sales'] = (await ask(200, 'GET', 'pipelines')).data[0].id;
  });
  after(() => kith.close());

  test('the deals of a stage go where somebody says, unseen ones too, and one undo brings all back', async () => {
    const open = (await ask(201, 'POST', 'deals', { title: 'Open', stage: 'Proposal' })).id;
    const seller = await kith.addMember('Seller', 'member');
    const hidden = await ask(201, 'POST', 'deals', { title: 'Own', stage: 'Proposal' }, { as: seller });
    await ask(201, 'POST', 'stage_gates', { stage: ids['Proposal'], field: 'amount' });
    await ask(201, 'POST', 'stage_gates', { stage: ids['Qualified'], field: 'amount' });
    const path = `stages/${ids['Proposal']}/retire`;
    assert.deepEqual(codes(await ask(422, 'POST', path, {})), [['/to', 'stage.has_deals']]);
    assert.deepEqual(codes(await ask(422, 'POST', path, { to: ids['Proposal'] })), [['/to', 'stage.not_found']]);
    await ask(403, 'POST', path, { to: ids['Qualified'] }, { as: seller });
    const done = await request('POST', path, { to: ids['Qualified'] });
    assert.deepEqual([done.status, done.body], [200, { moved: 2 }]);
    for (const id of [open, hidden.id]) assert.deepEqual(await standing(id), ['Sales', 'Qualified', 'open', 25]);
    assert.ok((await ask(200, 'GET', `stages/${ids['Proposal']}`)).deleted_at);
    assert.equal((await ask(200, 'GET', 'stage_gates')).data.length, 1);
    const { data } = await ask(200, 'GET', `deals/${open}/changes`);
    await ask(200, 'POST', `change_sets/${data[0].change_set_id}/undo`, {});
    for (const id of [open, hidden.id]) assert.deepEqual(await standing(id), ['Sales', 'Proposal', 'open', 50]);
    assert.equal((await ask(200, 'GET', 'stage_gates')).data.length, 2);
  });

  test('a pipeline goes with its stages, but not the last one', async () => {
    const none = codes(await ask(422, 'POST', `pipelines/${ids['Sales']}/retire`, { to: null }));
    assert.deepEqual(none, [['/to', 'stage.has_deals']]);
    const { id } = await ask(201, 'POST', 'pipelines', { name: 'Tenders', position: 2 });
    await ask(201, 'POST', 'stages', { name: 'Asked', pipeline: id, position: 1 });
    const deal = (await ask(201, 'POST', 'deals', { title: 'School', pipeline: 'Tenders' })).id;
    assert.deepEqual(await ask(200, 'POST', `pipelines/${id}/retire`, { to: ids['Won'] }), { moved: 1 });
    assert.deepEqual(await standing(deal), ['Sales', 'Won', 'won', 100]);
    assert.deepEqual(
      (await ask(200, 'GET', 'pipelines')).data.map((one: Json) => one['name']),
      ['Sales'],
    );
    const last = await ask(422, 'POST', `pipelines/${ids['Sales']}/retire`, {});
    assert.equal(last.errors[0].pointer, '/to');
  });

  test('two stages of one pipeline are not called the same, however they are written', async () => {
    const taken = [['/name', 'stage.name_taken']];
    const values = { name: ' proposal', pipeline: ids['Sales'] };
    assert.deepEqual(codes(await ask(422, 'POST', 'stages', values)), taken);
    assert.deepEqual(codes(await ask(422, 'PATCH', `stages/${ids['Won']}`, { name: 'LOST' })), taken);
    await ask(200, 'PATCH', `stages/${ids['Won']}`, { name: 'WON' });
    const { id } = await ask(201, 'POST', 'pipelines', { name: 'Second' });
    await ask(201, 'POST', 'stages', { name: 'Proposal', pipeline: id });
    const operations = ['Twice', 'twice'].map((name) => ({ op: 'create', values: { name, pipeline: id } }));
    const { results } = await ask(200, 'POST', 'stages/batch', { operations, atomic: false });
    assert.deepEqual(
      results.map((one: Json) => one['status']),
      ['created', 'failed'],
    );
  });
});
