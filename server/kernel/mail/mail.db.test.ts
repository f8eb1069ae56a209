import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { testApp, type TestApp } from '../../../test/harness/app.ts';
import { smtpSink, type SmtpSink } from '../../../test/harness/smtp-sink.ts';
import { queueMail, type NewMail } from './queue-mail.ts';

const mail: NewMail = {
  to: [{ name: 'Μαρία Κυριάκου', address: 'maria@customer.example' }],
  subject: 'Η προσφορά σας',
  text: 'Καλημέρα\n.\nbye',
};

describe('the outbox', () => {
  let sink: SmtpSink;
  let kith: TestApp;
  let alone: TestApp;

  before(async () => {
    sink = await smtpSink();
    kith = await testApp({ config: { smtpUrl: sink.url, mailFrom: 'Kith <crm@firm.example>' } });
    alone = await testApp({ config: { smtpUrl: null } });
  });
  after(async () => {
    await kith.close();
    await alone.close();
    await sink.close();
  });

  const queue = async (app: TestApp, given = mail) => {
    const id = await app.inWorkspace((ctx) => queueMail(ctx, given));
    await app.drain();
    return id;
  };
  const find = async (app: TestApp, id: string) => {
    const { body } = await app.request('GET', '/api/v1/mail_outbox');
    return body.data.find((one: { id: string }) => one.id === id);
  };

  test('sends what was queued, once, in any script', async () => {
    const id = await queue(kith);
    await kith.drain();
    assert.equal(sink.mails.length, 1);
    const [caught] = sink.mails;
    assert.deepEqual([caught?.from, caught?.to], ['crm@firm.example', ['maria@customer.example']]);
    assert.match(caught?.raw ?? '', /^Subject: =\?UTF-8\?/m);
    assert.match(caught?.raw ?? '', new RegExp(`^Message-ID: <${id}@firm\\.example>`, 'm'));
    const row = await find(kith, id);
    assert.deepEqual([row.state, row.reason, row.to], ['sent', null, 'Μαρία Κυριάκου <maria@customer.example>']);
  });

  test('holds mails with a reason while there is no server, and drops none', async () => {
    const id = await queue(alone);
    const row = await find(alone, id);
    assert.equal(row.state, 'held');
    assert.match(row.reason, /SMTP_URL/);
    assert.equal((await alone.request('POST', `/api/v1/mail_outbox/${id}/send`)).body.state, 'queued');
    await alone.drain();
    assert.equal((await find(alone, id)).state, 'held');
  });

  test('says why a mail was refused, and tries it again when asked', async () => {
    sink.refuse = '550 No such user here';
    const id = await queue(kith);
    const row = await find(kith, id);
    assert.equal(row.state, 'failed');
    assert.match(row.reason, /No such user here/);
    sink.refuse = null;
    await kith.request('POST', `/api/v1/mail_outbox/${id}/send`);
    await kith.drain();
    assert.equal((await find(kith, id)).state, 'sent');
    assert.equal((await kith.request('POST', `/api/v1/mail_outbox/${id}/send`)).status, 409);
  });

  test('waits and tries again where the server says later', async () => {
    sink.refuse = '451 Try later';
    const id = await queue(kith);
    assert.deepEqual([(await find(kith, id)).state, (await find(kith, id)).attempts], ['queued', 1]);
    sink.refuse = null;
    await kith.inWorkspace((ctx) =>
      ctx.db.run(sql`update ${ctx.db.table('job')} set run_at = now() where done_at is null`),
    );
    await kith.drain();
    assert.equal((await find(kith, id)).state, 'sent');
  });

  test('never sends twice what was on its way when the process died', async () => {
    const count = sink.mails.length;
    const id = await kith.inWorkspace(async (ctx) => {
      const made = await queueMail(ctx, mail);
      await ctx.db.run(sql`update ${ctx.db.table('mail_outbox')} set state = 'sending' where id = ${made}`);
      return made;
    });
    await kith.drain();
    assert.equal(sink.mails.length, count);
    assert.equal((await find(kith, id)).state, 'uncertain');
  });

  test('refuses what could become a header of its own', async () => {
    const bad: Partial<NewMail>[] = [
      { subject: 'Hello\r\nBcc: all@firm.example' },
      { subject: 'Hello\u0000' },
      { to: [{ name: 'x\nBcc: y@z.example', address: 'a@b.example' }] },
      { to: [{ address: 'a@b.example\r\nRCPT TO:<c@d.example>' }] },
      { replyTo: 'a@b.example\nX: y' },
      { to: [{ address: 'no address' }] },
      { to: [] },
    ];
    for (const part of bad) {
      await assert.rejects(
        kith.inWorkspace((ctx) => queueMail(ctx, { ...mail, ...part })),
        { name: 'Failure' },
      );
    }
  });

  test('is for administrators', async () => {
    const member = await kith.addMember('Member', 'member');
    assert.equal((await kith.request('GET', '/api/v1/mail_outbox', undefined, { as: member })).status, 403);
  });
});
