import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../harness/app.ts';
import { hostileLines, withoutHostile } from '../harness/hostile-data.ts';

type Json = Record<string, unknown>;
describe('hostile input', { skip: withoutHostile }, () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const sane = (answer: { status: number; body: unknown }, told: string) =>
    assert.ok(answer.status < 500, `${told} ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);

  test('a body that is no JSON is refused with a problem, one that is goes through', async () => {
    for (const { name, expect, base64 } of hostileLines<{ name: string; expect: string; base64: string }>(
      'json/parsing.jsonl',
    )) {
      const answer = await kith.app.inject({
        method: 'POST',
        url: '/api/v1/people',
        headers: { authorization: `Bearer ${kith.owner.key}`, 'content-type': 'application/json' },
        payload: Buffer.from(base64, 'base64'),
      });
      assert.ok(answer.statusCode < 500, `${name} ${answer.statusCode} ${answer.body}`);
      if (expect === 'reject') assert.ok([400, 422].includes(answer.statusCode), `${name} ${answer.body}`);
      if (expect === 'accept')
        assert.notEqual(JSON.parse(answer.body || '{}').code, 'input.not_json', `${name} ${answer.body}`);
      if (answer.statusCode >= 400) assert.match(String(answer.headers['content-type']), /problem\+json/, name);
    }
  });

  test('nothing that a caller adds to a body gives more rights or writes what is not theirs', async () => {
    const reader = await kith.addMember('Reader', 'own_records');
    for (const more of hostileLines<Json>('json/mass-assignment.jsonl')) {
      const told = JSON.stringify(more);
      const made = await kith.request('POST', '/api/v1/people', { name: 'Mass', ...more }, { as: reader });
      sane(made, told);
      if (made.status === 201) assert.equal(made.body.version, 1, told);
      const text = `{"name":"Mass",${told.slice(1)}`;
      sane(await kith.request('POST', '/api/v1/people', told === '{}' ? '{}' : text, { as: reader }), told);
      const me = await kith.request('PATCH', '/api/v1/me', { name: 'Reader', ...more }, { as: reader });
      assert.ok(me.status < 500, told);
      sane(await kith.request('POST', '/api/v1/members', { name: 'x', ...more }, { as: reader }), told);
    }
    const after_ = await kith.request('GET', '/api/v1/me', undefined, { as: reader });
    assert.equal(after_.body.member.role, 'own_records');
    assert.equal(({} as Json)['polluted'] ?? ({} as Json)['isAdmin'], undefined);
    const own = await kith.request('GET', '/api/v1/people', undefined, { as: reader });
    for (const person of own.body.data) assert.ok(!('workspace_id' in person) && !('is_admin' in person));
  });

  const strings = () => [
    ...hostileLines<string>('strings/naughty.jsonl'),
    ...hostileLines<string>('sql/injection.jsonl'),
  ];

  test('what is stored comes back as it was sent, zero bytes and halves of signs aside', async () => {
    const kept = (text: string) => text.replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n').trimEnd();
    for (const text of strings()) {
      const values = { title: text, notes: text, lost_reason: text };
      const made = await kith.request('POST', '/api/v1/deals', { ...values, title: `t ${text}` });
      assert.equal(made.status, 201, `${JSON.stringify(text)} ${JSON.stringify(made.body)}`);
      const { body } = await kith.request('GET', `/api/v1/deals/${made.body.id}`);
      assert.equal(body.notes ?? '', kept(text), JSON.stringify(text));
      const line = kept(text)
        .replaceAll(/\s*[\r\n]+\s*/g, ' ')
        .trim();
      assert.equal(body.lost_reason ?? '', line);
      const found = await kith.request('POST', '/api/v1/deals/query', {
        filter: {
          all: [
            { field: 'id', is: body.id },
            { field: 'lost_reason', is: line },
          ],
        },
      });
      if (line !== '') assert.equal(found.body.data?.length, 1, `is ${JSON.stringify(line)}`);
    }
  });

  test('no text in any place makes a mistake of ours', async () => {
    const open = { name: 'Someone' };
    const person = (await kith.request('POST', '/api/v1/people', open)).body.id;
    for (const text of strings().filter((_, index) => index % 10 === 1)) {
      const at = encodeURIComponent(text.toWellFormed());
      const told = JSON.stringify(text);
      const filters: Json[] = [
        ...['is', 'contains', 'starts_with'].map((op) => ({ field: 'name', [op]: text })),
        ...['is', 'contains', 'starts_with'].map((op) => ({ field: 'emails', [op]: text })),
        { field: 'phones', is: text },
        { field: 'city', in: [text] },
        { field: text, is: 1 },
        { field: 'birthday', is: text },
        { field: 'created_at', after: text },
        { field: 'owner', is: text },
        { field: 'id', is: text },
        { [text]: 'x' },
        { some_of: text },
      ];
      for (const filter of filters)
        sane(await kith.request('POST', '/api/v1/people/query', { filter }), JSON.stringify(filter));
      sane(
        await kith.request('POST', '/api/v1/people', { name: text, [text]: text, emails: [text], phones: text }),
        told,
      );
      for (const path of [
        `people?q=${at}`,
        `search?q=${at}`,
        `search?q=x&objects=${at}`,
        `people?sort=${at}`,
        `people?fields=${at}`,
        `people?cursor=${at}`,
        `people?filter=${at}`,
        `people?limit=${at}`,
        `people/${person}/timeline?kinds=${at}&cursor=${at}`,
        `people/${person}?include=${at}`,
        `people/${person}?as_of=${at}`,
        `people/by/emails/${at}`,
        `views?object=${at}`,
        `${at}`,
        `${at}/${at}`,
        `change_sets?cursor=${at}`,
      ])
        sane(await kith.request('GET', `/api/v1/${path}`), path);
      sane(await kith.request('PUT', `/api/v1/people/by/emails/${at}`, open), told);
      sane(
        await kith.request('POST', '/api/v1/people/query', { sort: [text.slice(0, 80)], group_by: text.slice(0, 80) }),
        told,
      );
      sane(
        await kith.request('POST', '/api/v1/views', { object: 'people', name: text.slice(0, 80), sort: ['name'] }),
        told,
      );
      const headers = { 'idempotency-key': at.slice(0, 190), 'if-match': at, 'kith-workspace': at };
      sane(await kith.request('PATCH', `/api/v1/people/${person}`, { title: 'x' }, { headers }), told);
    }
  });

  test('labels of custom fields become plain names, whatever they hold', async () => {
    for (const text of strings().filter((_, index) => index % 12 === 0)) {
      const label = text.slice(0, 80);
      const made = await kith.request('POST', '/api/v1/objects/deals/fields', { label, type: 'text' });
      sane(made, JSON.stringify(label));
      if (made.status === 201) assert.match(made.body.key, /^c_[a-z0-9_\p{L}]{1,38}$/u, JSON.stringify(label));
    }
    assert.equal((await kith.request('GET', '/api/v1/deals')).status, 200);
  });
});

describe('the way over HTTP', () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const problem = async (expected: number, sent: string, body?: string, headers = {}) => {
    const [method, path] = sent.split(' ') as [string, string];
    const answer = await kith.request(method, path, body, { headers });
    assert.equal(answer.status, expected, JSON.stringify(answer.body));
    assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/);
    assert.equal(answer.body.status, expected);
    return answer.body;
  };

  test('what is wrong is a problem with a code and an instance', async () => {
    await problem(404, 'GET /api/v1/nothing/at/all/here');
    await problem(404, 'GET /api/v1/ghosts');
    await problem(415, 'POST /api/v1/people', 'a,b', { 'content-type': 'text/csv' });
    await problem(415, 'POST /api/v1/people', '{"name":"x"}', { 'content-type': 'text/plain' });
    await problem(400, 'POST /api/v1/people', '{"name":');
    const unread = await kith.app.inject({ method: 'GET', url: '/api/v1/people/%zz' });
    assert.equal(unread.statusCode, 404);
    assert.match(String(unread.headers['content-type']), /^application\/problem\+json/);
    assert.equal(unread.headers['x-content-type-options'], 'nosniff');
    await problem(413, 'POST /api/v1/people', JSON.stringify({ name: 'x'.repeat(1_100_000) }));
    await problem(413, 'POST /api/v1/people/batch', `{"operations":"${'x'.repeat(8_500_000)}"}`);
    const nested = '['.repeat(40) + ']'.repeat(40);
    assert.equal((await problem(400, 'POST /api/v1/people', `{"name":${nested}}`)).code, 'input.too_deep');
    const wrong = await problem(422, 'POST /api/v1/people', '{"name":7,"emails":["x"],"nothing":1}');
    assert.ok(wrong.errors.length >= 2, 'everything that is wrong is told at once');
    assert.match(wrong.instance, /^urn:request:[0-9a-f-]{36}$/);
  });

  test('what has no meaning is refused with its pointer, never ignored', async () => {
    const pointers = (answer: { errors: { pointer: string }[] }) => answer.errors.map((one) => one.pointer);
    assert.deepEqual(pointers(await problem(422, 'GET /api/v1/people?fliter={}&limt=1')), ['/fliter', '/limt']);
    assert.deepEqual(pointers(await problem(422, 'GET /api/v1/people/export?format=csv&limit=3')), ['/limit']);
    assert.deepEqual(pointers(await problem(422, 'POST /api/v1/people/query', '{"fliter":{}}')), ['/fliter']);
    for (const field of ['city', 'emails', 'phones', 'name', 'notes']) {
      const filter = JSON.stringify({ filter: { all: [{ field, contains: 'a\0b' }] } });
      assert.deepEqual(pointers(await problem(422, 'POST /api/v1/people/query', filter)), ['/all/0/contains']);
    }
    const twice = ['Same', 'Same'].map((name) => ({ op: 'create', values: { name } }));
    const tags = await kith.request('POST', '/api/v1/tags/batch', { operations: twice, atomic: false });
    assert.equal(tags.body.results[1].errors[0].pointer, '/operations/1/values/name');
  });

  test('two notations of one address or word are one record, also at the same time', async () => {
    for (const [path, values] of [
      [(n: number) => `people/by/emails/${n % 2 ? 'Race@X.Example' : 'race@x.example'}`, { name: 'Race' }],
      [(n: number) => `people/by/phones/${encodeURIComponent(n % 2 ? '+357 99 765432' : '99765432')}`, { name: 'R' }],
      [(n: number) => `tags/by/name/${n % 2 ? 'RACE' : 'race'}`, {}],
    ] as const) {
      const put = (_: unknown, n: number) => kith.request('PUT', `/api/v1/${path(n)}`, values);
      const answers = await Promise.all(Array.from({ length: 12 }, put));
      assert.equal(new Set(answers.map((one) => one.body.id)).size, 1, JSON.stringify(answers.map((one) => one.body)));
      assert.equal(answers.filter((one) => one.status === 201).length, 1);
    }
  });

  test('a batch of up to a thousand is taken, more is refused', async () => {
    const rows = (n: number) =>
      JSON.stringify({ operations: Array.from({ length: n }, () => ({ op: 'create', values: { name: 'Row' } })) });
    assert.equal((await kith.request('POST', '/api/v1/people/batch', rows(1_000))).status, 200);
    await problem(422, 'POST /api/v1/people/batch', rows(1_001));
    await problem(422, 'POST /api/v1/people/batch', rows(0));
  });

  test('answers of a signed-in caller are not kept by anybody on the way', async () => {
    const answer = await kith.request('GET', '/api/v1/people');
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  });
});
