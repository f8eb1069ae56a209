import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../harness/app.ts';
import { hostileLines, withoutHostile } from '../harness/hostile-data.ts';

describe('hostile text where the model and the way out are made of it', { skip: withoutHostile }, () => {
  let kith: TestApp;
  before(async () => {
    kith = await testApp();
  });
  after(() => kith.close());

  const ask = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body, { headers });
    assert.ok(answer.status < 500, `${path} ${JSON.stringify(body)} ${JSON.stringify(answer.body).slice(0, 300)}`);
    return answer;
  };
  const texts = () =>
    ['strings/naughty.jsonl', 'sql/injection.jsonl', 'templates/merge-fields.jsonl'].flatMap((file) =>
      hostileLines<string>(file),
    );

  test('a formula is typed or refused with its place', async () => {
    for (const text of texts().filter((_, index) => index % 10 === 1)) {
      for (const formula of [text, `"${text}"`, `city & "${text}"`, `IF(city = "${text}", 1, 2)`, `{${text}}`]) {
        const { status } = await ask('POST', 'objects/people/fields/check', { formula });
        assert.ok([200, 422].includes(status), `${status} ${JSON.stringify(formula)}`);
      }
    }
  });

  test('the name of an object or a choice is kept as a label, and its key is plain', async () => {
    for (const text of texts().filter((_, index) => index % 60 === 7)) {
      const label = text.slice(0, 60);
      const made = await ask('POST', 'objects', { label, label_plural: `${label}s` });
      if (made.status === 201) assert.match(JSON.stringify(made.body.key), /^"c_[a-z0-9_\p{L}]{1,38}"$/u);
      await ask('POST', 'objects/deals/fields', { label: `Choice of ${label}`, type: 'select', options: [label] });
    }
    assert.equal((await ask('GET', 'objects', undefined)).status, 200);
  });

  test('no webhook is kept whose address leads into the house', async () => {
    for (const url of [
      ...hostileLines<string>('urls/ssrf.jsonl'),
      ...hostileLines<string>('urls/open-redirect.jsonl'),
    ]) {
      const made = await ask('POST', 'webhooks', { label: 'x', url, events: ['people.created'] });
      const inside = /^https?:\/\/(127\.|10\.|0\.|\[::1\]|169\.254|localhost)/.test(url);
      if (inside) assert.equal(made.status, 422, url);
    }
  });

  test('headers change neither who asks nor what is answered', async () => {
    const { id } = (await ask('POST', 'people', { name: 'Anna Georgiou' })).body;
    const plain = await ask('GET', `people/${id}`, undefined);
    for (const { header, value } of hostileLines<{ header: string; value: string }>('http/headers.jsonl')) {
      if (/[\r\n\0]/.test(value)) continue;
      const answer = await ask('GET', `people/${id}`, undefined, { [header.toLowerCase()]: value });
      assert.doesNotMatch(JSON.stringify(answer.headers), /evil\.example/, `${header}: ${value}`);
      if (answer.status === 200) assert.deepEqual(answer.body, plain.body);
    }
  });
});
