import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type Answer, type TestApp, type TestMember } from '../../../../test/harness/app.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers of any shape
type Json = any;

describe('sharing, privacy and followers', () => {
  let kith: TestApp;
  let [own, other, lead, member, admin]: TestMember[] = [];

  before(async () => {
    kith = await testApp();
    own = await kith.addMember('Own One', 'own_records');
    other = await kith.addMember('Own Two', 'own_records');
    lead = await kith.addMember('Own Lead', 'own_records');
    member = await kith.addMember('All Seeing', 'member');
    admin = await kith.addMember('An Admin', 'admin');
  });
  after(() => kith.close());

  const ask = (method: string, path: string, body?: unknown, as = kith.owner) =>
    kith.request(method, `/api/v1/${path}`, body, { as });
  const make = async (path: string, body: object, as = kith.owner): Promise<Json> => {
    const made = await ask('POST', path, body, as);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const done = (answer: Answer): Answer => {
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer;
  };
  /** By every door: on its page, in lists, counts, search and by the name that others show. */
  const sees = async (as: TestMember | undefined, id: string): Promise<boolean> => {
    const task = await make('tasks', { subject: 'About it', people: [id], assignee: as!.id });
    const answers = [
      (await ask('GET', `people/${id}`, undefined, as)).status === 200,
      (await ask('GET', 'people', undefined, as)).body.data.some((one: Json) => one.id === id),
      (await ask('POST', 'people/query', { filter: { field: 'id', is: id }, aggregate: [{ fn: 'count' }] }, as)).body
        .groups[0]?.values.count === 1,
      (await ask('GET', 'search?q=keepsake', undefined, as)).body.data.some((one: Json) => one.id === id),
      (await ask('GET', `tasks/${task.id}`, undefined, as)).body.people?.[0]?.id === id,
      (await ask('GET', `people/${id}/timeline`, undefined, as)).status === 200,
      (await ask('GET', 'people/export?format=jsonl', undefined, as)).bytes.toString().includes(id),
    ];
    assert.equal(new Set(answers).size, 1, `all doors say the same: ${JSON.stringify(answers)}`);
    return answers[0]!;
  };

  test('a shared record is seen by whom it is shared with, and changed only where that was said', async () => {
    const { id } = await make('people', { name: 'Keepsake One' }, own);
    assert.equal(await sees(other, id), false);
    const shared = done(await ask('POST', `people/${id}/shares`, { member: other!.id }, own));
    assert.deepEqual([shared.body.data[0].holder.name, shared.body.data[0].level], ['Own Two', 'read']);
    assert.equal(await sees(other, id), true);
    assert.equal(await sees(lead, id), false);
    assert.equal((await ask('PATCH', `people/${id}`, { city: 'Paphos' }, other)).status, 404);
    assert.equal((await ask('POST', `people/${id}/shares`, { member: lead!.id }, other)).status, 403);
    done(await ask('POST', `people/${id}/shares`, { member: other!.id, level: 'write' }, own));
    done(await ask('PATCH', `people/${id}`, { city: 'Paphos' }, other));
    assert.equal((await ask('DELETE', `people/${id}`, undefined, other)).status, 404);
    const lines = await ask('GET', `people/${id}/changes`, undefined, own);
    assert.ok(lines.body.data.some((one: Json) => one.label === 'Share person with Own Two'));
    const soon = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
    assert.equal((await ask('GET', `people/${id}?as_of=${soon}`, undefined, own)).body.version, 2);
    const ended = done(await ask('DELETE', `people/${id}/shares?member=${other!.id}`, undefined, own));
    assert.equal(await sees(other, id), false);
    const undo = `change_sets/${ended.headers['kith-change-set']}/undo`;
    assert.equal((await ask('POST', undo, {}, other)).status, 404);
    done(await ask('POST', undo, {}, own));
    assert.equal(await sees(other, id), true);
    assert.equal((await ask('GET', `people/${id}/shares`, undefined, own)).body.data[0].level, 'write');
  });

  test('what the reader of a record may do with it is told as it is then allowed', async () => {
    const { id } = await make('people', { name: 'Told Beside' }, own);
    const can = async (as: TestMember | undefined) => (await ask('GET', `people/${id}/shares`, undefined, as)).body.can;
    const all = { update: true, delete: true, share: true, make_private: true };
    assert.deepEqual(await can(own), all);
    assert.deepEqual(await can(admin), all);
    assert.deepEqual(await can(member), { ...all, make_private: false });
    done(await ask('POST', `people/${id}/shares`, { member: other!.id }, own));
    assert.deepEqual(await can(other), { update: false, delete: false, share: false, make_private: false });
    done(await ask('POST', `people/${id}/shares`, { member: other!.id, level: 'write' }, own));
    assert.deepEqual(await can(other), { update: true, delete: false, share: true, make_private: false });
    assert.equal((await ask('PUT', `people/${id}/privacy`, { private: true }, other)).status, 403);
  });

  test('a record shared with a team is seen by its members and by teams below it, not above', async () => {
    const top = await make('teams', { name: 'Top', members: [lead!.id] });
    const low = await make('teams', { name: 'Low', parent: top.id, members: [other!.id] });
    const [a, b] = [
      await make('people', { name: 'Keepsake Two' }, own),
      await make('people', { name: 'Keepsake Three' }, own),
    ];
    done(await ask('POST', `people/${a.id}/shares`, { team: top.id }, own));
    done(await ask('POST', `people/${b.id}/shares`, { team: low.id }, own));
    assert.deepEqual([await sees(lead, a.id), await sees(other, a.id)], [true, true]);
    assert.deepEqual([await sees(lead, b.id), await sees(other, b.id)], [false, true]);
    const wrong = await ask('POST', `people/${a.id}/shares`, { team: kith.owner.id }, own);
    assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '/team']);
  });

  test('a private record is seen by its owner, those it is shared with and administrators', async () => {
    const { id } = await make('people', { name: 'Keepsake Secret', owner: member!.id }, member);
    const seller = await kith.addMember('Also All Seeing', 'member');
    const hidden = [seller, await kith.addMember('Only Reading', 'read_only'), own];
    assert.equal(await sees(seller, id), true);
    assert.equal((await ask('PUT', `people/${id}/privacy`, { private: true }, seller)).status, 403, 'not theirs');
    const kept = done(await ask('PUT', `people/${id}/privacy`, { private: true }, member));
    assert.equal(kept.body.private, true);
    for (const as of hidden) assert.equal(await sees(as, id), false);
    for (const as of [member, admin, kith.owner]) assert.equal(await sees(as, id), true);
    for (const [method, path, body] of [
      ['PATCH', `people/${id}`, { city: 'X' }],
      ['DELETE', `people/${id}`, undefined],
      ['GET', `people/${id}/shares`, undefined],
      ['POST', `people/${id}/shares`, { member: seller.id }],
      ['PUT', `people/${id}/privacy`, { private: false }],
      ['POST', `people/${id}/follow`, undefined],
      ['POST', `change_sets/${kept.headers['kith-change-set']}/undo`, {}],
    ] as const)
      assert.equal((await ask(method, path, body, seller)).status, 404, path);
    done(await ask('POST', `people/${id}/shares`, { member: seller.id }, member));
    assert.equal(await sees(seller, id), true);
    const open = await make('people', { name: 'Keepsake Open' }, member);
    done(await ask('POST', `people/${open.id}/merge`, { with: [id] }, member));
    assert.equal(await sees(hidden[1], open.id), false, 'a merge opens nothing');
  });

  test('a private record is not told as what happened', async () => {
    const { id } = await make('people', { name: 'Keepsake Quiet' }, member);
    done(await ask('PUT', `people/${id}/privacy`, { private: true }, member));
    const reader = await kith.addMember('Home Reader', 'read_only');
    const changed = done(await ask('PATCH', `people/${id}`, { city: 'Quiet Town' }, member));
    const home = await ask('GET', 'home', undefined, reader);
    assert.ok(!home.bytes.toString().includes(id) && !home.bytes.toString().includes('Quiet'));
    const told = async (as: TestMember | undefined) =>
      (await ask('GET', 'change_sets?limit=200', undefined, as)).body.data.map((one: Json) => one.id);
    const open = done(
      await ask('PATCH', `people/${(await make('people', { name: 'Loud' })).id}`, { city: 'Loud Town' }),
    );
    assert.ok(!(await told(reader)).includes(changed.headers['kith-change-set']));
    assert.ok((await told(reader)).includes(open.headers['kith-change-set']), 'what is open is still told');
    assert.ok((await told(member)).includes(changed.headers['kith-change-set']));
  });

  test('a file of a private record, or in a hidden field, is told neither by its company nor by Home', async () => {
    const company = await make('companies', { name: 'Discreet Ltd' });
    const { id } = await make('people', { name: 'Keepsake Files' }, member);
    const add = async (person: string, name: string): Promise<string> => {
      const form = new FormData();
      form.set('object', 'people');
      form.set('record_id', person);
      form.set('file', new File([Buffer.from('iVBORw0KGgo=', 'base64')], name));
      return done(await kith.request('POST', '/api/v1/files', form, { as: member! })).body.id;
    };
    const shown = await make('people', { name: 'Open Face' }, member);
    for (const person of [id, shown.id]) await make('employments', { person, company: company.id }, member);
    await add(id, 'salary-letter.png');
    await add(shown.id, 'ordinary.png');
    done(await ask('PATCH', `people/${shown.id}`, { picture: await add(shown.id, 'portrait.png') }, member));
    const all = { create: 'all', read: 'all', update: 'all', delete: 'all' };
    const actions = { import: true, export: true, merge: true, bulk: true, share: true };
    const person = { ...all, fields: { picture: 'hidden' } };
    const role = await make('roles', {
      name: 'No portraits',
      rights: { administers: false, objects: { default: all, person }, actions },
    });
    const [plain, faceless] = [await kith.addMember('Plain', 'member'), await kith.addMember('Faceless', role.key)];
    const told = async (as: TestMember): Promise<string[]> => {
      const answers = [
        await ask('GET', `companies/${company.id}/timeline`, undefined, as),
        await ask('GET', 'home', undefined, as),
      ];
      const names = ['salary-letter', 'ordinary', 'portrait'];
      return names.filter((name) => answers.some((answer) => answer.bytes.toString().includes(name)));
    };
    assert.deepEqual(await told(plain), ['salary-letter', 'ordinary', 'portrait']);
    assert.deepEqual(await told(faceless), ['salary-letter', 'ordinary']);
    done(await ask('PUT', `people/${id}/privacy`, { private: true }, member));
    assert.deepEqual(await told(plain), ['ordinary', 'portrait']);
    assert.deepEqual(await told(faceless), ['ordinary']);
  });

  test('following gives no right and is listed on the record', async () => {
    const { id } = await make('people', { name: 'Followed' });
    assert.equal((await ask('POST', `people/${id}/follow`, undefined, own)).status, 404);
    done(await ask('POST', `people/${id}/follow`, undefined, member));
    const listed = await ask('GET', `people/${id}/shares`, undefined, member);
    assert.deepEqual([listed.body.following, listed.body.followers[0].name], [true, 'All Seeing']);
    done(await ask('DELETE', `people/${id}/follow`, undefined, member));
    assert.deepEqual((await ask('GET', `people/${id}/shares`)).body.followers, []);
  });

  test('what nobody shared costs nothing: the statement of a list is the one of always', async () => {
    const fresh = await kith.watch(() => ask('GET', 'companies', undefined, member));
    assert.doesNotMatch(JSON.stringify(fresh.statements), /record_share|record_private/);
    const used = await kith.watch(() => ask('GET', 'people', undefined, member));
    assert.match(JSON.stringify(used.statements), /record_private/);
  });
});
