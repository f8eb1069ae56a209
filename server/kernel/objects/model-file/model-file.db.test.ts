import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { raiseModel } from '../customize/add-field.ts';
import { makeTables } from './apply-model.ts';
import { planModel } from './plan-model.ts';
import { testApp, type Answer, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('the model as a file', () => {
  let kith: TestApp;
  let b: TestMember;
  let file: Answer['body'];
  before(async () => {
    kith = await testApp();
    b = (await kith.addWorkspace('Second')).owner;
  });
  after(() => kith.close());

  const ask = async (method: string, path: string, body?: unknown, as = kith.owner) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, { as });
    assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const compare = (against: unknown, query = '') => ask('POST', `model/compare${query}`, against, b);
  const told = (answer: { differences: Json[] }) => answer.differences.map((one) => `${one['change']} ${one['path']}`);

  test('has everything of one’s own by name, in one order, and no id', async () => {
    const fields = [
      { label: 'Flag', type: 'text' },
      { label: 'Tonnage', type: 'number' },
      { label: 'Price', type: 'money' },
      { label: 'Built', type: 'date' },
      { label: 'Seen', type: 'datetime' },
      { label: 'Insured', type: 'checkbox' },
      { label: 'Class', type: 'select', options: ['A', 'B'] },
      { label: 'Trades', type: 'multi_select', options: ['Grain', 'Oil'] },
      { label: 'Company', type: 'relation', to: 'companies' },
      { label: 'Share', type: 'percent' },
      { label: 'Number', type: 'autonumber' },
    ];
    await ask('POST', 'objects', { label: { en: 'Vessel', el: 'Πλοίο' }, plural: 'Vessels', icon: 'ship', fields });
    await ask('POST', 'objects/c_vessels/fields', { label: 'Double', type: 'formula', formula: 'c_tonnage * 2' });
    await ask('POST', 'objects/c_vessels/fields', { label: 'Quad', type: 'formula', formula: 'c_tonnage * 4' });
    await ask('PATCH', 'objects/c_vessels/fields/c_flag', { label: 'Port', required: true, default: 'Limassol' });
    await ask('PATCH', 'objects/c_vessels/fields/c_trades', { show_if: { field: 'c_class', is: 'A' } });
    await ask('PATCH', 'objects/c_vessels', { rules: [{ formula: 'c_tonnage > 0', message: 'Too light' }] });
    await ask('PATCH', 'objects/c_vessels', { field_order: ['name', 'c_price', 'c_flag'] });
    const rollup = { of: 'c_vessels', by: 'c_company', fn: 'sum', take: 'c_price' };
    await ask('POST', 'objects/companies/fields', { label: 'Fleet', type: 'rollup', rollup });
    const through = { through: 'c_company', field: 'city' };
    await ask('POST', 'objects/c_vessels/fields', { label: 'Town', type: 'lookup', ...through });
    await ask('PATCH', 'objects/people/fields/city', { label: { en: 'Town', el: 'Πόλη' } });
    await ask('POST', 'roles', { name: 'Broker', copy_of: 'member' });
    const team = await ask('POST', 'teams', { name: 'Sales' });
    await ask('POST', 'teams', { name: 'Abroad', parent: team.id, members: [kith.owner.id] });
    const filter = { field: 'c_tonnage', gt: 5 };
    const view = { object: 'c_vessels', name: 'Heavy', shared: true, filter, sort: ['-c_tonnage'], columns: ['name'] };
    await ask('POST', 'views', view);
    await kith.drain();
    file = await ask('GET', 'model');
    assert.equal(JSON.stringify(file), JSON.stringify(await ask('GET', 'model')));
    assert.doesNotMatch(JSON.stringify(file), /[0-9a-f]{8}-[0-9a-f]{4}-/);
    assert.deepEqual(Object.keys(file), ['kith_model', 'objects', 'roles', 'teams', 'views']);
    const { c_vessels: vessels, companies, people } = file.objects;
    assert.equal(Object.keys(vessels.fields).length, 14);
    assert.deepEqual(vessels.fields.c_flag, {
      default: 'Limassol',
      label: { el: 'Port', en: 'Port' },
      required: true,
      type: 'text',
    });
    assert.deepEqual(vessels.fields.c_company.to, 'companies');
    assert.deepEqual(companies.fields.c_fleet.rollup, rollup);
    assert.deepEqual(people, { fields: { city: { label: { el: 'Πόλη', en: 'Town' } } } });
    assert.deepEqual(file.teams, { Abroad: { parent: 'Sales' }, Sales: { parent: null } });
    assert.deepEqual(file.views.c_vessels.Heavy.filter, filter);
  });

  test('gives another workspace the same model in one deed, and its undo takes all of it back', async () => {
    const first = await compare(file);
    assert.equal(first.equal, false);
    assert.ok(told(first).includes('add /objects/c_vessels'));
    assert.ok(told(first).includes('change /objects/people/fields/city'));
    assert.ok(told(first).includes('add /roles/c_broker'));
    const dry = await ask('POST', 'model/apply?dry_run=true', file, b);
    assert.deepEqual(dry, { change_set_id: null, differences: first.differences });
    assert.deepEqual(await compare(file), first, 'a dry run changes nothing');
    const done = await ask('POST', 'model/apply', file, b);
    await kith.drain();
    assert.deepEqual(await compare(file), { equal: true, differences: [] });
    assert.deepEqual(await ask('GET', 'model', undefined, b), file);
    const company = await ask('POST', 'companies', { name: 'Owners', city: 'Limassol' }, b);
    const values = { name: 'Argo', c_tonnage: 7, c_price: { amount: '5.00', currency: 'EUR' }, c_company: company.id };
    const vessel = await ask('POST', 'c_vessels', values, b);
    assert.deepEqual([vessel.c_flag, vessel.c_quad, vessel.c_town], ['Limassol', 28, 'Limassol']);
    assert.equal((await ask('GET', `companies/${company.id}`, undefined, b)).c_fleet.amount, '5.00');
    const light = await kith.request('POST', '/api/v1/c_vessels', { name: 'Raft', c_tonnage: 0 }, { as: b });
    assert.equal(light.status, 422);
    await ask('POST', `change_sets/${done.change_set_id}/undo`, {}, b);
    assert.deepEqual(await compare(file), first, 'as before');
    const again = await ask('POST', 'model/apply', file, b);
    assert.notEqual(again.change_set_id, null);
    assert.deepEqual(await compare(file), { equal: true, differences: [] });
    assert.equal((await ask('GET', `c_vessels/${vessel.id}`, undefined, b)).c_tonnage, 7, 'no value was lost');
  });

  test('shows nothing where it was cut short behind its tables, and is whole when it is applied again', async () => {
    const { owner: c, workspace } = await kith.addWorkspace('Third');
    const company = await ask('POST', 'companies', { name: 'Owners' }, c);
    const seen = async () => ({
      model: await ask('GET', 'model', undefined, c),
      objects: (await ask('GET', 'objects', undefined, c)).data.map((one: Json) => one['api']),
      shown: (await ask('GET', 'objects/companies', undefined, c)).fields.filter((one: Json) => !one['archived']),
      sets: (await ask('GET', 'change_sets', undefined, c)).data.length,
    });
    const was = await seen();
    const first = await ask('POST', 'model/compare', file, c);
    const { services } = kith;
    const now = async () => (await services.directory.find(workspace.id))!;
    const plan = await services.inWorkspace(await now(), (ctx) => planModel(ctx, file, { prune: false }));
    await makeTables(services.pools, workspace, plan);
    await raiseModel(services.pools, workspace);
    assert.deepEqual(await seen(), was);
    assert.deepEqual(told(await ask('POST', 'model/compare', file, c)), told(first));
    const { change_set_id: id } = await ask('POST', 'model/apply', file, c);
    await kith.drain();
    assert.deepEqual(await ask('POST', 'model/compare', file, c), { equal: true, differences: [] });
    assert.deepEqual(await ask('GET', 'model', undefined, c), file);
    const values = { name: 'Argo', c_tonnage: 7, c_price: { amount: '5.00', currency: 'EUR' }, c_company: company.id };
    const vessel = await ask('POST', 'c_vessels', values, c);
    assert.deepEqual([vessel.c_flag, vessel.c_quad, vessel.c_number], ['Limassol', 28, 1]);
    assert.equal((await ask('GET', `companies/${company.id}`, undefined, c)).c_fleet.amount, '5.00');
    await ask('POST', `change_sets/${id}/undo`, {}, c);
    assert.deepEqual((await seen()).objects, was.objects);
    assert.deepEqual(told(await ask('POST', 'model/compare', file, c)), told(first));
  });

  test('hides only where it is asked to what the file does not have', async () => {
    await ask('POST', 'objects/people/fields', { label: 'Hobby', type: 'text' }, b);
    assert.deepEqual(told(await compare(file)), ['stay /objects/people/fields/c_hobby']);
    assert.equal((await ask('POST', 'model/apply', file, b)).change_set_id, null);
    assert.deepEqual(told(await compare(file, '?prune=true')), ['hide /objects/people/fields/c_hobby']);
    const { change_set_id: id } = await ask('POST', 'model/apply?prune=true', file, b);
    assert.deepEqual(await compare(file), { equal: true, differences: [] });
    await ask('POST', `change_sets/${id}/undo`, {}, b);
    assert.deepEqual(told(await compare(file)), ['stay /objects/people/fields/c_hobby']);
  });

  test('is refused with all that is wrong at once, each with its place', async () => {
    const wrong = structuredClone(file);
    const { fields } = wrong.objects.c_vessels;
    fields.c_tonnage.type = 'text';
    fields.c_new = { type: 'nothing', label: { en: 'New', el: 'New' } };
    fields.c_bad = { type: 'formula', label: { en: 'Bad', el: 'Bad' }, formula: 'c_nothing + 1' };
    fields.c_far = { type: 'relation', label: { en: 'Far', el: 'Far' }, to: 'moons' };
    fields.c_double.formula = 'c_quad +';
    fields.c_flag.default = 7;
    fields.c_built.archived = true;
    wrong.objects.c_vessels.rules[0].formula = 'c_tonnage';
    wrong.objects.people.fields.city.formula = '1';
    wrong.objects.moons = { fields: {} };
    wrong.teams.Lost = { parent: 'Nobody' };
    wrong.roles.c_broker.rights.objects.nothing = {};
    wrong.views.c_vessels.Heavy.sort = ['nothing'];
    for (const path of ['model/compare', 'model/apply', 'model/apply?dry_run=true']) {
      const { status, body } = await kith.request('POST', `/api/v1/${path}`, wrong, { as: b });
      assert.equal(status, 422);
      const places = new Set((body.errors as { pointer: string }[]).map((one) => one.pointer));
      for (const place of [
        '/objects/c_vessels/fields/c_tonnage/type',
        '/objects/c_vessels/fields/c_new/type',
        '/objects/c_vessels/fields/c_bad/formula',
        '/objects/c_vessels/fields/c_far/to',
        '/objects/c_vessels/fields/c_double/formula',
        '/objects/c_vessels/fields/c_flag/default',
        '/objects/c_vessels/fields/c_built/archived',
        '/objects/c_vessels/rules/0/formula',
        '/objects/people/fields/city/formula',
        '/objects/moons',
        '/teams/Lost/parent',
        '/roles/c_broker/rights/objects/nothing',
      ])
        assert.ok(places.has(place), `${place} in ${[...places].join(' ')}`);
      assert.ok([...places].some((place) => place.startsWith('/views/c_vessels/Heavy')));
    }
  });
});
