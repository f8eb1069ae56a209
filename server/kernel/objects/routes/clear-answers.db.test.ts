import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bareApp, testApp, type TestApp } from '../../../../test/harness/app.ts';

let now = new Date('2026-11-22T10:00:00Z');

describe('a question that cannot be meant so', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp({ clock: () => now });
  });
  after(() => kith.close());

  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    kith.request(method, `/api/v1/${path}`, body, { headers });
  const create = async (api: string, values: object) => {
    const made = await ask('POST', api, values);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };

  test('groups that were cut are told, and the others have all their sums', async () => {
    const deal = (n: number, currency: string) => ({
      op: 'create',
      values: {
        title: `Deal ${n}`,
        deal_source: `S${String(n).padStart(3, '0')}`,
        amount: { amount: '1.00', currency },
      },
    });
    for (const currency of ['EUR', 'USD']) {
      const operations = Array.from({ length: 501 }, (_, n) => deal(n, currency));
      assert.equal((await ask('POST', 'deals/batch', { operations })).status, 200);
    }
    const question = { group_by: 'deal_source', aggregate: [{ fn: 'sum', field: 'amount' }] };
    const { body } = await ask('POST', 'deals/query', question);
    assert.deepEqual([body.groups.length, body.more], [500, true]);
    for (const group of body.groups) {
      const sums = group.values.sum_amount.map((one: { currency: string }) => one.currency);
      assert.deepEqual([group.values.count, sums], [2, ['EUR', 'USD']], group.key);
    }
    const filter = { field: 'deal_source', is_not: 'S500' };
    const fewer = (await ask('POST', 'deals/query', { ...question, filter })).body;
    assert.deepEqual([fewer.groups.length, fewer.more], [500, false]);
    assert.equal((await ask('POST', 'deals/query', { aggregate: [{ fn: 'count' }] })).body.more, false);
  });

  test('a record as it was does not show what is known of it only today', async () => {
    now = new Date('2026-11-01T10:00:00Z');
    const person = await create('people', { name: 'Maria' });
    now = new Date('2026-11-20T10:00:00Z');
    await create('calls', { subject: 'Later', people: [person.id], happened_at: '2026-11-20T09:00:00Z' });
    await create('deals', { title: 'Later', person: person.id });
    now = new Date('2026-11-22T10:00:00Z');
    const today = (await ask('GET', `people/${person.id}`)).body;
    assert.deepEqual([today.last_contact_at, today.open_deals], ['2026-11-20T09:00:00Z', 1]);
    const past = (await ask('GET', `people/${person.id}?as_of=2026-11-10T00:00:00Z`)).body;
    assert.deepEqual(
      [past.name.full, past.last_contact_at, past.last_contact_by, past.open_deals],
      ['Maria', null, null, null],
    );
  });

  test('kinds that no timeline has are refused with those there are', async () => {
    const person = await create('people', { name: 'Nikos' });
    const wrong = await ask('GET', `people/${person.id}/timeline?kinds=call,cals`);
    assert.equal(wrong.status, 422);
    const [issue] = wrong.body.errors;
    assert.deepEqual([issue.pointer, issue.code], ['/kinds', 'timeline.unknown_kind']);
    for (const kind of ['call', 'meeting', 'mail', 'letter', 'note', 'task', 'chat', 'change', 'file'])
      assert.match(issue.message, new RegExp(`\\b${kind}\\b`));
    const right = await ask(
      'GET',
      `people/${person.id}/timeline?kinds=call,meeting,mail,letter,note,task,chat,change,file`,
    );
    assert.equal(right.status, 200);
    assert.equal((await ask('GET', `people/${person.id}/timeline?kinds=`)).status, 200);
  });

  test('what is no id is not found, in every path', async () => {
    const wanting = kith
      .routes()
      .filter((route) => /:(id|import|file)\b/.test(route.path) && route.access !== 'public');
    assert.ok(wanting.length > 20);
    for (const { method, path } of wanting) {
      const at = path.replace(':object', 'people').replaceAll(/:\w+/g, 'nothing');
      const answer = await kith.request(method, at, method === 'GET' || method === 'DELETE' ? undefined : {});
      // A body that says nothing may be refused first.
      assert.ok(
        answer.status === 404 || (answer.status === 422 && method !== 'GET'),
        `${method} ${at} ${answer.status}`,
      );
    }
    for (const at of ['jobs/nothing', 'imports/nothing', 'files/nothing/content', 'people/nothing', 'views/nothing']) {
      const method = at.startsWith('views') ? 'DELETE' : 'GET';
      assert.equal((await ask(method, at)).status, 404, at);
    }
    assert.equal((await ask('POST', 'jobs/nothing/cancel')).status, 404);
  });

  test('a calendar is kept with a field that has days, and with no other', async () => {
    const view = { object: 'deals', name: 'Days', kind: 'calendar' };
    const refused = await ask('POST', 'views', { ...view, group_by: 'deal_source' });
    assert.deepEqual([refused.status, refused.body.code], [422, 'group.invalid']);
    const kept = await ask('POST', 'views', { ...view, group_by: 'closes_on' });
    assert.equal(kept.status, 201, JSON.stringify(kept.body));
    assert.equal((await ask('PATCH', `views/${kept.body.id}`, { group_by: 'title' })).status, 422);
    assert.equal((await ask('PATCH', `views/${kept.body.id}`, { name: 'Closing' })).body.group_by, 'closes_on');
  });

  test('an empty Idempotency-Key is no key', async () => {
    for (const key of ['', '  ']) {
      const answer = await ask('POST', 'tags', { name: `tag ${key.length}` }, { 'idempotency-key': key });
      assert.deepEqual([answer.status, answer.body.code], [422, 'input.invalid']);
    }
  });

  test('a country that there is not is refused, at the start and later', async () => {
    const changed = await ask('PATCH', 'workspace', { region: 'ZZ' });
    assert.deepEqual([changed.status, changed.body.errors[0].pointer], [422, '/region']);
    assert.match(changed.body.errors[0].message, /ISO 3166/);
    assert.equal((await ask('PATCH', 'workspace', { region: 'GR' })).status, 200);
    const bare = await bareApp();
    const body = { workspace: 'W', name: 'N', email: 'n@firm.example', password: 'four ordinary words here' };
    const payload = { ...body, region: 'ZZ' };
    const answer = await bare.app.inject({ method: 'POST', url: '/api/v1/setup', payload });
    await bare.close();
    assert.deepEqual([answer.statusCode, answer.json().errors[0].pointer], [422, '/region']);
  });

  test('relative times are understood by dates of every kind', async () => {
    const field = (label: string, type: string) => ask('POST', 'objects/companies/fields', { label, type });
    for (const [label, type] of [
      ['Day', 'date'],
      ['Part', 'partial_date'],
      ['Time', 'datetime'],
    ] as const)
      assert.equal((await field(label, type)).status, 201);
    for (const day of ['2026-05-01', '2026-11-20', '2026-11-22', '2026-12-24']) {
      const values = { c_day: day, c_part: day, c_time: `${day}T10:00:00Z` };
      await create('companies', { name: day, ...values });
    }
    const found = async (kind: string, term: object) => {
      const filter = encodeURIComponent(JSON.stringify({ field: kind, ...term }));
      const { status, body } = await ask('GET', `companies?sort=name&filter=${filter}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.data.map((one: { name: string }) => one.name.slice(5));
    };
    for (const kind of ['c_day', 'c_part', 'c_time']) {
      assert.deepEqual(await found(kind, { before: '-90d' }), ['05-01'], kind);
      assert.deepEqual(await found(kind, { after: '+2w' }), ['12-24'], kind);
      assert.deepEqual(await found(kind, { after: 'this_month' }), ['12-24'], kind);
      assert.deepEqual(await found(kind, { between: ['-5d', 'today'] }), ['11-20', '11-22'], kind);
      assert.deepEqual(await found(kind, { is: 'today' }), ['11-22'], kind);
      assert.deepEqual(await found(kind, { is_not: 'this_month' }), ['05-01', '12-24'], kind);
    }
  });
});
