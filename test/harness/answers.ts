import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { writeOpenApi, type DescribedObject, type Route, type RouteServices } from '#kernel/http';
import { catalogOf, describeRecords, valueSchemas, type Catalog } from '#kernel/objects';

type Json = Record<string, unknown>;
type Serving = NonNullable<RouteServices['serving']>;
type Who = Parameters<Serving>[2];
type Responses = Record<string, { content?: Record<string, { schema?: Json }> }>;
interface Document {
  paths: Record<string, Record<string, { responses: Responses }>>;
  components: { schemas: Json };
}
interface Served {
  route: Route;
  who: Who;
  /** The object in the path of a call that exists for every one. */
  object: string | null;
}

/** Compares every answer of an application with what its document says of the call. */
export interface WatchedAnswers {
  /** Given to the application, which tells whom it serves. */
  serving: Serving;
  /** Looks at the answers of an application. */
  follow(app: FastifyInstance): void;
  /** Fails where an answer was not as documented, telling what to do. */
  requireTrue(): void;
}

const mostTold = 5; // lies of one test: the first ones tell what is wrong

/** Watches answers: statuses, media types, and JSON against its schema. Schemas are compiled once. */
export function watchAnswers(): WatchedAnswers {
  const served = new WeakMap<FastifyRequest, Served>();
  const lies: string[] = [];
  return {
    serving: (request, route, who) => {
      const each = /^\/api\/v1\/:object(\/|$)/.test(route.path);
      served.set(request, { route, who, object: each ? (request.params as { object: string }).object : null });
    },
    follow: (app) => {
      app.addHook('onSend', async (request, reply, payload) => {
        const type = String(reply.getHeader('content-type') ?? '').split(';', 1)[0]!;
        const found = served.get(request);
        const look = (sent: unknown) => {
          const answer = { status: reply.statusCode, type, payload: sent };
          // What is no call of the interface is a page, also where it refuses.
          if (type === 'text/html' && !request.url.startsWith('/api/')) return;
          const lie = reply.statusCode >= 400 ? checkProblem(answer) : found && checkSuccess(found, answer);
          if (lie && lies.length < mostTold) lies.push(`${request.method} ${request.url.slice(0, 200)}: ${lie}`);
        };
        if (payload instanceof Readable && type === 'application/json') return Readable.from(lookedAt(payload, look));
        look(payload);
        return payload;
      });
    },
    requireTrue: () => {
      if (lies.length > 0) throw new Error(`Answers that the document tells otherwise:\n${lies.splice(0).join('\n')}`);
    },
  };
}

/** The same text, looked at when all of it has gone by. */
async function* lookedAt(payload: Readable, look: (sent: string) => void): AsyncGenerator<string> {
  let text = '';
  for await (const chunk of payload) {
    text += String(chunk);
    yield String(chunk);
  }
  look(text);
}

interface Sent {
  status: number;
  type: string;
  payload: unknown;
}

function checkProblem({ type, payload }: Sent): string | null {
  if (type !== 'application/problem+json') return `a refusal is application/problem+json, not ${type}`;
  return modelOf(null).compare({ $ref: '#/components/schemas/Problem' }, payload);
}

function checkSuccess({ route, who, object }: Served, { status, type, payload }: Sent): string | null {
  const model = modelOf(who);
  const responses = model.responses(route, object);
  const known = responses[status];
  if (!known)
    return (
      `${route.method} ${route.path} answered ${status} and is documented with ${Object.keys(responses).join(', ')}: ` +
      'name the status in `also` of the route, with what comes back'
    );
  const types = Object.keys(known.content ?? {});
  if (types.length === 0) return payload ? 'something came back; its `answer` is null' : null;
  if (!types.includes(type) && !types.includes('*/*')) return `${type} came back, documented is ${types.join(', ')}`;
  const schema = known.content?.['application/json']?.schema;
  return schema && type === 'application/json' ? model.compare(schema, payload) : null;
}

interface Model {
  responses(route: Route, object: string | null): Responses;
  /** What is wrong with a body, or null. */
  compare(schema: Json, payload: unknown): string | null;
}

const byCatalog = new WeakMap<Catalog, Model>();
const byText = new Map<string, Model>();

/** What the document says to somebody. Workspaces of the same model have the same one. */
function modelOf(who: Who): Model {
  const catalog = who && catalogOf(who);
  const known = catalog && byCatalog.get(catalog);
  if (known) return known;
  const objects = who ? describeRecords(who) : [];
  const text = JSON.stringify(objects);
  const model = byText.get(text) ?? makeModel(objects);
  byText.set(text, model);
  if (catalog) byCatalog.set(catalog, model);
  return model;
}

const formats = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
};

// One for all models: what two of them have in common, which is nearly everything, is compiled once.
const ajv = new Ajv2020({ strict: false, validateSchema: false, formats, inlineRefs: false });
const added = new Set<string>();
const validators = new Map<string, ValidateFunction>();
const reference = /"#\/components\/schemas\/([^"]+)"/g;

function makeModel(objects: readonly DescribedObject[]): Model {
  const places = new Map<string, string>();
  const answers = new Map<string, Responses>();
  // Each shared schema stands by itself, so that one is compiled when it is first met.
  const apart = (schema: unknown) =>
    JSON.stringify(schema).replaceAll(reference, (_, name: string) => `"${places.get(name)}"`);
  const learn = (schemas: Json) => {
    const fresh = Object.keys(schemas).filter((name) => !places.has(name));
    for (const name of fresh) places.set(name, `kith:/${name}/${contentOf(schemas, name)}`);
    for (const name of fresh) {
      const place = places.get(name)!;
      if (!added.has(place)) ajv.addSchema(JSON.parse(apart(schemas[name])) as Json, place);
      added.add(place);
    }
  };
  const learnObjects = lazily(() =>
    learn((writeOpenApi([], { objects, schemas: {}, version: '' }) as unknown as Document).components.schemas),
  );
  return {
    responses: (route, object) => {
      const key = `${route.method} ${route.path} ${object}`;
      const known = answers.get(key);
      if (known) return known;
      const document = writeOpenApi([route], {
        objects,
        schemas: { ...valueSchemas },
        version: '',
      }) as unknown as Document;
      learn(document.components.schemas);
      const path = (object ? route.path.replace(':object', object) : route.path).replaceAll(/:(\w+)/g, '{$1}');
      const found = document.paths[path]?.[route.method.toLowerCase()]?.responses ?? {};
      answers.set(key, found);
      return found;
    },
    compare: (schema, payload) => {
      learnObjects();
      const text = apart(schema);
      const validate = validators.get(text) ?? ajv.compile(JSON.parse(text) as Json);
      validators.set(text, validate);
      if (validate(JSON.parse(String(payload)))) return null;
      const told = (validate.errors ?? []).slice(0, 3).map(({ instancePath, message, params }) => {
        return `${instancePath || '/'} ${message} ${JSON.stringify(params)}`;
      });
      return `${told.join('; ')}; mend the \`answer\` of the route, or what it answers`;
    },
  };
}

/** A digest of a schema and of all that it points at. */
function contentOf(schemas: Json, name: string): string {
  const met = new Map<string, string>();
  const visit = (one: string) => {
    if (met.has(one)) return;
    const text = JSON.stringify(schemas[one] ?? null);
    met.set(one, text);
    for (const [, other] of text.matchAll(reference)) visit(other!);
  };
  visit(name);
  return hash('sha1', JSON.stringify([...met]));
}

function lazily(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
