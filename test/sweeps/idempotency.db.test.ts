import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { ownerAccount, testApp, type TestApp } from '../harness/app.ts';

type Json = Record<string, unknown>;

const model = { kith_model: 1, objects: {}, roles: {}, teams: {}, views: {} };

const nowhere = { object: 'people', filter: { field: 'city', is: 'Nowhere' }, action: 'trash' };

describe('one Idempotency-Key', () => {
  let kith: TestApp;
  let ids: Record<string, string>;
  let calls: Record<string, { path: string; body: Json; other: Json }>;

  before(async () => {
    kith = await testApp();
    const make = async (path: string, body: Json) => {
      const made = await kith.request('POST', `/api/v1/${path}`, body);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      return made;
    };
    const [one, two, three] = [
      await make('people', { name: 'One' }),
      await make('people', { name: 'Two' }),
      await make('people', { name: 'Three' }),
    ];
    const changed = await kith.request('PATCH', `/api/v1/people/${one.body.id}`, { city: 'Paphos' });
    const undone = (await kith.request('PATCH', `/api/v1/people/${one.body.id}`, { title: 'CEO' })).headers[
      'kith-change-set'
    ];
    await kith.request('POST', `/api/v1/change_sets/${undone}/undo`);
    const merged = await kith.request('POST', `/api/v1/people/${one.body.id}/merge`, { with: [two.body.id] });
    await kith.request('DELETE', `/api/v1/people/${three.body.id}`);
    ids = { one: one.body.id, three: three.body.id };
    const more = [await make('people', { name: 'Four' }), await make('people', { name: 'Five' })].map(
      (made) => made.body.id,
    );
    const hook = { label: 'Hook', url: 'https://hooks.example/', events: ['*'] };
    const hookPath = `webhooks/${(await make('webhooks', hook)).body.id}`;
    const tested = await kith.request('POST', `/api/v1/${hookPath}/test`);
    const enquiry = await kith.request('POST', '/api/v1/enquiries', { subject: 'Boats?' });
    const asked = await make('invitations', { email: 'again@firm.example', role: 'member' });
    const roles = (await kith.request('GET', '/api/v1/roles')).body.data as { key: string; rights: Json }[];
    const { rights } = roles.find((role) => role.key === 'member')!;
    await make('objects/people/fields', { label: 'Rank', type: 'select', options: ['A', 'B'] });
    const spare = (await make('pipelines', { name: 'Spare', position: 9 })).body.id;
    const step = (await make('stages', { name: 'Spare', pipeline: spare })).body.id;
    const deal = (await make('deals', { title: 'Once' })).body.id;
    const quote = (await make('quotes', { title: 'Once' })).body.id;
    const filled = (await make('quotes', { title: 'Sent' })).body.id;
    const lines = [{ name: 'Chair', unit_price: '1' }];
    await kith.request('PUT', `/api/v1/quotes/${filled}/lines`, { lines });
    const company = (await make('companies', { name: 'Buyer' })).body.id;
    const invoice = (await make('invoices', { title: 'Once', company })).body.id;
    const owed = (await make('invoices', { title: 'Twice', company })).body.id;
    const order = (await make('orders', { title: 'Once', company })).body.id;
    for (const path of [`invoices/${invoice}`, `invoices/${owed}`, `orders/${order}`])
      await kith.request('PUT', `/api/v1/${path}/lines`, { lines });
    await kith.request('POST', `/api/v1/invoices/${owed}/issue`, {});
    const paid = (await make('payments', { amount: '1', company })).body.id;
    const bounced = (await make('payments', { amount: '1', company })).body.id;
    await make('bank_statements', { name: 'May', text: 'Date;Amount\n1/5/2026;1\n2/5/2026;2' });
    const [received, refused] = (await kith.request('GET', '/api/v1/bank_lines')).body.data as { id: string }[];
    const call = (path: string, body: Json, other: Json) => ({ path, body, other });
    calls = {
      '/api/v1/:object': call('people', { name: 'Once' }, { name: 'Twice' }),
      '/api/v1/:object/query': call('people/query', { limit: 1 }, { limit: 2 }),
      '/api/v1/:object/compare': call(
        'deals/compare',
        { from: '2026-01-01T00:00:00Z' },
        { from: '2026-01-02T00:00:00Z' },
      ),
      '/api/v1/:object/looked': call('people/looked', {}, { a: 1 }),
      '/api/v1/:object/:id/looked': call(`people/${ids['one']}/looked`, {}, { a: 1 }),
      '/api/v1/:object/changed': call(
        'people/changed',
        { ids: [ids['one']], since: '2026-01-01T00:00:00Z' },
        { ids: [], since: '2026-01-01T00:00:00Z' },
      ),
      '/api/v1/:object/batch': call(
        'people/batch',
        { operations: [{ op: 'create', values: { name: 'Batch once' } }] },
        { operations: [{ op: 'create', values: { name: 'Batch twice' } }] },
      ),
      '/api/v1/:object/bulk': call(
        'people/bulk',
        { action: 'update', values: { city: 'Paphos' }, ids: [one.body.id] },
        { action: 'trash', ids: [] },
      ),
      '/api/v1/batch': call(
        'batch',
        { records: [{ object: 'people', values: { name: 'Together once' } }] },
        { records: [{ object: 'people', values: { name: 'Together twice' } }] },
      ),
      '/api/v1/stages/:id/retire': call(`stages/${step}/retire`, {}, { to: null }),
      '/api/v1/pipelines/:id/retire': call(`pipelines/${spare}/retire`, {}, { to: null }),
      '/api/v1/people/:id/consents': call(
        `people/${more[0]}/consents`,
        { channel: 'email', purpose: 'newsletter', answer: 'yes' },
        { channel: 'email', purpose: 'newsletter', answer: 'no' },
      ),
      '/api/v1/deals/:id/quotes': call(`deals/${deal}/quotes`, {}, { a: 1 }),
      '/api/v1/quotes/:id/send': call(`quotes/${filled}/send`, {}, { message: 'Other' }),
      '/api/v1/quotes/:id/links': call(`quotes/${filled}/links`, {}, { a: 1 }),
      '/api/v1/quotes/:id/ask_approval': call(`quotes/${quote}/ask_approval`, {}, { a: 1 }),
      '/api/v1/quotes/:id/approve': call(`quotes/${quote}/approve`, {}, { a: 1 }),
      '/api/v1/quotes/:id/reopen': call(`quotes/${quote}/reopen`, {}, { a: 1 }),
      '/api/v1/payments': call('payments', { amount: '3' }, { amount: '4' }),
      '/api/v1/payments/:id/apply': call(
        `payments/${paid}/apply`,
        { invoices: [{ invoice: owed, amount: '0.5' }] },
        { invoices: [{ invoice: owed, amount: '0.1' }] },
      ),
      '/api/v1/payments/:id/reverse': call(`payments/${bounced}/reverse`, {}, { a: 1 }),
      '/api/v1/bank_statements': call(
        'bank_statements',
        { name: 'June', text: 'Date;Amount\n1/6/2026;1' },
        { name: 'June', text: 'Date;Amount\n2/6/2026;1' },
      ),
      '/api/v1/bank_lines/:id/apply': call(`bank_lines/${received!.id}/apply`, { invoices: [] }, {}),
      '/api/v1/bank_lines/:id/ignore': call(`bank_lines/${refused!.id}/ignore`, {}, { a: 1 }),
      '/api/v1/orders/:id/invoices': call(`orders/${order}/invoices`, {}, { percent: 5 }),
      '/api/v1/invoices/:id/issue': call(`invoices/${invoice}/issue`, {}, { a: 1 }),
      '/api/v1/invoices/:id/credit': call(`invoices/${owed}/credit`, {}, { amount: '0.5' }),
      '/api/v1/quotes/:id/versions': call(`quotes/${quote}/versions`, {}, { a: 1 }),
      '/api/v1/:object/:id/merge': call(`people/${more[0]}/merge`, { with: [more[1]] }, { with: [ids['three']] }),
      '/api/v1/:object/:id/shares': call(
        `people/${more[0]}/shares`,
        { member: kith.owner.id },
        { member: kith.owner.id, level: 'write' },
      ),
      '/api/v1/:object/:id/follow': call(`people/${more[0]}/follow`, {}, { a: 1 }),
      '/api/v1/:object/:id/restore': call(`people/${ids['three']}/restore`, {}, { a: 1 }),
      '/api/v1/merges/:id/undo': call(`merges/${merged.body.merge_id}/undo`, {}, { force: true }),
      '/api/v1/change_sets/:id/undo': call(
        `change_sets/${changed.headers['kith-change-set']}/undo`,
        { force: true },
        {},
      ),
      '/api/v1/change_sets/:id/redo': call(`change_sets/${undone}/redo`, {}, { force: true }),
      '/api/v1/views': call('views', { object: 'people', name: 'Mine' }, { object: 'people', name: 'Other' }),
      '/api/v1/members': call(
        'members',
        { name: 'New', email: 'new@firm.example', role: 'member', password: ownerAccount.password },
        { name: 'New', email: 'new2@firm.example', role: 'member', password: ownerAccount.password },
      ),
      '/api/v1/invitations': call(
        'invitations',
        { email: 'asked@firm.example', role: 'member' },
        { email: 'asked2@firm.example', role: 'member' },
      ),
      '/api/v1/invitations/:id/again': call(`invitations/${asked.body.id}/again`, {}, { a: 1 }),
      '/api/v1/api_keys': call('api_keys', { name: 'key', role: 'member' }, { name: 'other', role: 'member' }),
      '/api/v1/model/compare': call('model/compare', model, { ...model, teams: { Once: { parent: null } } }),
      '/api/v1/model/apply': call('model/apply', { ...model, teams: { Applied: { parent: null } } }, model),
      '/api/v1/service_accounts': call(
        'service_accounts',
        { name: 'One', role: 'member' },
        { name: 'Two', role: 'member' },
      ),
      '/api/v1/retention_rules': call('retention_rules', { name: 'One', ...nowhere }, { name: 'Two', ...nowhere }),
      '/api/v1/retention_rules/preview': call('retention_rules/preview', nowhere, { ...nowhere, action: 'erase' }),
      '/api/v1/people/:id/erase': call(
        `people/${ids['one']}/erase`,
        { mode: 'erase', preview: true },
        { mode: 'anonymise', preview: true },
      ),
      '/api/v1/objects': call(
        'objects',
        { label: 'Vehicle', plural: 'Vehicles' },
        { label: 'Vessel', plural: 'Vessels' },
      ),
      '/api/v1/objects/:object/fields': call(
        'objects/people/fields',
        { label: 'Shoe size', type: 'number' },
        { label: 'Hat size', type: 'number' },
      ),
      '/api/v1/objects/:object/fields/check': call(
        'objects/people/fields/check',
        { formula: '1 + 1' },
        { formula: '1 + 2' },
      ),
      '/api/v1/objects/:object/fields/:field/join': call(
        'objects/people/fields/c_rank/join',
        { from: ['A'], to: 'B' },
        { from: ['B'], to: 'C' },
      ),
      '/api/v1/objects/:object/fields/:field/split': call(
        'objects/people/fields/c_rank/split',
        { from: ['B'], to: 'D', where: { field: 'city', is: 'Paphos' } },
        { from: ['B'], to: 'E', where: { field: 'city', is: 'Paphos' } },
      ),
      '/api/v1/webhooks': call('webhooks', hook, { ...hook, label: 'Other' }),
      '/api/v1/webhooks/:id/rotate': call(`${hookPath}/rotate`, {}, { a: 1 }),
      '/api/v1/webhooks/:id/test': call(`${hookPath}/test`, {}, { a: 1 }),
      '/api/v1/webhooks/:id/replay': call(`${hookPath}/replay`, {}, { since: '2026-01-01T00:00:00Z' }),
      '/api/v1/webhooks/:id/deliveries/:delivery/replay': call(
        `${hookPath}/deliveries/${tested.body.delivery}/replay`,
        {},
        { a: 1 },
      ),
      '/api/v1/roles': call('roles', { name: 'Once', copy_of: 'member' }, { name: 'Twice', copy_of: 'member' }),
      '/api/v1/roles/:key/preview': call('roles/member/preview', { rights }, { rights: {} }),
      '/api/v1/teams': call('teams', { name: 'Once' }, { name: 'Twice' }),
      '/api/v1/enquiries/:id/convert': call(`enquiries/${enquiry.body.id}/convert`, {}, { title: 'Other' }),
      '/api/v1/home/looked': call('home/looked', {}, { a: 1 }),
      '/api/v1/home/snoozes': call(
        'home/snoozes',
        { person: ids['one'], until: '2027-01-01' },
        { person: ids['one'], until: '2027-01-02' },
      ),
    };
  });
  after(() => kith.close());

  // They need what the table above does not make, or have no body that could be compared (sign-in, uploads).
  const elsewhere = /^\/api\/(auth|v1\/(setup|imports|files|jobs|mail_|duplicates|quick_entries|sample|tasks\/))/;

  const rows = () =>
    kith.inWorkspace(async ({ db }) => {
      const counts: Json = {};
      for (const name of [
        'person',
        'change_set',
        'change',
        'view',
        'custom_object',
        'custom_field',
        'member',
        'webhook',
        'webhook_delivery',
      ])
        counts[name] = (await db.one<{ n: number }>(sql`select count(*) as n from ${db.table(name)}`)).n;
      return counts;
    });

  test('has one effect and one answer on every POST, and another body under it is refused', async () => {
    const posts = kith.routes().filter((route) => route.method === 'POST' && !elsewhere.test(route.path));
    for (const route of posts) {
      const { path, body, other } = calls[route.path] ?? assert.fail(`${route.path} is not in the table of this test`);
      const headers = { 'idempotency-key': `key of ${route.path}` };
      const first = await kith.request('POST', `/api/v1/${path}`, body, { headers });
      assert.ok(first.status < 300, `${path} ${JSON.stringify(first.body)}`);
      const counted = await rows();
      const again = await kith.request('POST', `/api/v1/${path}`, body, { headers });
      if (route.secret) assert.equal(again.status, 409, 'a secret is shown once');
      else {
        assert.equal(again.status, first.status, `${path} ${JSON.stringify(again.body)}`);
        assert.deepEqual(again.body, first.body, path);
        assert.equal(again.headers['etag'], first.headers['etag']);
        assert.equal(again.headers['kith-change-set'], first.headers['kith-change-set']);
      }
      assert.deepEqual(await rows(), counted, `${path} had its effect once`);
      assert.equal(
        (await kith.request('POST', `/api/v1/${path}`, other, { headers })).status,
        422,
        `${path} other body`,
      );
      assert.deepEqual(await rows(), counted);
    }
  });

  test('has one effect when ten requests come at once', async () => {
    const headers = { 'idempotency-key': 'ten at once' };
    const sent = Array.from({ length: 10 }, () => kith.request('POST', '/api/v1/people', { name: 'Ten' }, { headers }));
    const answers = await Promise.all(sent);
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([201]));
    assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
  });

  test('is free again after a refusal, and belongs to one caller', async () => {
    const headers = { 'idempotency-key': 'free again' };
    assert.equal((await kith.request('POST', '/api/v1/people', { nothing: 1 }, { headers })).status, 422);
    const made = await kith.request('POST', '/api/v1/people', { name: 'Second try' }, { headers });
    assert.equal(made.status, 201);
    const open = { ...headers, 'idempotency-key': 'open route' };
    const member = { name: 'X', email: 'x@firm.example', role: 'member', password: 'short' };
    assert.equal((await kith.request('POST', '/api/v1/members', member, { headers: open })).status, 422);
    const good = { ...member, password: ownerAccount.password };
    assert.equal((await kith.request('POST', '/api/v1/members', good, { headers: open })).status, 201);
    const colleague = await kith.addMember('Colleague', 'member');
    const theirs = await kith.request('POST', '/api/v1/people', { name: 'Theirs' }, { headers, as: colleague });
    assert.equal(theirs.status, 201);
    assert.notEqual(theirs.body.id, made.body.id);
  });

  test('is kept for a day and then forgotten', async () => {
    const headers = { 'idempotency-key': 'a day old' };
    const first = await kith.request('POST', '/api/v1/people', { name: 'Old' }, { headers });
    const age = (hours: number) =>
      kith.inWorkspace(({ db }) =>
        db.run(
          sql`update ${db.table('idempotency')} set at = now() - make_interval(hours => ${hours})
            where key = 'a day old'`,
        ),
      );
    await age(23);
    await kith.drain();
    assert.equal((await kith.request('POST', '/api/v1/people', { name: 'Old' }, { headers })).body.id, first.body.id);
  });
});
