import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { testApp, type Answer, type TestApp } from '../harness/app.ts';
import { hostileLines, withoutHostile } from '../harness/hostile-data.ts';

// The text of a header is one line; both forms of the name are quoted or coded, and neither has a path.
const attachment = /^attachment; filename="[^"\\/%\r\n]*"; filename\*=UTF-8''(?:[\w.~!#$&+^`|-]|%[0-9A-F]{2})*$/;

describe('T04: hostile names of files', { skip: withoutHostile }, () => {
  let kith: TestApp;
  let person: string;
  let names: string[];
  before(async () => {
    kith = await testApp();
    person = (await kith.request('POST', '/api/v1/people', { name: 'Maria Kyriakou' })).body.id;
    const strings = hostileLines<string>('strings/naughty.jsonl').filter((_, index) => index % 8 === 3);
    names = [...hostileLines<string>('paths/file-names.jsonl'), ...strings];
  });
  after(() => kith.close());

  const file = (name: string, text: string) => ['file', new Blob([text]), name] as const;
  const ok = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer.body).slice(0, 300)}`);
    return answer;
  };
  /** Everything below the data folder, by its way there. */
  const kept = () => readdirSync(kith.services.dataDir, { recursive: true }) as string[];

  test('make no path of files on a record; a download has the name in one safe line', async () => {
    const made: string[] = [];
    for (const [index, name] of names.entries()) {
      const form = new FormData();
      form.append(...file(name, `text ${index}`));
      form.append('object', 'people');
      form.append('record_id', person);
      const { id, name: shown } = (await ok('POST', 'files', form)).body;
      assert.ok(
        shown.length > 0 && !/[/\\\r\n\0]/.test(shown),
        `${JSON.stringify(name)} became ${JSON.stringify(shown)}`,
      );
      made.push(id);
    }
    for (const [index, id] of made.entries()) {
      if (index % 2 === 1) continue;
      const read = await ok('GET', `files/${id}/content`);
      assert.equal(read.bytes.toString(), `text ${index}`);
      assert.match(read.headers['content-disposition']!, attachment, JSON.stringify(names[index]));
    }
    for (const path of kept()) assert.match(path, /^files(\/arriving|\/[0-9a-f]{2}(\/[0-9a-f]{64})?)?$/);
  });

  test('make no path of files that are brought in; they are shown without a path and read', async () => {
    for (let at = 0; at < names.length; at += 50) {
      const form = new FormData();
      const some = names.slice(at, at + 50);
      for (const [index, name] of some.entries()) {
        form.append(...file(name, `First name,Last name,E-mail\nGiven${at + index},Family,p${at + index}@x.example\n`));
      }
      const { id } = (await ok('POST', 'imports', form)).body;
      const folder = join('imports', id);
      const stored = kept().filter((path) => path.startsWith(`${folder}/`));
      assert.deepEqual(new Set(stored), new Set(some.map((_, index) => `${folder}/${index}`)));
      await kith.drain();
      const { state, files } = (await ok('GET', `imports/${id}`)).body;
      assert.equal(state, 'ready');
      assert.equal(files.length, some.length);
      for (const { name } of files) assert.ok(name.length > 0 && !/[/\\\r\n\0]/.test(name), JSON.stringify(name));
    }
    for (const path of kept()) assert.match(path, /^(files|imports)(\/|$)/);
  });
});
