import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

let kith: TestApp;
let lead: TestMember;
let below: TestMember;
let beside: TestMember;
let reader: TestMember;
let admin: TestMember;
const teams: Record<string, string> = {};
before(async () => {
  kith = await testApp();
  lead = await kith.addMember('Lead', 'member');
  below = await kith.addMember('Below', 'member');
  beside = await kith.addMember('Beside', 'member');
  reader = await kith.addMember('Reader', 'read_only');
  admin = await kith.addMember('Admin', 'admin');
  const team = async (name: string, members: TestMember[], parent?: string) => {
    const body = { name, members: members.map(({ id }) => id), ...(parent ? { parent } : {}) };
    const made = await ask('POST', 'teams', body);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    teams[name] = made.body.id as string;
  };
  await team('Sales', [lead, reader]);
  await team('Cyprus', [below], teams['Sales']);
  await team('Support', [beside]);
});
after(() => kith.close());

const ask = (method: string, path: string, body?: unknown, as = kith.owner as TestMember) =>
  kith.request(method, `/api/v1/${path}`, body, { as });
const names = async (as: TestMember): Promise<string[]> =>
  (await ask('GET', 'views?object=people', undefined, as)).body.data.map((one: { name: string }) => one.name);

test("a team's view is seen by the team and those below it, and by nobody beside or above", async () => {
  const view = { object: 'people', name: 'Of sales', team_id: teams['Sales'] };
  const kept = await ask('POST', 'views', view, lead);
  assert.deepEqual([kept.status, kept.body.shared, kept.body.team_id], [201, false, teams['Sales']]);
  const cyprus = await ask('POST', 'views', { ...view, name: 'Of Cyprus', team_id: teams['Cyprus'] }, below);
  assert.equal(cyprus.status, 201, JSON.stringify(cyprus.body));
  assert.deepEqual(await names(lead), ['Of sales']);
  assert.deepEqual(await names(reader), ['Of sales']);
  assert.deepEqual(await names(below), ['Of sales', 'Of Cyprus']);
  assert.deepEqual([await names(beside), await names(admin)], [[], []]);

  const at = `views/${kept.body.id as string}`;
  const statuses = async (as: TestMember) => [
    (await ask('PATCH', at, { name: 'Taken' }, as)).status,
    (await ask('DELETE', at, undefined, as)).status,
  ];
  assert.deepEqual(await statuses(below), [403, 403], 'who sees it does not change it');
  assert.deepEqual(await statuses(beside), [404, 404], 'who does not see it is not told that it is there');
  const renamed = (await ask('PATCH', at, { name: 'Sales' }, lead)).body;
  assert.deepEqual([renamed.name, renamed.team_id], ['Sales', teams['Sales']]);
});

test('views go from one to a team, to everybody and back, within what one may', async () => {
  const kept = await ask('POST', 'views', { object: 'people', name: 'Wandering', shared: false }, beside);
  const at = `views/${kept.body.id as string}`;
  const to = async (body: object, as = beside) => {
    const answer = await ask('PATCH', at, body, as);
    return [answer.status, answer.body.shared, answer.body.team_id];
  };
  assert.deepEqual(await to({ team_id: teams['Support'] }), [200, false, teams['Support']]);
  assert.deepEqual(await to({ shared: true }), [200, true, null]);
  assert.ok((await names(lead)).includes('Wandering'));
  assert.deepEqual(await to({ team_id: teams['Support'] }), [200, false, teams['Support']]);
  assert.ok(!(await names(lead)).includes('Wandering'));
  assert.deepEqual(await to({ team_id: null }), [200, false, null]);
  assert.equal((await to({ team_id: teams['Sales'] }))[0], 403, 'a team that one is not in');
  assert.equal((await to({ team_id: kept.body.id }))[0], 422, 'no team at all');
  assert.equal((await to({ shared: true, team_id: teams['Support'] }))[0], 422);
  const given = { object: 'people', name: 'Given', team_id: teams['Support'] };
  assert.equal((await ask('POST', 'views', given, admin)).status, 201, 'administrators give views to any team');
  assert.ok((await names(beside)).includes('Given'));
  const read = { object: 'people', name: 'Read', team_id: teams['Sales'] };
  assert.equal((await ask('POST', 'views', read, reader)).status, 403, 'who may only read shares none');
});
