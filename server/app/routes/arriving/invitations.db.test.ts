import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { inControlTransaction } from '#kernel/workspace';
import { ownerAccount, testApp, type TestApp } from '../../../../test/harness/app.ts';
import { linkIn, smtpSink, type SmtpSink } from '../../../../test/harness/smtp-sink.ts';

const { password } = ownerAccount;

describe('an invitation', () => {
  let sink: SmtpSink;
  let kith: TestApp;
  before(async () => {
    sink = await smtpSink();
    kith = await testApp({ config: { smtpUrl: sink.url, publicUrl: 'https://crm.firm.example' } });
  });
  after(async () => {
    await kith.close();
    await sink.close();
  });
  afterEach(() => inControlTransaction(kith.services.pools, (db) => db.run(sql`delete from ${db.table('rate')}`)));

  const invite = (email: string, more: object = {}, as = kith.owner) =>
    kith.request('POST', '/api/v1/invitations', { email, role: 'member', ...more }, { as });
  const open = (path: string, body: object) => kith.request('POST', `/api/auth/${path}`, body, { as: null });
  const tokenOf = (link: string) => link.split('#')[1]!;
  const age = (days: number) =>
    inControlTransaction(kith.services.pools, (db) =>
      db.run(sql`update ${db.table('invitation')} set expires_at = expires_at - make_interval(days => ${days})`),
    );
  const me = (cookie: string) =>
    kith.request('GET', '/api/v1/me', undefined, { as: null, headers: { cookie: cookie.replaceAll(',', ';') } });

  test('comes by mail and by a link, and takes its holder in with role and teams', async () => {
    const team = await kith.request('POST', '/api/v1/teams', { name: 'Sales' });
    const asked = await invite('Nikos@Firm.example', { name: 'Nikos', role: 'own_records', teams: [team.body.id] });
    assert.equal(asked.status, 201, JSON.stringify(asked.body));
    await kith.drain();
    const mail = sink.mails.at(-1)!;
    assert.deepEqual(mail.to, ['nikos@firm.example']);
    assert.equal(linkIn(mail), asked.body.link);
    assert.match(
      asked.body.link,
      /^https:\/\/crm\.firm\.example\/invitation#[\w-]{43}$/,
      'the configured address leads',
    );
    const token = tokenOf(asked.body.link);
    const looked = await open('invitation', { token });
    assert.deepEqual(looked.body, {
      email: 'nikos@firm.example',
      name: 'Nikos',
      has_account: false,
      workspace: { name: 'Firm' },
    });
    const weak = await open('invitation/accept', { token, name: 'Nikos P', password: 'password1234' });
    assert.equal(weak.status, 422);
    const joined = await open('invitation/accept', { token, name: 'Nikos P', password: 'nine quiet green doors' });
    assert.equal(joined.status, 200, JSON.stringify(joined.body));
    const who = (await me(String(joined.headers['set-cookie']).split(';')[0]!)).body.member;
    assert.deepEqual([who.name, who.email, who.role], ['Nikos P', 'nikos@firm.example', 'own_records']);
    const teams = (await kith.request('GET', `/api/v1/teams/${team.body.id}`)).body;
    assert.deepEqual(
      teams.members.map((member: { id: string }) => member.id),
      [who.id],
    );
    assert.equal((await open('invitation/accept', { token, password: 'nine quiet green doors' })).status, 410);
    assert.equal((await invite('nikos@firm.example')).status, 409, 'who is in already is not asked');
  });

  test('works once, also when its link is used four times at once', async () => {
    const token = tokenOf((await invite('once@firm.example')).body.link);
    const body = { token, name: 'Once', password: 'nine quiet green doors' };
    const answers = await Promise.all(Array.from({ length: 4 }, () => open('invitation/accept', body)));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, ...Array.from({ length: 3 }, () => 410)]);
    const members = (await kith.request('GET', '/api/v1/members?limit=1000')).body.data as { name: string }[];
    assert.equal(members.filter(({ name }) => name === 'Once').length, 1);
  });

  test('ends after seven days, withdrawn, when another follows, and with the rights of who sent it', async () => {
    const dead = async (token: string) => {
      const answer = await open('invitation', { token });
      assert.deepEqual([answer.status, answer.body.code], [410, 'access.link_dead']);
    };
    const old = tokenOf((await invite('old@firm.example')).body.link);
    await age(6);
    assert.equal((await open('invitation', { token: old })).status, 200);
    await age(1);
    await dead(old);
    const { body } = await invite('gone@firm.example');
    assert.equal((await kith.request('DELETE', `/api/v1/invitations/${body.id}`)).status, 204);
    await dead(tokenOf(body.link));
    const first = (await invite('twice@firm.example')).body;
    const second = (await invite('twice@firm.example')).body;
    await dead(tokenOf(first.link));
    const again = await kith.request('POST', `/api/v1/invitations/${second.id}/again`);
    await dead(tokenOf(second.link));
    assert.equal((await open('invitation', { token: tokenOf(again.body.link) })).status, 200);
    const admin = await kith.addMember('Admin For Now', 'admin');
    const theirs = (await invite('theirs@firm.example', {}, admin)).body;
    await kith.request('PATCH', `/api/v1/members/${admin.id}`, { role: 'member' });
    await dead(tokenOf(theirs.link));
    const role = (await kith.request('POST', '/api/v1/roles', { name: 'Office', copy_of: 'admin' })).body;
    const office = await kith.addMember('Office', role.key);
    const offered = await invite('asked@firm.example', {}, office);
    assert.equal(offered.status, 201, JSON.stringify(offered.body));
    const roles = (await kith.request('GET', '/api/v1/roles')).body.data as { key: string; rights: object }[];
    const rights = { ...roles.find(({ key }) => key === role.key)!.rights, administers: false };
    assert.equal((await kith.request('PATCH', `/api/v1/roles/${role.key}`, { rights })).status, 200);
    const late = await open('invitation/accept', {
      token: tokenOf(offered.body.link),
      password: 'nine quiet green doors',
    });
    assert.deepEqual([late.status, late.body.code], [410, 'access.link_dead']);
    assert.equal((await kith.signIn('asked@firm.example', 'nine quiet green doors')).status, 401, 'nothing was made');
    const listed = (await kith.request('GET', '/api/v1/invitations')).body.data as { email: string }[];
    assert.deepEqual(
      listed.map(({ email }) => email),
      ['asked@firm.example', 'twice@firm.example'],
    );
  });

  test('of somebody with an account asks for the password of that account', async () => {
    const { workspace, owner } = await kith.addWorkspace('Neighbour');
    const asked = await invite('anna@firm.example', {}, owner);
    const token = tokenOf(asked.body.link);
    assert.equal((await open('invitation', { token })).body.has_account, true);
    assert.equal((await open('invitation/accept', { token, password: 'nine quiet green doors' })).status, 401);
    const joined = await open('invitation/accept', { token, password });
    assert.deepEqual([joined.status, joined.body.workspace.id], [200, workspace.id]);
    assert.equal((await kith.signIn('anna@firm.example', password)).status, 200);
  });

  test('is what becomes of adding somebody who has an account already: nobody joins without saying so', async () => {
    const elsewhere = await kith.addWorkspace('Their Own');
    const person = { name: 'Maria', email: 'maria@theirs.example', role: 'member', password };
    const there = await kith.request('POST', '/api/v1/members', person, { as: elsewhere.owner });
    assert.equal(there.status, 201, JSON.stringify(there.body));
    const asked = await kith.request('POST', '/api/v1/members', { ...person, password: 'another long pass phrase' });
    assert.deepEqual([asked.status, asked.body.email, 'link' in asked.body], [202, person.email, false]);
    const members = (await kith.request('GET', '/api/v1/members')).body.data as { email: string }[];
    assert.equal(members.filter((one) => one.email === person.email).length, 0);
    await kith.drain();
    const token = tokenOf(linkIn(sink.mails.findLast((mail) => mail.to.includes(person.email))!));
    const wrong = await open('invitation/accept', { token, password: 'another long pass phrase' });
    assert.notEqual(wrong.status, 200, 'the password that somebody else wrote down is not theirs');
    const joined = await open('invitation/accept', { token, password });
    assert.equal(joined.status, 200, JSON.stringify(joined.body));
    const again = await kith.request('POST', '/api/v1/members', person);
    assert.deepEqual([again.status, again.body.code], [409, 'access.member_already']);
  });

  test('gives no more than the one who sends it has, and nothing that is not there', async () => {
    const admin = await kith.addMember('Only Admin', 'admin');
    assert.equal((await invite('x@firm.example', { role: 'owner' }, admin)).status, 403);
    assert.equal((await invite('x@firm.example', { role: 'c_none' })).status, 422);
    assert.equal((await invite('x@firm.example', { teams: [kith.owner.id] })).status, 422);
    const member = await kith.addMember('Only Member', 'member');
    assert.equal((await invite('x@firm.example', {}, member)).status, 403);
  });

  test('is known to its receiver alone: no row and no page of the outbox holds the link once it was sent', async () => {
    const token = tokenOf((await invite('secret@firm.example')).body.link);
    await kith.drain();
    const outbox = (await kith.request('GET', '/api/v1/mail_outbox')).bytes.toString();
    assert.match(outbox, /a link that only the receiver sees/);
    assert.doesNotMatch(outbox, new RegExp(token));
    const kept = await kith.inWorkspace(({ db }) =>
      db.many(sql`select m::text as text from ${db.table('mail_outbox')} m
        union all select j::text from ${db.table('job')} j union all select i::text from ${db.table('idempotency')} i`),
    );
    assert.doesNotMatch(JSON.stringify(kept), new RegExp(token));
    const control = await inControlTransaction(kith.services.pools, (db) =>
      db.many(sql`select i::text as text from ${db.table('invitation')} i`),
    );
    assert.doesNotMatch(JSON.stringify(control), new RegExp(token));
  });
});
