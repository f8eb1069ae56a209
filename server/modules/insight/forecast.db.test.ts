import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

const week = 7 * 86_400_000;
const begin = Date.parse('2026-07-01T09:00:00Z');
const weeks = 20; // up to 2026-11-18
const euros = (amount: string) => ({ amount, currency: 'EUR' });

describe('the forecast', () => {
  let now = new Date(begin);
  let kith: TestApp;
  let berta: TestMember;
  let own: TestMember;
  const open: string[] = [];
  const read = async (path: string, as?: TestMember, status = 200) => {
    const answer = await kith.request('GET', `/api/v1/${path}`, undefined, as ? { as } : {});
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    return answer.body;
  };
  const batch = async (operations: Json[]): Promise<string[]> => {
    const answer = await kith.request('POST', '/api/v1/deals/batch', { operations, atomic: true });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body.results.map((one: Json) => one['id']);
  };
  const change = async (id: string, values: Json) => {
    const answer = await kith.request('PATCH', `/api/v1/deals/${id}`, values);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  const rowOf = (body: Json, id: string) =>
    (body['people'] as (Json & { member: Json | null })[]).find(({ member }) => member?.['id'] === id);

  before(async () => {
    kith = await testApp({ clock: () => now });
    berta = await kith.addMember('Berta', 'member');
    own = await kith.addMember('Otto', 'own_records');
  });
  after(() => kith.close());

  test('says what is missing while there is too little history', async () => {
    // Made as ended, as imports bring it: it has no age and teaches nothing.
    const past = await kith.request('POST', '/api/v1/deals', { title: 'Past', outcome: 'lost' });
    assert.equal(past.status, 201, JSON.stringify(past.body));
    const body = await read('forecast?quarter=2026-Q3');
    assert.deepEqual([body.quarter, body.from, body.to, body.computed], ['2026-Q3', '2026-07-01', '2026-09-30', null]);
    assert.deepEqual(body.missing, [
      { what: 'won', have: 0, need: 50 },
      { what: 'lost', have: 0, need: 50 },
      { what: 'days', have: 0, need: 56 },
    ]);
    assert.equal((await read('forecast?quarter=soon', undefined, 422)).code, 'forecast.quarter_unknown');
  });

  test('a night of work makes a forecast of this quarter and the next, from what happened to deals', async () => {
    // Ten deals a week; four weeks later half of them are won and half lost.
    for (let at = 0; at <= weeks; at++) {
      now = new Date(begin + at * week);
      const owners = [kith.owner.id, berta.id];
      const values = (one: number) => ({ title: `Deal ${at} ${one}`, amount: euros('1000'), owner: owners[one % 2] });
      const ended = open.splice(0, at >= 4 ? 10 : 0);
      const closing = ended.map((id, one) => ({ op: 'update', id, values: { outcome: one < 5 ? 'won' : 'lost' } }));
      const made = Array.from({ length: 10 }, (_, one) => ({ op: 'create', values: values(one) }));
      open.push(...(await batch([...closing, ...made])).slice(closing.length));
    }
    await kith.drain();
    const body = await read('forecast');
    // Seven weeks of the quarter, five thousand each.
    assert.deepEqual([body.quarter, body.total.closed, body.partial], ['2026-Q4', '35000.00', false]);
    const { p10, p50, p90, made_on, learnt } = body.computed;
    assert.ok(35_000 < p10 && p10 < p50 && p50 < p90, JSON.stringify(body.computed));
    assert.deepEqual([made_on, learnt.won, learnt.lost, body.missing], ['2026-11-18', 85, 85, []]);
    // Four weeks' deals are open, of which half are won by then, and some that are still to come.
    assert.ok(p50 > 50_000 && p50 < 75_000, String(p50));
    assert.equal((await read('forecast?quarter=2027-Q1')).computed.made_on, '2026-11-18');
    assert.equal(rowOf(body, berta.id)!['closed'], '14000.00');
    assert.ok((rowOf(body, berta.id)!['computed'] as Json)['p50']);
  });

  test('what people say of their deals, and their targets', async () => {
    const [first, second, third, fourth] = open;
    await change(first!, { closes_on: '2026-12-10', forecast_category: 'commit', owner: berta.id });
    await change(second!, { closes_on: '2026-12-20', probability: 60, owner: berta.id });
    await change(third!, { closes_on: '2026-12-31', probability: 10, owner: own.id });
    await change(fourth!, { closes_on: '2027-01-01', forecast_category: 'commit', owner: berta.id });
    const target = (values: Json) => kith.request('POST', '/api/v1/targets', { name: 'Target', ...values });
    for (const starts_on of ['2026-10-01', '2026-11-15'])
      assert.equal(
        (await target({ owner: berta.id, length: 'month', starts_on, amount: euros('10000.50') })).status,
        201,
      );
    const team = await kith.request('POST', '/api/v1/teams', { name: 'South', members: [berta.id] });
    assert.equal(team.status, 201, JSON.stringify(team.body));
    assert.equal((await target({ team: team.body.id, starts_on: '2026-12-01', amount: euros('50000') })).status, 201);
    const body = await read('forecast');
    const { closed, commit, best, pipeline, target: asked, gap } = rowOf(body, berta.id)!;
    assert.deepEqual([closed, commit, best, pipeline], ['14000.00', '1000.00', '1000.00', '0.00']);
    assert.deepEqual([asked, gap], ['20001.00', '6001.00']);
    assert.deepEqual([body.teams[0].team.name, body.teams[0].gap], ['South', '36000.00']);
    // Without a target, and above the team of those who sell: their sums all the same.
    const all = await kith.request('POST', '/api/v1/teams', { name: 'Everywhere', members: [own.id] });
    const under = await kith.request('PATCH', `/api/v1/teams/${team.body.id}`, { parent: all.body.id });
    assert.equal(under.status, 200, JSON.stringify(under.body));
    const { teams } = await read('forecast');
    const above = teams.find((one: Json) => (one['team'] as Json)['name'] === 'Everywhere');
    assert.deepEqual([above.closed, above.pipeline, above.target], ['14000.00', '1000.00', null]);
    assert.deepEqual(body.total, {
      closed: '35000.00',
      commit: '1000.00',
      best: '1000.00',
      pipeline: '1000.00',
      left_out: 0,
    });
    const other = await kith.request('POST', '/api/v1/pipelines', { name: 'Tenders' });
    assert.equal((await read(`forecast?pipeline=${other.body.id}`)).total.closed, '0.00');
  });

  test('whoever sees some of the deals gets their sums, and nothing that is made of others', async () => {
    const body = await read('forecast', own);
    assert.deepEqual([body.partial, body.computed, body.track_record], [true, null, null]);
    assert.deepEqual([body.total.pipeline, body.total.closed, body.people.length], ['1000.00', '0.00', 1]);
    await read(`deals/${open[0]}/chance`, own, 404);
  });

  test('the chance of a deal, with the facts that moved it', async () => {
    const { chance } = await read(`deals/${open[5]}/chance`);
    assert.ok(chance.chance > 0.3 && chance.chance < 0.7, JSON.stringify(chance));
    assert.deepEqual([chance.made_on, chance.through], ['2026-11-18', '2026-12-31']);
    assert.ok(chance.facts.length <= 3);
    const fresh = await kith.request('POST', '/api/v1/deals', { title: 'Made today' });
    assert.equal((await read(`deals/${fresh.body.id}/chance`)).chance, null);
  });

  test('what was forecast is held against what came', async () => {
    const told = (await read('forecast')).computed;
    now = new Date('2026-12-15T09:00:00Z');
    await change(open[0]!, { outcome: 'won' });
    now = new Date('2027-01-02T09:00:00Z');
    await kith.drain();
    const record = (await read('forecast?quarter=2026-Q4')).track_record;
    assert.equal(record.forecasts, 1);
    // A thousand came after the forecast, 35,000 had come before it.
    assert.equal(record.mape.toFixed(2), (Math.abs(told.p50 - 36_000) / 1_000).toFixed(2));
    assert.equal(record.coverage, told.p10 <= 36_000 ? 1 : 0);
  });
});
