import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;
/** A record as far as these tests look at it. */
type Deal = Record<'pipeline' | 'stage', { name: string } | null> & Json;

describe('pipelines and their stages', () => {
  let kith: TestApp;
  const ids: Record<string, string> = {};
  const ask = async (status: number, method: string, path: string, body?: unknown, more?: object) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, more as never);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const deal = (values: Json) => ask(201, 'POST', 'deals', { title: 'Roof', ...values });
  const standing = ({ pipeline, stage, outcome, probability }: Deal) => [
    pipeline?.name,
    stage?.name,
    outcome,
    probability,
  ];

  before(async () => {
    kith = await testApp();
    for (const { id, name } of (await ask(200, 'GET', 'stages?limit=50')).data) ids[name] = id;
    ids['Tenders'] = (await ask(201, 'POST', 'pipelines', { name: 'Tenders', position: 2 })).id;
    const stage = (values: Json) => ask(201, 'POST', 'stages', { pipeline: ids['Tenders'], ...values });
    await stage({ name: 'Asked', position: 1, probability: 5 });
    ids['Handed in'] = (await stage({ name: 'Handed in', position: 2, probability: 40 })).id;
    await stage({ name: 'Awarded', position: 3, probability: 100, outcome: 'won' });
  });
  after(() => kith.close());

  test('a workspace begins with one, in the words of its language', async () => {
    const { data } = await ask(200, 'POST', 'stages/query', {
      filter: { field: 'pipeline.name', is: 'Sales' },
      sort: 'position',
    });
    assert.deepEqual(
      data.map((stage: Json) => [stage['name'], stage['probability'], stage['outcome']]),
      [
        ['New', 10, 'open'],
        ['Qualified', 25, 'open'],
        ['Proposal', 50, 'open'],
        ['Negotiation', 75, 'open'],
        ['Won', 100, 'won'],
        ['Lost', 0, 'lost'],
      ],
    );
  });

  test('a deal begins in the first stage, and a stage brings its pipeline, probability and outcome', async () => {
    const made = await deal({});
    assert.deepEqual(standing(made), ['Sales', 'New', 'open', 10]);
    assert.equal(made.version, 1);
    assert.equal(made.stage_since, made.created_at);
    const ended = await deal({ stage: 'Won', closes_on: '2024-03-05' });
    assert.equal(ended.stage_since, '2024-03-05T12:00:00Z', 'it was won when it closed, not when it was written down');
    assert.deepEqual(standing(await deal({ pipeline: 'tenders' })), ['Tenders', 'Asked', 'open', 5]);
    assert.deepEqual(standing(await deal({ stage: ids['Handed in'] })), ['Tenders', 'Handed in', 'open', 40]);
    assert.deepEqual(standing(await deal({ stage: 'Won' })), ['Sales', 'Won', 'won', 100]);
    const said = await deal({ stage: 'Negotiation', probability: 20 });
    assert.deepEqual(standing(said), ['Sales', 'Negotiation', 'open', 20]);
  });

  test('names are found however they are written, in the pipeline of the deal, and never guessed', async () => {
    const { id } = await deal({ pipeline: 'Tenders' });
    const moved = await ask(200, 'PATCH', `deals/${id}`, { stage: 'HANDED IN' });
    assert.deepEqual(standing(moved), ['Tenders', 'Handed in', 'open', 40]);
    const refused = await ask(422, 'PATCH', `deals/${id}`, { stage: 'Negotiatio' });
    const [issue] = refused.errors;
    assert.deepEqual([issue.pointer, issue.code], ['/stage', 'stage.not_found']);
    assert.match(issue.message, /"Asked", "Handed in", "Awarded"/);
    assert.equal((await ask(422, 'PATCH', `deals/${id}`, { stage: 'Won' })).errors[0].code, 'stage.not_found');
    assert.equal((await ask(422, 'POST', 'deals', { title: 'X', pipeline: 'No' })).errors[0].pointer, '/pipeline');
    const apart = await ask(422, 'POST', 'deals', { title: 'X', pipeline: 'Sales', stage: ids['Handed in'] });
    assert.equal(apart.errors[0].pointer, '/stage');
    const nobody = await ask(422, 'POST', 'deals', { title: 'X', stage: id });
    assert.equal(nobody.errors[0].code, 'relation.not_found');
  });

  test('undo puts a deal back where it stood, since when it did', async () => {
    const made = await deal({});
    await ask(200, 'PATCH', `deals/${made.id}`, { stage: 'Lost' });
    const { data } = await ask(200, 'GET', `deals/${made.id}/changes`);
    const told = data[0].fields.find((one: Json) => one['field'] === 'stage');
    assert.deepEqual([told.before.name, told.after.name], ['New', 'Lost']);
    await ask(200, 'POST', `change_sets/${data[0].change_set_id}/undo`, {});
    const back = await ask(200, 'GET', `deals/${made.id}`);
    assert.deepEqual(standing(back), ['Sales', 'New', 'open', 10]);
    assert.equal(back.stage_since, made.stage_since);
  });

  test('every move is told: who, when, from where to where, and after how long', async () => {
    const made = await deal({});
    const seller = await kith.addMember('Mover', 'member');
    await ask(200, 'PATCH', `deals/${made.id}`, { stage: 'Qualified' }, { as: seller });
    await ask(200, 'PATCH', `deals/${made.id}`, { title: 'No move' });
    await ask(200, 'PATCH', `deals/${made.id}`, { stage: 'Won' });
    const { data } = await ask(200, 'GET', `deals/${made.id}/moves`);
    assert.deepEqual(
      data.map((move: Record<'from' | 'to' | 'author', { name: string }>) => [
        move.from.name,
        move.to.name,
        move.author.name,
      ]),
      [
        ['Qualified', 'Won', 'Anna Georgiou'],
        ['New', 'Qualified', 'Mover'],
      ],
    );
    assert.ok(data.every((move: Json) => Number(move['seconds']) >= 0 && Number(move['seconds']) < 60));
    assert.equal(data[0].at, (await ask(200, 'GET', `deals/${made.id}`)).stage_since);
    await ask(404, 'GET', `deals/${ids['New']}/moves`);
  });

  test('many at once, by batch, by bulk and by the actions, are placed alike', async () => {
    const operations = ['Proposal', 'nowhere', 'won'].map((stage) => ({
      op: 'create',
      values: { title: stage, stage },
    }));
    const batch = await ask(200, 'POST', 'deals/batch', { operations, atomic: false });
    assert.deepEqual(
      batch.results.map((one: Json) => one['status']),
      ['created', 'failed', 'created'],
    );
    const chosen = { ids: [batch.results[0].id] };
    const at = () => ask(200, 'GET', `deals/${chosen.ids[0]}`);
    await ask(202, 'POST', 'deals/bulk', { action: 'update', values: { stage: 'Qualified' }, ...chosen });
    await kith.drain();
    assert.deepEqual(standing(await at()), ['Sales', 'Qualified', 'open', 25]);
    await ask(202, 'POST', 'deals/bulk', { action: 'run', run: 'move_stage', input: { stage: 'New' }, ...chosen });
    await kith.drain();
    assert.deepEqual(standing(await at()), ['Sales', 'New', 'open', 10]);
    await ask(202, 'POST', 'deals/bulk', { action: 'run', run: 'mark_won', input: {}, ...chosen });
    await kith.drain();
    assert.deepEqual(standing(await at()), ['Sales', 'Won', 'won', 100]);
  });

  test('filters ask by name, by id and through the stage', async () => {
    await deal({ title: 'Asked for', pipeline: 'Tenders', stage: 'Handed in' });
    const found = async (filter: Json) =>
      (await ask(200, 'POST', 'deals/query', { filter, q: 'Asked for' })).data.length;
    assert.equal(await found({ field: 'stage', is: 'handed in' }), 1);
    assert.equal(await found({ field: 'stage', in: [ids['New'], ids['Handed in']] }), 1);
    assert.equal(await found({ field: 'stage', is_not: 'Handed in' }), 0);
    assert.equal(await found({ field: 'stage.name', is: 'Handed in' }), 1);
    assert.equal(await found({ field: 'stage', starts_with: 'hand' }), 1);
    assert.equal(await found({ field: 'stage', contains: 'lost' }), 0);
    assert.equal(await found({ field: 'stage.pipeline.name', is: 'Sales' }), 0);
  });

  test('groups by stage stand in the order of their pipelines, what has none at the end', async () => {
    await deal({ title: 'Grouped', pipeline: 'Tenders', stage: 'Handed in' });
    await deal({ title: 'Grouped', pipeline: 'Tenders' });
    for (const stage of ['Won', 'Qualified', 'New']) await deal({ title: 'Grouped', stage });
    const stageless = await deal({ title: 'Grouped' });
    await ask(200, 'PATCH', `deals/${stageless.id}`, { stage: null });
    const by = { q: 'Grouped', group_by: 'stage', aggregate: [{ fn: 'count' }] };
    const { groups } = await ask(200, 'POST', 'deals/query', by);
    assert.deepEqual(
      groups.map((group: Json) => group['label']),
      ['New', 'Qualified', 'Won', 'Asked', 'Handed in', null],
    );
  });

  test('everybody who reads may read them, administrators write them, and others whose role says so', async () => {
    const role = (name: string, stage?: Json) => {
      const actions = { import: true, export: true, merge: true, bulk: true, share: true };
      const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
      const rights = { administers: false, objects: { default: all, ...(stage ? { stage } : {}) }, actions };
      return ask(201, 'POST', 'roles', { name, rights });
    };
    const seller = await kith.addMember('Seller', 'member');
    const named = await role('Designers', { create: 'none', read: 'all', update: 'all', delete: 'none' });
    const designer = await kith.addMember('Designer', named.key);
    assert.equal((await ask(200, 'GET', 'stages', undefined, { as: seller })).data.length, 9);
    await ask(403, 'PATCH', `stages/${ids['New']}`, { name: 'Fresh' }, { as: seller });
    await ask(403, 'POST', 'pipelines', { name: 'Mine' }, { as: seller });
    await ask(200, 'PATCH', `stages/${ids['Handed in']}`, { idle_days: 5 }, { as: designer });
    await ask(403, 'PATCH', `pipelines/${ids['Tenders']}`, { position: 3 }, { as: designer });
  });
});
