import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../harness/app.ts';
import {
  fieldTypeKeys,
  fitting,
  isWritable,
  leastValues,
  makeTargets,
  objectApis,
  readObjects,
  samplesOf,
  type ApiField,
  type ApiObject,
  type Sample,
  type Targets,
} from '../harness/samples.ts';

const unmade = new Set(['files', 'image', 'autonumber']);

/** What a filter is given to find a value, from what reading it gave. */
function operandOf(field: ApiField, { read, sent }: Sample): unknown {
  const first = Array.isArray(read) ? read[0] : read;
  if (field.type === 'multi_select' || field.type === 'money') return read;
  if (field.type === 'address') return (read as { street: string }).street;
  if (field.type === 'person_name') return (read as { full: string }).full;
  if (field.to) return (first as { id: string }).id;
  if (['emails', 'phones', 'urls', 'domains'].includes(field.type)) return (first as { value: string }).value;
  if (field.type === 'long_text' || field.type === 'rich_text') return String(sent).slice(0, 9);
  return first;
}

/** Money in another currency is answered with what it was worth when it was written: 1,250 dollars at 1.6. */
function readOf({ type }: ApiField, { read }: Sample): unknown {
  return type === 'money' ? { ...(read as object), base: '781.25' } : read;
}

function termFor(op: string, operand: unknown): unknown {
  if (op === 'empty') return false;
  if (op === 'me') return true;
  if (op === 'in') return Array.isArray(operand) ? operand : [operand];
  if (op === 'between') return [operand, operand];
  if (op === 'within') return 'this_year';
  return operand;
}

const finding = new Set(['is', 'in', 'contains', 'starts_with', 'gte', 'lte', 'between', 'empty']);
const leaving = new Set(['is_not', 'gt', 'lt', 'before', 'after']);

