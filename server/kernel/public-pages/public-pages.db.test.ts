import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { fail } from '#shared/failure';
import { newId, sql } from '#kernel/database';
import { defineModule } from '#kernel/module';
import {
  definePage,
  findPublicLink,
  html,
  makePublicLink,
  withdrawPublicLinks,
  type PublicPage,
} from '#kernel/public-pages';
import { system } from '#kernel/workspace';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

const words = definePage({
  method: 'POST',
  path: '/try/:name',
  rate: { uses: 3, seconds: 60 },
  framedBy: async () => ['https://firm.example'],
  serve: async ({ params, form }) => {
    if (params['name'] === 'refused') fail('input.invalid');
    if (params['name'] === 'bug') throw new Error('the inner workings');
    if (params['name'] === 'elsewhere') return { to: 'https://firm.example/thanks' };
    return { language: 'el', title: form.get('word') ?? '', body: html`<p>${form.get('word')}</p>` };
  },
});
const plain = definePage({
  method: 'GET',
  path: '/try/:name',
  serve: async ({ params }) => {
    if (params['name'] !== 'there') fail('route.not_found');
    return { language: 'en', title: 'There', body: html`<h1>There</h1>` };
  },
});

describe('pages for people without an account', () => {
  let firm: TestApp;
  let app: FastifyInstance;
  before(async () => {
    firm = await testApp();
    const pages = (): PublicPage[] => [words, plain];
    app = await firm.reopen({ modules: [defineModule({ key: 'tried', needs: [], pages })] });
  });
  after(async () => {
    await app.close();
    await firm.close();
  });

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
  const post = (url: string, payload: string, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      remoteAddress: headers['from'] ?? '192.0.2.1',
    });

  test('a page runs no script, sets no cookie, tells no other site and no search engine', async () => {
    const page = await get('/try/there');
    assert.equal(page.statusCode, 200);
    assert.equal(
      page.headers['content-security-policy'],
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
        "frame-ancestors 'none'",
    );
    assert.equal(page.headers['referrer-policy'], 'no-referrer');
    assert.equal(page.headers['x-robots-tag'], 'noindex, nofollow');
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.equal(page.headers['set-cookie'], undefined);
    const [, style] = /<link rel="stylesheet" href="([^"]+)"/.exec(page.body)!;
    const sheet = await get(style!);
    assert.match(String(sheet.headers['content-type']), /^text\/css/);
    assert.match(sheet.body, /prefers-color-scheme:dark/);
  });

  test('what a form sends is shown as text, in the language of the page', async () => {
    const page = await post('/try/echo', new URLSearchParams({ word: '<img src=x onerror=alert(1)>Ω' }).toString());
    assert.match(page.body, /<html lang="el">/);
    assert.match(page.body, /<p>&lt;img src=x onerror=alert\(1\)&gt;Ω<\/p>/);
    assert.match(String(page.headers['content-security-policy']), /frame-ancestors https:\/\/firm\.example$/);
    const away = await post('/try/elsewhere', '');
    assert.deepEqual([away.statusCode, away.headers['location']], [303, 'https://firm.example/thanks']);
  });

  test('whatever goes wrong is a page in the language of the reader, without a word of the inside', async () => {
    const greek = await get('/try/nothing', { 'accept-language': 'el-GR,en;q=0.5' });
    assert.equal(greek.statusCode, 404);
    assert.match(greek.body, /Η σελίδα δεν υπάρχει/);
    const answers = [
      [await post('/try/refused', '', { from: '192.0.2.2' }), 422],
      [await post('/try/bug', '', { from: '192.0.2.2' }), 500],
      [await post('/try/echo', 'x'.repeat(70_000), { from: '192.0.2.2' }), 413],
      [await post('/try/echo', '&a=1'.repeat(201), { from: '192.0.2.2' }), 413],
      [await post('/try/echo', '{}', { 'content-type': 'application/json' }), 415],
    ] as const;
    for (const [page, status] of answers) {
      assert.equal(page.statusCode, status);
      assert.match(String(page.headers['content-type']), /^text\/html/);
      assert.doesNotMatch(page.body, /inner workings|\.ts|input\./);
    }
  });

  test('one address may send so often, and no other is held back by it', async () => {
    const from = { from: '192.0.2.9' };
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await post('/try/echo', 'word=a', from)).statusCode);
    assert.deepEqual(statuses, [200, 200, 200, 429]);
    assert.equal((await post('/try/echo', 'word=a', { from: '192.0.2.10' })).statusCode, 200);
  });

  test('the rest of the program reads no form', async () => {
    const answer = await post('/api/v1/people', 'name=Anna', { authorization: `Bearer ${firm.owner.key}` });
    assert.equal(answer.statusCode, 415);
  });

  test('a link leads to its record until it expires or is withdrawn, and only for its purpose', async () => {
    const record = newId();
    const purpose = 'quote';
    const day = 86_400_000;
    const make = (millis: number) =>
      firm.inWorkspace((ctx) =>
        makePublicLink(ctx, { purpose, record, expiresAt: new Date(ctx.now.getTime() + millis) }),
      );
    const [good, old] = [await make(day), await make(-1)];
    const find = (token: string, wanted = purpose) =>
      findPublicLink(firm.services, { token, purpose: wanted, actor: system });
    assert.equal((await find(good.token))?.link.record_id, record);
    assert.equal((await find(good.token))?.workspace.id, firm.workspace.id);
    const other = `${good.token.slice(0, -1)}${good.token.endsWith('A') ? 'E' : 'A'}`;
    for (const token of [other, old.token, '', 'x'.repeat(64), good.token.slice(1)])
      assert.equal(await find(token), null);
    assert.equal(await find(good.token, 'invoice'), null);
    const kept = await firm.inWorkspace((ctx) =>
      ctx.db.many<Record<string, unknown>>(sql`select * from ${ctx.db.table('public_link')}`),
    );
    assert.equal(kept.length, 2);
    assert.ok(!JSON.stringify(kept).includes(good.token.slice(22)), 'only a hash is kept');
    assert.equal(await firm.inWorkspace((ctx) => withdrawPublicLinks(ctx, { purpose, record })), 2);
    assert.equal(await find(good.token), null);
  });
});
