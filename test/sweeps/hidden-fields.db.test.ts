import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type Answer, type TestApp, type TestMember } from '../harness/app.ts';
import {
  isWritable,
  leastValues,
  makeTargets,
  fitting,
  objectApis,
  partApis,
  readObjects,
  samplesOf,
  type ApiObject,
  type Targets,
} from '../harness/samples.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers of any shape
type Json = any;

const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
const actions = { import: true, export: true, merge: true, bulk: true, share: true };
const system = new Set(['created_at', 'created_by', 'updated_at', 'updated_by']);
/** Types that an administrator may give a field, each with a value that no other record has. */
const ownTypes = ['text', 'long_text', 'number', 'money', 'date', 'datetime', 'partial_date', 'checkbox', 'emails'];
const moreTypes = ['phones', 'urls', 'address', 'select', 'multi_select', 'relation', 'member', 'rating', 'percent'];

describe('a hidden field', () => {
  let kith: TestApp;
  let targets: Targets;
  const objects = new Map<string, ApiObject>();

  before(async () => {
    kith = await testApp();
    await kith.addMember('Second Member', 'member');
    for (const type of [...ownTypes, ...moreTypes]) {
      const options = type.includes('select') ? { options: ['Alpha', 'Beta'] } : {};
      const to = type === 'relation' ? { to: 'companies' } : {};
      const field = { label: `Own ${type}`, type, ...options, ...to };
      const made = await kith.request('POST', '/api/v1/objects/people/fields', field);
      assert.equal(made.status, 201, JSON.stringify(made.body));
    }
    targets = await makeTargets(kith);
    for (const object of await readObjects(kith)) objects.set(object.api, object);
  });
  after(() => kith.close());

  const ask = (method: string, path: string, body?: unknown, as = kith.owner) =>
    kith.request(method, `/api/v1/${path}`, body, { as });

  const blind = async (object: ApiObject, fields: string[]): Promise<{ as: TestMember; role: string }> => {
    const hidden = Object.fromEntries(fields.map((key) => [key, 'hidden']));
    const rights = { administers: false, actions, objects: { default: all, [object.key]: { ...all, fields: hidden } } };
    const made = await ask('POST', 'roles', { name: `Blind to ${object.key} ${fields.length}`, rights });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const as = await kith.addMember(`Blind${fields.length} ${object.key.replaceAll('_', ' ')}`, made.body.key);
    return { as, role: made.body.key };
  };

  const valuesOf = (object: ApiObject, at: 0 | 1) => {
    const some = object.fields.filter((field) => isWritable(field) && samplesOf(field, targets).length > 1);
    const values = Object.fromEntries(some.map((field) => [field.key, samplesOf(field, targets)[at]!.sent]));
    if (object.api === 'relationships') values['other'] = targets['people']![1]!.id;
    if (object.api === 'relationships') values['person'] = targets['people']![0]!.id;
    if (object.api === 'employments') Object.assign(values, { started_on: '1970', ended_on: '1980-04-15' });
    if (object.api === 'meetings') values['ends_at'] = '2026-03-31T10:00:00Z';
    Object.assign(values, fitting(object, at, targets));
    return { ...values, [object.title]: leastValues(object, targets)[object.title] ?? values[object.title] };
  };

  /** Names of hidden fields anywhere in an answer that speaks of records, changes or the model. */
  const told = (answer: unknown, hidden: ReadonlySet<string>): string[] => {
    if (Array.isArray(answer)) return answer.flatMap((one) => told(one, hidden));
    if (typeof answer !== 'object' || answer === null) return [];
    const here = answer as Json;
    const named = [here.field, here.key].filter((name) => hidden.has(name));
    const keys = Object.keys(answer).filter((key) => hidden.has(key) && 'version' in answer);
    return [...named, ...keys, ...Object.values(answer).flatMap((one) => told(one, hidden))];
  };

  /** What each door that takes names of fields answers to this one. */
  const answersTo = async (as: TestMember, api: string, name: string): Promise<Record<string, Answer>> => {
    const query = (body: object) => ask('POST', `${api}/query`, body, as);
    return {
      filter: await query({ filter: { field: name, empty: true } }),
      path: await query({ filter: { field: `${name}.city`, is: 'Paphos' } }),
      sort: await query({ sort: name }),
      fields: await ask('GET', `${api}?fields=${name}`, undefined, as),
      group: await query({ group_by: name }),
      aggregate: await query({ aggregate: [{ fn: 'max', field: name }] }),
      export: await ask('GET', `${api}/export?fields=${name}`, undefined, as),
      write: await ask('POST', api, { [name]: null }, as),
      upsert: await ask('PUT', `${api}/by/${name}/x`, {}, as),
      include: await ask('GET', `${api}/${kith.owner.id}?include=${name}`, undefined, as),
      view: await ask('POST', 'views', { object: api, name: 'V', columns: [name] }, as),
    };
  };
  const shown = ({ status, body }: Answer) => JSON.stringify([status, { ...body, instance: null }]);

  for (const api of objectApis) {
    test(`${api}: no door tells a hidden field or takes it`, async () => {
      const object = objects.get(api)!;
      const kept = object.fields.filter((field) => !system.has(field.key) && field.key !== object.title);
      if (kept.length === 0) return;
      const { as } = await blind(
        object,
        kept.map((field) => field.key),
      );
      const hidden = new Set(kept.map((field) => field.key));
      const made = await ask('POST', api, valuesOf(object, 0));
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const at = `${api}/${made.body.id}`;
      const second = valuesOf(object, 1);
      delete second[object.title];
      assert.equal((await ask('PATCH', at, second)).status, object.can.update ? 200 : 409);
      const whole = await ask('GET', at);
      assert.deepEqual(new Set(told(whole.body, hidden)), hidden, 'the owner is told all of them');
      const soon = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
      const answers: [string, Answer][] = [
        ['read', await ask('GET', at, undefined, as)],
        ['page', await ask('GET', `${at}?include=timeline`, undefined, as)],
        ['as of', await ask('GET', `${at}?as_of=${soon}`, undefined, as)],
        ['list', await ask('GET', api, undefined, as)],
        ['changes', await ask('GET', `${at}/changes`, undefined, as)],
        ['timeline', await ask('GET', `${at}/timeline`, undefined, as)],
        ['model', await ask('GET', `objects/${api}`, undefined, as)],
        ['own rights', await ask('GET', 'me', undefined, as)],
        ['first page', await ask('GET', 'me?include=views', undefined, as)],
        ['home', await ask('GET', 'home', undefined, as)],
      ];
      for (const [what, answer] of answers) {
        assert.equal(answer.status, 200, `${what} ${JSON.stringify(answer.body)}`);
        assert.deepEqual(told(answer.body, hidden), [], `${api} ${what} ${JSON.stringify(answer.body)}`);
      }
      const mine = answers.find(([what]) => what === 'own rights')![1].body.can.rights.objects[object.key];
      assert.deepEqual([mine.fields, 'where' in mine], [{}, false]);
      assert.equal(answers[4]![1].body.data.filter((one: Json) => one.verb === 'update').length, 0, 'no empty lines');
      const schema = (await ask('GET', 'openapi.json', undefined, as)).body.components.schemas;
      const names = Object.keys(schema).find((name) => schema[name].properties?.object?.const === api)!;
      for (const key of hidden) assert.ok(!(key in schema[names].properties), `the document of the interface: ${key}`);
      const lines = (await ask('GET', `${api}/export?format=jsonl`, undefined, as)).bytes.toString().trim().split('\n');
      for (const line of lines) assert.deepEqual(told(JSON.parse(line), hidden), [], 'export');
      const colours = [...hidden].slice(0, 5).flatMap((field) => [true, false].map((empty) => ({ field, empty })));
      const coloured = await ask('POST', `${api}/query`, { colours }, as);
      assert.ok(
        coloured.body.colours.every((one: unknown) => one === null),
        'colours',
      );
      const unknown = await answersTo(as, api, 'nonsense');
      for (const { key } of kept)
        for (const [what, answer] of Object.entries(await answersTo(as, api, key))) {
          // What is only ever added is not looked for by anything.
          assert.equal(answer.status, what === 'upsert' && !object.can.update ? 409 : 422, `${key} ${what}`);
          const expected = shown(unknown[what]!).replaceAll('nonsense', key);
          assert.equal(shown(answer), expected, `${key} ${what}: as if it did not exist`);
        }
    });
  }

  for (const api of partApis) {
    test(`${api}: written with what they are parts of, no door tells a hidden field of theirs`, async () => {
      const object = objects.get(api)!;
      const kept = object.fields.filter((field) => !system.has(field.key) && field.key !== object.title);
      const keys = kept.map((field) => field.key);
      const { as } = await blind(object, keys);
      assert.deepEqual(told((await ask('GET', `objects/${api}`, undefined, as)).body, new Set(keys)), []);
      const unknown = await answersTo(as, api, 'nonsense');
      for (const key of keys)
        for (const [what, answer] of Object.entries(await answersTo(as, api, key)))
          // A call of its own names what it takes in the document of the interface, for everybody.
          if (['payments', 'bank_statements'].includes(api) && what === 'write') assert.equal(answer.status, 422);
          else assert.equal(shown(answer), shown(unknown[what]!).replaceAll('nonsense', key), `${key} ${what}`);
    });
  }

  test('hides what formulas and look-ups make of it, on its own object and on those that point there', async () => {
    const add = async (object: string, body: Json) => {
      const made = await ask('POST', `objects/${object}/fields`, body);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      return made.body.key as string;
    };
    const own = await add('companies', { label: 'Town in words', type: 'formula', formula: 'upper(city)' });
    const other = await add('companies', { label: 'Name in words', type: 'formula', formula: 'upper(name)' });
    const far = await add('people', { label: 'Town of the firm', type: 'lookup', through: 'company', field: 'city' });
    const deep = await add('deals', { label: 'Firm', type: 'formula', formula: 'company.city & title' });
    const { as } = await blind(objects.get('companies')!, ['city']);
    const fieldsOf = async (api: string, by: TestMember) =>
      (await ask('GET', `objects/${api}`, undefined, by)).body.fields.map((field: Json) => field.key) as string[];
    for (const [api, key, seen] of [
      ['companies', own, false],
      ['companies', other, true],
      ['people', far, false],
      ['deals', deep, false],
    ] as const) {
      assert.ok((await fieldsOf(api, kith.owner)).includes(key), key);
      assert.equal((await fieldsOf(api, as)).includes(key), seen, key);
    }
    // A writer who sees none of it keeps it right all the same.
    const made = await ask('POST', 'companies', { name: 'Written blind' }, as);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    await ask('PATCH', `companies/${made.body.id}`, { city: 'Paphos' });
    const kept = (await ask('GET', `companies/${made.body.id}`)).body;
    assert.deepEqual([kept[own], kept[other]], ['PAPHOS', 'WRITTEN BLIND']);
  });
});
