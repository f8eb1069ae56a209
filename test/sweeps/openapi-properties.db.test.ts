import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp, type TestMember } from '../harness/app.ts';
import { hostileValues, spoiled, valueOf, type Json, type Making } from '../harness/arbitrary.ts';
import { createRandom, type Random } from '../harness/random.ts';

// PROPERTIES=N asks every call N times as often, PROPERTIES_SEED goes other ways: the long run.
const times = Number(process.env['PROPERTIES'] ?? 1);
const seed = Number(process.env['PROPERTIES_SEED'] ?? 20_261_122);
const askedEach = 12;
const hostileTexts = new URL('../../../shared/data/hostile/strings/', import.meta.url);

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Json;
}

interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body: Json | null;
  upload: boolean;
}

// A stream has no end to wait for; the others take the owner's own key or session away, or hash passwords for seconds.
const left = /^(GET \/api\/v1\/events|POST \/api\/auth\/(sign-out|sign-in|password)|POST \/api\/v1\/members)$/;

/** The calls that exist for every object are asked of some objects, the others each. */
function chosen(operations: Operation[], apis: readonly string[], random: Random): Operation[] {
  const each = (path: string) => apis.find((api) => path === `/api/v1/${api}` || path.startsWith(`/api/v1/${api}/`));
  const others = apis.filter((api) => api !== 'people');
  const some = new Set(['people', random.pick(others), random.pick(others.slice(0, -1))]);
  return operations.filter(({ method, path }) => {
    const api = each(path);
    return (api === undefined || some.has(api)) && !left.test(`${method} ${path}`);
  });
}

function readOperations(document: Json): Operation[] {
  return Object.entries(document['paths'] as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const content = (operation['requestBody'] as { content?: Record<string, { schema: Json }> } | undefined)?.content;
      return {
        method: method.toUpperCase(),
        path,
        parameters: operation['parameters'] as Parameter[],
        body: content?.['application/json']?.schema ?? null,
        upload: content?.['multipart/form-data'] !== undefined,
      };
    }),
  );
}

/** Texts of the hostile data set, where it stands beside the repository. */
function readTexts(): unknown[] {
  if (!existsSync(hostileTexts)) return [];
  const lines = readdirSync(hostileTexts)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(new URL(name, hostileTexts), 'utf8').split('\n'));
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}

interface Asking {
  method: string;
  path: string;
  body?: unknown;
  headers: Record<string, string>;
}

/** One request: as the document wants it, or with something that does not belong. */
function ask({ method, path, parameters, body, upload }: Operation, making: Making): Asking {
  const { random } = making;
  const bad = random.oneIn(2);
  const value = (schema: Json) => {
    const good = valueOf(schema, making);
    return encodeURIComponent(wellFormed(bad && random.oneIn(3) ? spoiled(good, making) : good));
  };
  const inPath = (name: string) => {
    const { schema } = parameters.find((one) => one.in === 'path' && one.name === name)!;
    const good = name === 'id' ? making.known[/^\/api\/v1\/(\w+)/.exec(path)?.[1] ?? ''] : making.known[name];
    // What is removed is gone for all that is asked afterwards.
    const kept = method === 'DELETE' ? undefined : good;
    return (kept && !random.oneIn(8) ? kept : value(schema)).slice(0, 400) || 'x';
  };
  const query = parameters
    .filter((one) => one.in === 'query' && (one.required || random.oneIn(3)))
    .map(
      (one) => `${one.name}=${encodeURIComponent(making.known[one.name] ?? '') || value(one.schema).slice(0, 4_000)}`,
    );
  if (bad && random.oneIn(6)) query.push(random.pick(['unknown=1', 'limit=1&limit=2', 'filter=%7B', '%00=1', 'q[]=1']));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inPath(name));
  const asked = {
    method,
    path: filled + (query.length > 0 ? `?${query.join('&')}` : ''),
    headers: headersOf(random, bad),
  };
  if (upload) return { ...asked, ...form(random) };
  if (method === 'GET' || (body === null && !bad)) return asked;
  const sent = body === null ? random.pick(hostileValues) : valueOf(body, making);
  return { ...asked, ...bodyOf(bad ? spoiled(sent, making) : sent, bad, random) };
}

function wellFormed(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed();
}

function headersOf(random: Random, bad: boolean): Record<string, string> {
  if (!bad) return {};
  const strange = ['"v0"', '"v99999999999"', '*', 'v1', '', 'x'.repeat(3_000), '../..'];
  const names = [
    'if-match',
    'kith-strict',
    'idempotency-key',
    'kith-workspace',
    'kith-view-as',
    'accept',
    'last-event-id',
  ];
  return random.oneIn(3) ? { [random.pick(names)]: random.pick(strange) } : {};
}

