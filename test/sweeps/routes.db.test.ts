import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Route } from '#kernel/http';
import { testApp, type Answer, type TestApp, type TestMember } from '../harness/app.ts';

type Json = Record<string, unknown>;

/** A problem of RFC 9457, with nothing of our insides in it. */
function assertProblem(answer: Answer, told: string): void {
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/, told);
  for (const key of ['type', 'title', 'status', 'detail', 'instance', 'code'])
    assert.ok(key in answer.body, `${told} ${key}`);
  assert.equal(answer.body.status, answer.status, told);
  assert.doesNotMatch(answer.bytes.toString(), /select |insert into|"ws_|node_modules|\.ts:\d/i, told);
}

describe('every route', () => {
  let kith: TestApp;
  let routes: Route[];
  let neighbour: { owner: TestMember; ids: Map<string, string> };

  before(async () => {
    kith = await testApp({ config: { trustProxy: true } });
    routes = kith.routes();
    const { owner } = await kith.addWorkspace('Neighbour');
    const ids = new Map<string, string>([['members', owner.id]]);
    const as = { as: owner };
    const make = async (name: string, path: string, body: object) =>
      ids.set(name, (await kith.request('POST', `/api/v1/${path}`, body, as)).body.id);
    await make('people', 'people', { name: 'Their Person' });
    await make('views', 'views', { object: 'people', name: 'Their View' });
    await make('api_keys', 'api_keys', { name: 'their key', role: 'member' });
    const made = await kith.request('PATCH', `/api/v1/people/${ids.get('people')}`, { city: 'x' }, as);
    ids.set('change_sets', made.headers['kith-change-set']!);
    neighbour = { owner, ids };
  });
  after(() => kith.close());

  const fill = (route: Route, id: string) =>
    route.path
      .replace(':object', 'people')
      .replace(':field', 'emails')
      .replace(':value', 'x@y.example')
      .replaceAll(/:\w+/g, id);
  const call = (route: Route, path: string, as: TestMember | null) =>
    kith.request(route.method, path, ['POST', 'PUT', 'PATCH'].includes(route.method) ? {} : undefined, { as });
  const streams = (route: Route) => route.path === '/api/v1/events';
  const guarded = () => routes.filter((route) => route.access !== 'public');

  test('asks who is there before anything else', async () => {
    assert.ok(guarded().length > 40);
    for (const [at, route] of guarded().entries()) {
      const path = fill(route, kith.workspace.id);
      const answer = await call(route, path, null);
      assert.equal(answer.status, 401, `${route.method} ${route.path}`);
      assertProblem(answer, `${route.method} ${route.path}`);
      // An address that sends too many wrong keys is not listened to; there are more routes than that.
      const headers = { 'x-forwarded-for': `192.0.2.${at}`, authorization: 'Bearer kith_forged' };
      const body = ['POST', 'PUT', 'PATCH'].includes(route.method) ? {} : undefined;
      const forged = await kith.request(route.method, path, body, { as: null, headers });
      assert.equal(forged.status, 401, route.path);
    }
  });

  test('knows no id of another workspace', async () => {
    const needed: Record<string, object> = {
      '/merge': { with: [kith.owner.id] },
      '/consents': { channel: 'email', purpose: 'offers', answer: 'yes' },
      '/lines': { lines: [] },
      '/apply': { invoices: [{ invoice: kith.owner.id }] },
      '/erase': { mode: 'erase', preview: true },
      '/privacy': { private: true },
      '/tables': { file: 'x.csv', sheet: null, object: 'task' },
      '/corrections': { rows: [{ file: 'x.csv', sheet: null, row: 1, cells: { 0: 'x' } }] },
    };
    for (const route of guarded().filter((one) => /:id/.test(one.path))) {
      const kind = /v1\/(\w+)\/:id/.exec(route.path)?.[1] ?? 'people';
      const id = neighbour.ids.get(kind === 'merges' ? 'change_sets' : kind) ?? neighbour.ids.get('people')!;
      const path = fill(route, id);
      const body = needed[/\/\w+$/.exec(route.path)?.[0] ?? ''] ?? {};
      const answer = await kith.request(route.method, path, route.method === 'GET' ? undefined : body);
      if (/^\/api\/auth\/(sessions|passkeys)/.test(route.path)) continue;
      if (route.path.endsWith('/jobs/:id/cancel')) assert.notEqual(answer.body.cancelled, true);
      else assert.equal(answer.status, 404, `${route.method} ${path} ${JSON.stringify(answer.body)}`);
    }
    const theirs = await kith.request('GET', `/api/v1/people/${neighbour.ids.get('people')}`, undefined, {
      as: neighbour.owner,
    });
    assert.equal(theirs.body.name.full, 'Their Person');
    assert.equal(theirs.body.city, 'x');
  });

  test('answers a bad id with a problem, never with a mistake of its own', async () => {
    const ids = [
      'x',
      '1',
      '-'.repeat(36),
      `${kith.workspace.id}x`,
      '%00',
      '%F0%9F%98%80',
      "1'--",
      '..%2f..',
      'undefined',
    ];
    for (const route of routes.filter((one) => one.path.includes(':') && !streams(one))) {
      for (const id of ids) {
        const answer = await call(route, fill(route, id), kith.owner);
        const told = `${route.method} ${fill(route, id)} ${JSON.stringify(answer.body)}`;
        assert.ok(answer.status < 500, told);
        if (answer.status >= 400) assertProblem(answer, told);
      }
    }
  });

  test('takes no strange body for its own', async () => {
    const bodies: unknown[] = [[], 'text', 7, null, { __proto__: { a: 1 }, unknown_part: true }, { operations: {} }];
    for (const route of routes.filter((one) => ['POST', 'PUT', 'PATCH'].includes(one.method))) {
      for (const body of bodies) {
        const text = JSON.stringify(body);
        const answer = await kith.request(route.method, fill(route, kith.workspace.id), text);
        assert.ok(answer.status < 500, `${route.method} ${route.path} ${text} ${JSON.stringify(answer.body)}`);
      }
    }
  });

  test('refuses a form that is broken off, or without its boundary', async () => {
    const begun = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName,City\r\n';
    for (const path of ['/api/v1/imports', '/api/v1/files']) {
      for (const type of ['multipart/form-data; boundary=b', 'multipart/form-data']) {
        const answer = await kith.request('POST', path, begun, { headers: { 'content-type': type } });
        assert.deepEqual([answer.status, answer.body.code], [400, 'input.broken_form'], `${path} ${type}`);
      }
    }
  });

  test('stands in the OpenAPI document, and the document is whole', async () => {
    const document = (await kith.request('GET', '/api/v1/openapi.json')).body as Json;
    assert.match(document['openapi'] as string, /^3\.1\.\d+$/);
    const paths = document['paths'] as Record<string, Record<string, Json>>;
    const objects = (await kith.request('GET', '/api/v1/objects')).body.data as { api: string }[];
    for (const route of routes) {
      const apis = route.path.startsWith('/api/v1/:object') ? objects.map((object) => object.api) : [''];
      for (const api of apis) {
        const path = route.path.replace('/api/v1/:object', `/api/v1/${api}`).replaceAll(/:(\w+)/g, '{$1}');
        assert.ok(paths[path]?.[route.method.toLowerCase()], `${route.method} ${path} is documented`);
      }
    }
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations))
        checkOperation(`${method} ${path}`, path, operation);
    }
    for (const ref of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = ref[1]!.split('/').reduce<unknown>((part, key) => (part as Json)?.[key], document);
      assert.ok(target, `${ref[1]} exists`);
    }
  });

  test('the document tells of groups that were cut and of what a merged record became part of', async () => {
    const document = (await kith.request('GET', '/api/v1/openapi.json')).body;
    const answers = document.paths['/api/v1/people/query'].post.responses['200'].content['application/json'].schema;
    const groups = answers.anyOf.find((one: { properties: Json }) => 'groups' in one.properties);
    assert.deepEqual([groups.properties.more.type, groups.required], ['boolean', ['groups', 'more']]);
    assert.equal(document.components.schemas.Problem.properties.merged_into.format, 'uuid');
  });

  test('a custom field and its object stand in the document as well', async () => {
    await kith.request('POST', '/api/v1/objects/people/fields', { label: 'Shoe size', type: 'number' });
    const document = (await kith.request('GET', '/api/v1/openapi.json')).body;
    assert.ok(document.components.schemas.PersonParts.properties.c_shoe_size);
  });
});

function checkOperation(told: string, path: string, operation: Json): void {
  assert.ok(operation['summary'], `${told} has a summary`);
  const responses = operation['responses'] as Record<string, Json>;
  assert.ok(Object.keys(responses).some((status) => /^2\d\d$/.test(status)) && responses['default'], told);
  for (const [status, { content }] of Object.entries(responses) as [string, { content?: Record<string, Json> }][]) {
    const json = content?.['application/json'];
    if (json) assert.ok(Object.keys(json['schema'] as Json).length > 0, `${told} ${status} says what comes back`);
  }
  const parameters = operation['parameters'] as { name: string; in: string; required?: boolean; schema?: Json }[];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const told_ = parameters.filter((one) => one.in === 'path').map((one) => one.name);
  assert.deepEqual(told_.sort(), inPath.sort(), `${told} names its parameters`);
  for (const parameter of parameters) {
    assert.ok(parameter.schema, `${told} ${parameter.name} has a schema`);
    if (parameter.in === 'path') assert.equal(parameter.required, true);
  }
  assert.equal(new Set(parameters.map((one) => one.in + one.name)).size, parameters.length, `${told} repeats nothing`);
}