describe('every field', () => {
  let kith: TestApp;
  let targets: Targets;
  const objects = new Map<string, ApiObject>();
  let clock = new Date('2026-06-01T09:00:00Z');

  before(async () => {
    kith = await testApp({ clock: () => clock });
    await kith.addMember('Second Member', 'member');
    targets = await makeTargets(kith);
    for (const object of await readObjects(kith)) objects.set(object.api, object);
    const rates = [{ currency: 'USD', day: '2026-05-29', rate: '1.6' }];
    await ok('PUT', 'exchange_rates', { rates });
  });
  after(() => kith.close());

  const ok = async (method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(body)} ${JSON.stringify(answer.body)}`);
    return answer;
  };

  const fieldsOf = (object: ApiObject) =>
    object.fields
      .filter(isWritable)
      .map((field) => ({ field, samples: samplesOf(field, targets) }))
      .filter(({ field, samples }) => samples.length > 1 && !unmade.has(field.type));

  const valuesAt = (object: ApiObject, at: 0 | 1) => {
    const values = Object.fromEntries(fieldsOf(object).map(({ field, samples }) => [field.key, samples[at]!.sent]));
    const fresh = leastValues(object, targets);
    const unique = {
      [object.title]: objects.get(object.api)!.key === 'tag' ? fresh[object.title] : values[object.title],
    };
    // Two people of one relationship differ, and what ends begins before.
    if (object.api === 'relationships') values['other'] = targets['people']![1 - at]!.id;
    if (object.api === 'employments')
      Object.assign(values, { started_on: '1970', ended_on: at ? '1991' : '1980-04-15' });
    if (object.api === 'meetings' && at === 0) values['ends_at'] = '2025-01-31T10:00:00+02:00';
    return { ...values, ...unique, ...fitting(object, at, targets) };
  };

  const check = async (object: ApiObject) => {
    const [first, second] = [valuesAt(object, 0), valuesAt(object, 1)];
    clock = new Date(clock.getTime() + 60_000);
    const made = (await ok('POST', object.api, first)).body;
    const at = `${object.api}/${made.id as string}`;
    const record = (await ok('GET', at)).body;
    for (const { field, samples } of fieldsOf(object)) {
      if (object.api === 'tags' || ['started_on', 'ended_on', 'other'].includes(field.key)) continue;
      if (field.key in fitting(object, 0, targets)) continue;
      const read = readOf(field, samples[0]!);
      assert.deepEqual(record[field.key], read, `${at} ${field.key} is read as the interface says`);
      await findBy(object, field, { record: record.id, sample: samples[0]! });
    }
    await sorted(object);
    if (!object.can.update) {
      const refused = await kith.request('PATCH', `/api/v1/${at}`, second);
      assert.deepEqual([refused.status, refused.body.code], [409, 'record.append_only']);
      return;
    }
    const asked = clock.toISOString();
    clock = new Date(clock.getTime() + 60_000);
    const changed = await ok('PATCH', at, second);
    const history = (await ok('GET', `${at}/changes?limit=1`)).body.data[0].fields as {
      field: string;
      before: unknown;
    }[];
    const now = (await ok('GET', at)).body;
    for (const key of Object.keys(second)) {
      if (JSON.stringify(now[key]) === JSON.stringify(record[key])) continue;
      assert.ok(
        history.some((one) => one.field === key),
        `${at}: history tells ${key}`,
      );
    }
    const past = (await ok('GET', `${at}?as_of=${asked}`)).body;
    for (const key of Object.keys(second)) assert.deepEqual(past[key], record[key], `${at} ${key} as it was`);
    assert.equal(past.version, 1);
    await ok('POST', `change_sets/${changed.headers['kith-change-set']}/undo`, {});
    const back = (await ok('GET', at)).body;
    for (const key of Object.keys(second)) assert.deepEqual(back[key], record[key], `${at} ${key} after undo`);
    const emptied = Object.fromEntries(
      fieldsOf(object).flatMap(({ field }) => (field.required ? [] : [[field.key, null]])),
    );
    const cleared = (await ok('PATCH', at, emptied)).body;
    for (const key of Object.keys(emptied)) assert.equal(cleared[key], null, `${at} ${key} is cleared`);
  };

  const findBy = async (object: ApiObject, field: ApiField, on: { record: string; sample: Sample }) => {
    const operand = operandOf(field, on.sample);
    for (const op of [...field.operators, 'empty'].filter((one) => one !== 'my_team')) {
      // Lists are ordered by family names.
      const ordered = field.type === 'person_name' && /^[gl]t/.test(op) ? 'Alpha Anna' : operand;
      const filter = { field: field.key, [op]: termFor(op, ordered) };
      const { body } = await ok('POST', `${object.api}/query`, { filter, limit: 1_000, fields: [object.title] });
      const found = body.data.some((row: { id: string }) => row.id === on.record);
      const told = `${object.api} ${JSON.stringify(filter)}`;
      if (finding.has(op)) assert.ok(found, `${told} finds the record`);
      if (leaving.has(op)) assert.ok(!found, `${told} leaves the record out`);
    }
  };

  const sorted = async (object: ApiObject) => {
    for (const field of object.fields.filter((one) => one.sortable)) {
      const rows = async (sort: string) =>
        (await ok('GET', `${object.api}?sort=${sort}&limit=1000&fields=${field.key}`)).body.data as {
          [key: string]: unknown;
        }[];
      const [up, down] = [await rows(field.key), await rows(`-${field.key}`)];
      const filled = (list: typeof up) => list.filter((row) => row[field.key] !== null).map((row) => row['id']);
      assert.deepEqual(filled(down), filled(up).reverse(), `${object.api} by ${field.key} both ways`);
    }
  };

  for (const api of objectApis) {
    test(`${api}: is created, read, found, ordered, told, undone and remembered in every field`, async () => {
      await check(objects.get(api)!);
    });
  }

  test('every type of field can be added by an administrator, and then does all the same', async () => {
    for (const type of fieldTypeKeys) {
      if (unmade.has(type)) continue;
      const more: object =
        {
          select: { options: ['Red', 'Blue', 'Γκρι'] },
          multi_select: { options: ['Red', 'Blue'] },
          relation: { to: 'companies' },
        }[type] ?? {};
      const { body } = await ok('POST', 'objects/tasks/fields', { label: `Ω my ${type}`, type, ...more });
      assert.match(body.key, /^c_[a-z0-9_]{1,38}$/);
    }
    await ok('POST', 'objects/tasks/fields', { label: 'Several firms', type: 'relation', to: 'companies', many: true });
    const model = (await readObjects(kith)).find((object) => object.api === 'tasks')!;
    assert.equal(
      model.fields.filter((field) => field.key.startsWith('c_')).length,
      fieldTypeKeys.length - unmade.size + 1,
    );
    objects.set('tasks', model);
    await check(model);
  });

  test('a field that is added while others read and write costs them nothing', async () => {
    const reads = Array.from({ length: 20 }, () => kith.request('GET', '/api/v1/deals'));
    const writes = Array.from({ length: 10 }, (_, n) => kith.request('POST', '/api/v1/deals', { title: `Deal ${n}` }));
    const added = kith.request('POST', '/api/v1/objects/deals/fields', { label: 'Shoe size', type: 'number' });
    const answers = await Promise.all([...reads, ...writes, added]);
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))].sort(), [200, 201]);
    const made = await ok('POST', 'deals', { title: 'With a size', c_shoe_size: 42 });
    assert.equal(made.body.c_shoe_size, 42);
    const filter = { field: 'c_shoe_size', gt: 40 };
    assert.equal((await ok('POST', 'deals/query', { filter })).body.data[0].id, made.body.id);
    const twice = await kith.request('POST', '/api/v1/objects/deals/fields', { label: 'Shoe Size', type: 'text' });
    assert.equal(twice.status, 409);
  });

  test('a field is added by administrators alone, and with what it needs', async () => {
    const member = await kith.addMember('Only Member', 'member');
    const add = (body: object, as = kith.owner) => kith.request('POST', '/api/v1/objects/deals/fields', body, { as });
    assert.equal((await add({ label: 'x', type: 'text' }, member)).status, 403);
    const wrong = [
      { label: '', type: 'text' },
      { label: '!!!', type: 'text' },
      { label: 'x', type: 'nothing' },
    ];
    const empty = [
      { label: 'x', type: 'relation' },
      { label: 'x', type: 'select' },
    ];
    for (const body of [...wrong, ...empty]) assert.equal((await add(body)).status, 422, JSON.stringify(body));
  });

  test('a unique field holds each value once, also against two at once, and tells which field it was', async () => {
    const both = await Promise.all([1, 2].map(() => kith.request('POST', '/api/v1/tags', { name: 'Only Once' })));
    assert.deepEqual(both.map((answer) => answer.status).sort(), [201, 409]);
    const refused = both.find((answer) => answer.status === 409)!;
    assert.equal(refused.body.errors[0].pointer, '/name');
    const other = await ok('POST', 'tags', { name: 'Another' });
    const renamed = await kith.request('PATCH', `/api/v1/tags/${other.body.id}`, { name: 'ONLY ONCE' });
    assert.equal(renamed.status, 409);
  });
});
