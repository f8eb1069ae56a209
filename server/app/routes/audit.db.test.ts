import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inTransaction, sql, type Db } from '#kernel/database';
import { ownerAccount, testApp, type TestApp } from '../../../test/harness/app.ts';

const { email, password } = ownerAccount;

interface Line {
  kind: string;
  about: string | null;
  actor: { name: string };
  details: Record<string, unknown>;
}

const run = async (kith: TestApp, job: string) => {
  await kith.inWorkspace(({ db }) =>
    db.run(sql`insert into ${db.table('job')} (id, kind, payload, max_attempts)
      values (gen_random_uuid(), ${job}, '{}', 3)`),
  );
  await kith.drain();
};
const checkOnly = async (kith: TestApp) => {
  await run(kith, 'audit.check');
  return (await kith.request('GET', '/api/v1/audit/state')).body;
};
/** A night: what is new joins the chain, then all of it is checked. */
const checked = async (kith: TestApp) => {
  await kith.drain();
  await run(kith, 'audit.chain');
  return checkOnly(kith);
};

describe('the audit', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const read = async (query = ''): Promise<Line[]> => (await kith.request('GET', `/api/v1/audit${query}`)).body.data;
  const newest = async (kind: string): Promise<Line> => {
    const [line] = await read(`?kind=${kind}`);
    return line ?? assert.fail(`no line of ${kind}`);
  };
  const asOwner = (work: (db: Db) => Promise<unknown>) =>
    inTransaction(kith.services.pools.owner, { schema: kith.workspace.schema, role: null }, work);
  const check = () => checked(kith);

  test('tells who signed in, and who tried to', async () => {
    await kith.signIn(email, 'not the password at all');
    await kith.signIn(email, password, { headers: { 'user-agent': 'curl/8' } });
    const lines = await read('?kind=sign_in');
    assert.deepEqual(
      lines.map(({ about, details }) => [about, details['outcome'], details['how']]),
      [
        [email, 'ok', 'password'],
        [email, 'wrong', 'password'],
      ],
    );
    assert.equal((await read('?kind=sign_in')).length, 2, 'looking again brings nothing twice');
  });

  test('tells of changes of rights, members and keys, with what changed', async () => {
    const role = await kith.request('POST', '/api/v1/roles', { name: 'Sales', copy_of: 'member' });
    assert.equal((await newest('role.changed')).about, 'Sales');
    const member = await kith.addMember('Petros', 'member');
    await kith.request('PATCH', `/api/v1/members/${member.id}`, { role: role.body.key });
    const changed = await newest('member.changed');
    assert.deepEqual(changed.details, {
      id: member.id,
      from: { role: 'member', active: true },
      to: { role: role.body.key, active: true },
    });
    assert.deepEqual([changed.about, changed.actor.name], ['Petros', ownerAccount.name]);
    const key = await kith.request('POST', '/api/v1/api_keys', { name: 'Accounting', role: 'read_only' });
    assert.equal((await newest('key.made')).details['id'], key.body.id);
    assert.doesNotMatch(JSON.stringify(await read()), new RegExp(key.body.key), 'the secret of a key is nowhere');
    await kith.request('DELETE', `/api/v1/api_keys/${key.body.id}`);
    assert.equal((await newest('key.revoked')).details['id'], key.body.id);
    await kith.request('POST', '/api/v1/invitations', { email: 'asked@firm.example', role: 'member' });
    assert.equal((await newest('invitation.sent')).about, 'asked@firm.example');
    const person = await kith.request('POST', '/api/v1/people', { name: 'Shared' });
    await kith.request('POST', `/api/v1/people/${person.body.id}/shares`, { member: member.id });
    assert.equal((await newest('share.changed')).details['record'], person.body.id);
  });

  test('tells what was refused, at what, and who looked as somebody else', async () => {
    const reader = await kith.addMember('Reader', 'read_only');
    assert.equal((await kith.request('GET', '/api/v1/api_keys', undefined, { as: reader })).status, 403);
    const refused = await newest('refused');
    assert.deepEqual(
      [refused.about, refused.details, refused.actor.name],
      ['GET /api/v1/api_keys', { code: 'access.not_allowed' }, 'Reader'],
    );
    const headers = { 'kith-view-as': reader.id };
    for (let n = 0; n < 3; n += 1) await kith.request('GET', '/api/v1/people', undefined, { headers });
    const looked = await read('?kind=view_as');
    assert.deepEqual(
      looked.map(({ about, actor }) => [about, actor.name]),
      [['Reader', ownerAccount.name]],
    );
  });

  test('tells of sensitive fields that were shown, once, and of none that were not', async () => {
    const born = await kith.request('POST', '/api/v1/people', { name: 'Born', birthday: '1980-04-15' });
    const plain = await kith.request('POST', '/api/v1/people', { name: 'Plain' });
    const reader = await kith.addMember('Curious', 'read_only');
    const look = (path: string) => kith.request('GET', `/api/v1/people${path}`, undefined, { as: reader });
    await look(`/${plain.body.id}`);
    await look('?fields=name');
    const own = async () => (await read(`?kind=sensitive.read&member=${reader.id}`)).map(({ details }) => details);
    assert.deepEqual(await own(), []);
    await look(`/${born.body.id}`);
    await look(`/${born.body.id}`);
    await look('?fields=name,birthday');
    assert.deepEqual(await own(), [{ object: 'person', fields: ['birthday'], count: 1, records: [born.body.id] }]);
  });

  test('tells of sensitive values in histories, timelines and on Home as well', async () => {
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(4, 10);
    const make = async (name: string) => {
      const { id } = (await kith.request('POST', '/api/v1/people', { name })).body as { id: string };
      await kith.request('PATCH', `/api/v1/people/${id}`, { birthday: `1984${soon}` });
      return id;
    };
    const [first, second] = [await make('In History'), await make('On Timeline')];
    const shownTo = async (name: string, path: string, owned: string[] = []) => {
      const reader = await kith.addMember(name, 'read_only');
      for (const id of owned) await kith.request('PATCH', `/api/v1/people/${id}`, { owner: reader.id });
      assert.equal((await kith.request('GET', `/api/v1/${path}`, undefined, { as: reader })).status, 200);
      return (await read(`?kind=sensitive.read&member=${reader.id}`)).map(({ details }) => details);
    };
    const line = (records: string[]) => [{ object: 'person', fields: ['birthday'], count: records.length, records }];
    assert.deepEqual(await shownTo('Historian', `people/${first}/changes`), line([first]));
    assert.deepEqual(await shownTo('Chronicler', `people/${second}/timeline`), line([second]));
    assert.deepEqual(await shownTo('Wisher', 'home', [first]), line([first]));
  });

  test('names who looks, and not the member through whose eyes', async () => {
    const born = await kith.request('POST', '/api/v1/people', { name: 'Seen', birthday: '1981-05-16' });
    const reader = await kith.addMember('Seen Through', 'read_only');
    const headers = { 'kith-view-as': reader.id };
    await kith.request('GET', `/api/v1/people/${born.body.id}`, undefined, { headers });
    const line = await newest('sensitive.read');
    assert.deepEqual(
      [line.actor.name, line.details['records'], line.details['viewed_as']],
      [ownerAccount.name, [born.body.id], reader.id],
    );
    assert.deepEqual(await read(`?member=${reader.id}`), []);
  });

  test('tells what was taken out, how much of it, and which sensitive fields', async () => {
    const { bytes } = await kith.request('GET', '/api/v1/people/export?format=jsonl');
    const count = bytes.toString().trim().split('\n').length;
    const { details } = await newest('export');
    assert.deepEqual(
      [details['object'], details['format'], details['records'], details['whole'], details['sensitive']],
      ['person', 'jsonl', count, true, ['birthday']],
    );
  });

  test('is for administrators, and leaves as JSON lines by time and kind', async () => {
    const member = await kith.addMember('Member', 'member');
    assert.equal((await kith.request('GET', '/api/v1/audit', undefined, { as: member })).status, 403);
    const all = (await kith.request('GET', '/api/v1/audit/export?kind=role.changed')).bytes.toString().trim();
    assert.deepEqual(
      all.split('\n').map((line) => (JSON.parse(line) as Line).kind),
      ['role.changed'],
    );
    assert.deepEqual(await read('?until=2020-01-01T00:00:00Z'), []);
    assert.equal((await kith.request('GET', '/api/v1/audit?kind=nothing')).status, 422);
  });

  test('can be changed and removed by no statement of the workspace', async () => {
    for (const table of ['audit', 'audit_link']) {
      for (const statement of [
        (db: Db) => sql`update ${db.table(table)} set kept_at = now()`,
        (db: Db) => sql`delete from ${db.table(table)}`,
      ])
        await assert.rejects(
          kith.inWorkspace(({ db }) => db.run(statement(db))),
          /permission denied/,
        );
    }
  });

  test('shows a changed, a removed and a cut-off line in the nightly check', async () => {
    const whole = await check();
    assert.equal(whole.problem, null);
    assert.ok(whole.lines > 10 && whole.checked_at);
    const third = sql`(select audit_id from ${sql.id(kith.workspace.schema, 'audit_link')} where n = 3)`;
    const { kept } = await kith.inWorkspace(({ db }) =>
      db.one<{ kept: string }>(sql`select to_jsonb(a)::text as kept from ${db.table('audit')} a where id = ${third}`),
    );
    const remove = () => asOwner((db) => db.run(sql`delete from ${db.table('audit')} where id = ${third}`));
    const put = (row: string) =>
      asOwner((db) =>
        db.run(sql`insert into ${db.table('audit')}
          select * from json_populate_recordset(null::${db.table('audit')}, ${`[${row}]`}::json)`),
      );
    const restore = async () => {
      await remove();
      await put(kept);
    };
    await remove();
    await put(kept.replace(ownerAccount.name, 'Nobody At All'));
    const changed = await check();
    assert.equal(changed.problem, 'Line 3 was changed.');
    assert.deepEqual(changed.finding, { code: 'line_changed', from: 3, to: 3 });
    await restore();
    assert.equal((await check()).problem, null);
    await remove();
    assert.equal((await check()).problem, 'Line 3 was removed.');
    await restore();
    const { lines } = await check();
    await asOwner(async (db) => {
      await db.run(sql`delete from ${db.table('audit')} where id =
        (select audit_id from ${db.table('audit_link')} where n = ${lines})`);
      await db.run(sql`delete from ${db.table('audit_link')} where n = ${lines}`);
    });
    const cut = await checkOnly(kith);
    assert.equal(cut.problem, `The lines from ${lines} to ${lines} were removed.`);
  });
});

describe('the audit of long ago', () => {
  test('is kept for good, or forgotten after the days that were set, and the rest stays whole', async () => {
    const kith = await testApp();
    const state = async () => (await kith.request('GET', '/api/v1/audit/state')).body;
    for (const name of ['One', 'Two', 'Three'])
      await kith.request('POST', '/api/v1/roles', { name, copy_of: 'member' });
    assert.deepEqual([(await checked(kith)).lines, (await state()).keep_days], [3, null]);
    assert.equal((await kith.request('PATCH', '/api/v1/audit/state', { keep_days: 30 })).status, 422);
    await kith.request('PATCH', '/api/v1/audit/state', { keep_days: 90 });
    await inTransaction(kith.services.pools.owner, { schema: kith.workspace.schema, role: null }, (db) =>
      db.run(sql`update ${db.table('audit_link')} set kept_at = now() - interval '91 days' where n <= 2`),
    );
    assert.equal((await checked(kith)).problem, null);
    const lines = (await kith.request('GET', '/api/v1/audit?kind=role.changed')).body.data as Line[];
    assert.deepEqual(
      lines.map(({ about }) => about),
      ['Three'],
    );
    assert.equal((await checked(kith)).problem, null, 'and so it is the night after');
    await kith.close();
  });
});
