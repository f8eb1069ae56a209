import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../test/harness/app.ts';

describe('people and shares in a deal', () => {
  let kith: TestApp;
  let own: TestMember;
  let deal: string;
  const post = (api: string, values: object, as?: TestMember) =>
    kith.request('POST', `/api/v1/${api}`, values, as ? { as } : {});
  const make = async (api: string, values: object) => {
    const answer = await post(api, values);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.id as string;
  };

  before(async () => {
    kith = await testApp();
    own = await kith.addMember('Own Only', 'own_records');
    deal = await make('deals', { title: 'Roof' });
  });
  after(() => kith.close());

  test('people have roles, seen by whoever sees the deal', async () => {
    const person = await make('people', { name: 'Maria Decides' });
    const role = await make('deal_people', { deal, person, role: 'decides', note: 'Signs' });
    const listed = await kith.request('POST', '/api/v1/deal_people/query', { filter: { field: 'person', is: person } });
    assert.deepEqual([listed.body.data.length, listed.body.data[0].deal.name], [1, 'Roof']);
    assert.equal((await kith.request('GET', `/api/v1/deal_people/${role}`, undefined, { as: own })).status, 404);
    assert.equal((await post('deal_people', { deal, person, role: 'other' }, own)).status, 422);
    const rival = await make('companies', { name: 'Rival Roofs' });
    const changed = await kith.request('PATCH', `/api/v1/deals/${deal}`, { competitors: [rival] });
    assert.equal(changed.body.competitors[0].name, 'Rival Roofs');
  });

  test('the shares of a deal are at most the whole, also of two who write at once', async () => {
    const share = (percent: number, of = deal) => post('deal_shares', { deal: of, holder: own.id, percent });
    const first = await share(60);
    assert.equal(first.status, 201);
    const refused = await share(40.5);
    assert.deepEqual([refused.status, refused.body.code], [422, 'share.above_the_whole']);
    assert.match(refused.body.detail, /100\.5 %/);
    assert.equal((await share(0)).status, 422);
    const both = await Promise.all([share(25), share(25)]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 422]);
    const path = `/api/v1/deal_shares/${first.body.id}`;
    assert.equal((await kith.request('PATCH', path, { percent: 80 })).status, 422);
    assert.equal((await kith.request('PATCH', path, { percent: 75 })).status, 200);
    // Another deal has a whole of its own.
    assert.equal((await share(100, await make('deals', { title: 'Door' }))).status, 201);
  });
});