function bodyOf(
  sent: unknown,
  bad: boolean,
  random: Random,
): Pick<Asking, 'body'> & { headers?: Record<string, string> } {
  const text = JSON.stringify(sent) ?? '';
  if (!bad || !random.oneIn(4)) return { body: text };
  const other = ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data', 'x', ''];
  const kind = random.below(4);
  if (kind === 0) return { body: text.slice(0, random.below(text.length + 1)) };
  if (kind === 1) return { body: Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xc0, 0x00])]) };
  if (kind === 2) return { body: text, headers: { 'content-type': random.pick(other) } };
  return { body: random.pick(['', 'null', '[', '{"a":1,"a":2}', '1e9999', '"\\ud800"', '{"__proto__":{"a":1}}']) };
}

function form(random: Random): Pick<Asking, 'body' | 'headers'> {
  const type = `multipart/form-data; boundary=${random.oneIn(9) ? 'b'.repeat(300) : 'b'}`;
  const part = (name: string, value: string) => `--b\r\ncontent-disposition: form-data; ${name}\r\n\r\n${value}\r\n`;
  const parts = [
    part('name="file"; filename="a.csv"', 'Name,City\nAnna,Paphos\n'),
    part('name="file"; filename="../\u0000"', '\u0000'),
    part('name="object"', 'people'),
    part('name="own_domains"', '[]'),
    part('', 'x'),
  ];
  const body = parts.filter(() => random.oneIn(2)).join('') + random.pick(['--b--\r\n', '', '--c--']);
  return { body, headers: { 'content-type': random.oneIn(4) ? 'multipart/form-data' : type } };
}

describe('the OpenAPI document', () => {
  let kith: TestApp;
  let document: Json;
  let making: Making;
  let apis: string[];
  let clerk: TestMember;

  before(async () => {
    kith = await testApp();
    const make = async (path: string, body: object) => (await kith.request('POST', `/api/v1/${path}`, body)).body.id;
    const company = await make('companies', { name: 'Aphrodite Shipping' });
    const person = await make('people', { name: 'Maria Kyriakou', emails: ['maria@aphrodite.example'] });
    const deal = await make('deals', { title: 'Audit', person, company });
    const changed = await kith.request('PATCH', `/api/v1/people/${person}`, { city: 'Paphos' });
    const view = await make('views', { object: 'people', name: 'All' });
    const task = await make('tasks', { subject: 'Call', people: [person] });
    const set = changed.headers['kith-change-set']!;
    const texts = [...hostileValues.filter((one) => typeof one === 'string'), ...readTexts()];
    document = (await kith.request('GET', '/api/v1/openapi.json')).body;
    clerk = await kith.addMember('Clerk', 'own_records');
    apis = ((await kith.request('GET', '/api/v1/objects')).body.data as { api: string }[]).map(({ api }) => api);
    making = {
      random: createRandom(seed),
      schemas: (document['components'] as { schemas: Json }).schemas,
      ids: [company, person, deal, set, view, task, kith.owner.id, kith.workspace.id],
      texts,
      known: {
        people: person,
        companies: company,
        deals: deal,
        tasks: task,
        views: view,
        change_sets: set,
        merges: set,
        members: kith.owner.id,
        object: 'people',
        field: 'city',
        key: 'member',
        member: kith.owner.id,
        record_id: person,
        filter: '{"field":"created_at","within":"-90d"}',
        sort: '-created_at',
        fields: 'created_at,updated_at',
        include: 'timeline',
        kinds: 'call,change',
        objects: 'people',
        status: 'rejected',
        format: 'csv',
      },
    };
  });
  after(() => kith.close());

  test('holds for whatever is asked: no mistake of ours, and every answer is as it says', async () => {
    const operations = chosen(readOperations(document), apis, making.random);
    assert.ok(operations.length > 100);
    const counts = new Map<number, number>();
    for (let round = 0; round < askedEach * times; round += 1) {
      for (const operation of operations) {
        const { method, path, body, headers } = ask(operation, making);
        const told = `${method} ${path} ${JSON.stringify(headers)} ${String(body).slice(0, 2_000)}`;
        const as = making.random.oneIn(5) ? clerk : kith.owner;
        const answer = await kith.request(method, path, body, { headers, as }).catch((error: Error) => {
          throw new Error(`seed ${seed}, round ${round}: ${told}\n${error.message}`);
        });
        assert.ok(answer.status < 500, `seed ${seed}, round ${round}: ${told}\n${JSON.stringify(answer.body)}`);
        counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
      }
    }
    const good = [...counts].filter(([status]) => status < 300).reduce((sum, [, n]) => sum + n, 0);
    if (times > 1) process.stdout.write(`${JSON.stringify([...counts])}\n`);
    assert.ok(good > operations.length, `of all requests only ${good} were good: the values have to be better`);
  });
});
