import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

type Json = Record<string, unknown>;

describe('a web form', () => {
  let kith: TestApp;
  let now = new Date('2026-11-20T08:00:00Z');
  let url = '';
  let form: Json = {};
  const consent_text = 'You may send me the newsletter.';
  before(async () => {
    kith = await testApp({ clock: () => now });
    url = `/f/${kith.workspace.slug}/contact`;
    const made = await kith.request('POST', '/api/v1/web_forms', {
      name: 'Contact',
      address: 'Contact',
      heading: 'Write to <us>',
      asks: 'name*\nemail*\nphone\nmessage',
      consent_text,
      consents: ['email:newsletter'],
      origins: 'https://firm.example\nhttps://www.firm.example/',
      owner: kith.owner.id,
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    form = made.body;
  });
  after(() => kith.close());

  const look = (path = url) =>
    kith.app.inject({ method: 'GET', url: path, headers: { referer: 'https://firm.example/x' } });
  const tokenOf = (page: string) => /name="token" value="([^"]+)"/.exec(page)![1]!;
  const carriedOf = (page: string) =>
    Object.fromEntries(
      [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, key, value]) => [key!, value!]),
    );
  const send = (fields: Record<string, string>, from = '198.51.100.7') =>
    kith.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
      remoteAddress: from,
    });
  const wait = (seconds: number) => void (now = new Date(now.getTime() + seconds * 1_000));
  const enquiries = async (): Promise<Json[]> =>
    (await kith.request('GET', '/api/v1/enquiries?sort=-created_at&limit=100')).body.data as Json[];

  test('stands in frames of the sites it names alone, with no script in it', async () => {
    const page = await look();
    assert.equal(page.statusCode, 200);
    const policy = String(page.headers['content-security-policy']);
    assert.match(policy, /default-src 'none'.*frame-ancestors https:\/\/firm\.example https:\/\/www\.firm\.example$/);
    assert.match(page.body, /<h1>Write to &lt;us&gt;<\/h1>/);
    assert.doesNotMatch(page.body, /<script/);
    assert.equal((await look(`/f/${kith.workspace.slug}/nothing`)).statusCode, 404);
    assert.equal((await look('/f/nobody/contact')).statusCode, 404);
  });

  test('makes an enquiry with its person, consent, campaign and page, and thanks', async () => {
    const page = await look(`${url}?utm_source=letter&utm_campaign=autumn`);
    wait(20);
    const sent = {
      ...carriedOf(page.body),
      name: 'Maria Ioannou',
      email: 'maria@sea.example',
      agree: 'yes',
      message: 'A boat?',
    };
    const thanks = await send(sent);
    assert.equal(thanks.statusCode, 200);
    assert.match(thanks.body, /<h1>Thank you<\/h1>/);
    const [enquiry] = await enquiries();
    const told = ['subject', 'status', 'enquiry_source', 'utm_source', 'utm_campaign', 'page', 'matched_by'];
    assert.deepEqual(
      told.map((key) => enquiry![key]),
      ['A boat?', 'assigned', 'form', 'letter', 'autumn', 'https://firm.example/x', 'new'],
    );
    const person = (enquiry!['person'] as Json)['id'] as string;
    const consents = (await kith.request('GET', `/api/v1/people/${person}/consents`)).body.data as Json[];
    assert.equal(consents.length, 1);
    assert.deepEqual(
      ['channel', 'purpose', 'answer', 'obtained_by', 'form', 'ip_address'].map((key) => consents[0]![key]),
      ['email', 'newsletter', 'yes', 'form', 'https://firm.example/x', '198.51.100.7'],
    );
    const wording = (consents[0]!['wording'] as Json)['id'] as string;
    assert.equal((await kith.request('GET', `/api/v1/consent_wordings/${wording}`)).body.text, consent_text);
    // The same page sent again, and the same words from a fresh page, are the same enquiry.
    assert.equal((await send({ ...sent, message: 'Other words' })).statusCode, 200);
    const fresh = tokenOf((await look()).body);
    wait(20);
    assert.equal((await send({ ...sent, token: fresh })).statusCode, 200);
    assert.equal((await enquiries()).length, 1);
    assert.equal((await kith.request('GET', `/api/v1/web_forms/${String(form['id'])}`)).body.enquiries, 1);
  });

  test('tells what is missing or wrong, and keeps what was written as text', async () => {
    const token = tokenOf((await look()).body);
    const hostile = '"><script>alert(1)</script>';
    const page = await send({ token, name: hostile, email: 'nobody', phone: '99', message: '</textarea><b>' });
    assert.equal(page.statusCode, 422);
    assert.match(page.body, /This is no e-mail address\./);
    assert.doesNotMatch(page.body, /<script>|<b>/);
    assert.match(page.body, /&quot;&gt;&lt;script&gt;/);
    wait(20);
    const mended = await send({ token, name: hostile, email: 'x@hostile.example', message: 'a\u0000b\ud800' });
    assert.equal(mended.statusCode, 200);
    assert.deepEqual(
      [(await enquiries())[0]!['sender_name'], (await enquiries())[0]!['message']],
      [hostile, 'ab\ufffd'],
    );
  });

  test('sets aside what a program sent, says the same to it, and loses nothing', async () => {
    const people = async () => (await kith.request('GET', '/api/v1/people?total=true&limit=1')).body.total.count;
    const known = await people();
    const human = { name: 'Eva', email: 'eva@slow.example', message: 'Hello' };
    const quick = tokenOf((await look()).body);
    assert.match((await send({ ...human, token: quick })).body, /Thank you/);
    const trapped = tokenOf((await look()).body);
    wait(20);
    await send({ ...human, message: 'Buy', website: 'https://spam.example', token: trapped });
    await send({ ...human, message: 'No token' });
    await send({ ...human, message: 'Forged', token: `${trapped.slice(0, -3)}AAA` });
    const aside = (await enquiries()).filter(({ status }) => status === 'suspected');
    assert.equal(aside.length, 4);
    assert.equal(await people(), known);
    const real = aside.find(({ message }) => message === 'Hello')!;
    const letIn = await kith.request('PATCH', `/api/v1/enquiries/${String(real['id'])}`, { status: 'new' });
    assert.equal((letIn.body.person as Json)['name'], 'Eva');
  });

  test('is thirty times an hour for one address, and not there when it is switched off', async () => {
    const answers = [];
    for (let at = 0; at < 31; at += 1) answers.push((await send({ name: 'x' }, '203.0.113.5')).statusCode);
    assert.deepEqual([answers[29], answers[30]], [422, 429]);
    await kith.request('PATCH', `/api/v1/web_forms/${String(form['id'])}`, { active: false });
    assert.equal((await look()).statusCode, 404);
    assert.equal((await send({ name: 'x' }, '203.0.113.6')).statusCode, 404);
  });

  test('is refused where it asks for nobody, or names no site', async () => {
    const wrong = {
      name: 'X',
      heading: 'X',
      address: '!!',
      asks: 'message',
      origins: 'firm.example',
      consents: [],
    };
    const refused = await kith.request('POST', '/api/v1/web_forms', { ...wrong, consent_text: 'Yes' });
    assert.equal(refused.status, 422);
    const pointers = (refused.body.errors as Json[]).map(({ pointer }) => pointer).sort();
    assert.deepEqual(pointers, ['/address', '/asks', '/consent_text', '/origins']);
  });
});
