import { z } from 'zod';
import { usualStatus, type AnswerShape, type Route } from './define-route.ts';
import { problemSchema } from './problem-schema.ts';

type Json = Record<string, unknown>;

/** An object of the workspace as the document tells of it: its name in paths and the schemas of its records. */
export interface DescribedObject {
  api: string;
  /** Name of the schema of its records. Their fields alone have the same name and `Parts`, what may be written of them
   * has it and `Values`. */
  name: string;
  parts: Json;
  values: Json;
}

interface Described {
  objects: readonly DescribedObject[];
  /** Schemas that the records refer to. */
  schemas: Json;
  version: string;
}

const perObject = /^\/api\/v1\/:object(?=\/|$)/;

/** The OpenAPI 3.1 document of a list of routes: the calls that exist for every object once for each of them. */
export function writeOpenApi(routes: readonly Route[], { objects, schemas, version }: Described): Json {
  const shared: Json = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  const put = (route: Route, path: string, operation: Json) => {
    const key = path.replaceAll(/:(\w+)/g, '{$1}');
    paths[key] = { ...paths[key], [route.method.toLowerCase()]: operation };
  };
  for (const route of routes) {
    if (!perObject.test(route.path)) put(route, route.path, describeRoute(route, { shared, record: 'AnyRecord' }));
    else
      for (const { api, name } of objects) {
        const path = route.path.replace(perObject, `/api/v1/${api}`);
        put(route, path, describeRoute(route, { shared, record: name, object: api }));
      }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Kith', version, description: 'Everything the pages do, for programs.' },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'kith' },
      },
      schemas: { ...shared, ...schemas, ...recordSchemas(objects) },
    },
  };
}

/** Records of each object, and of any. */
function recordSchemas(objects: readonly DescribedObject[]): Json {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const whole = (name: string) => ({ ...ref(`${name}Parts`), unevaluatedProperties: false });
  const own = objects.flatMap(({ name, parts, values }) => [
    [name, whole(name)],
    [`${name}Parts`, parts],
    [`${name}Values`, values],
  ]);
  return {
    ...Object.fromEntries(own),
    AnyRecord: whole('AnyRecord'),
    AnyRecordParts: { anyOf: objects.map(({ name }) => ref(`${name}Parts`)) },
    AnyRecordValues: { type: 'object' },
  };
}

interface Describing {
  /** Schemas that several operations have in common; those met are added. */
  shared: Json;
  /** Name of the schema that records have in this operation. */
  record: string;
  /** The object in whose name a call is described that exists for every one. */
  object?: string;
}

function describeRoute(route: Route, describing: Describing): Json {
  const { object } = describing;
  const usual = { [usualStatus(route)]: route.answer, ...route.also };
  const body = requestBody(route.body, describing);
  return {
    summary: route.summary,
    tags: [object ?? route.tag],
    parameters: [...pathParameters(route, describing), ...queryParameters(route.query, describing)],
    ...(body ? { requestBody: body } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(usual).map(([status, shape]) => [status, answerOf(shape, describing)])),
      default: {
        description: 'A problem.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    ...(route.access === 'public' ? { security: [] } : {}),
  };
}

function answerOf(shape: AnswerShape, describing: Describing): Json {
  if (shape === null) return { description: 'Done; nothing comes back.' };
  if ('media' in shape)
    return { description: 'Done.', content: Object.fromEntries(shape.media.map((type) => [type, {}])) };
  return { description: 'Done.', content: { 'application/json': { schema: schemaOf(shape, 'output', describing) } } };
}

function requestBody(body: unknown, describing: Describing): Json | null {
  if (!body) return null;
  if (body === 'stream') return { content: { 'multipart/form-data': { schema: { type: 'object' } } } };
  const required = !(body as z.ZodType).safeParse(undefined).success;
  return { required, content: { 'application/json': { schema: schemaOf(body, 'input', describing) } } };
}

function pathParameters({ path, params }: Route, { object, ...describing }: Describing): Json[] {
  const known = params ? (schemaOf(params, 'input', describing) as { properties?: Json }).properties : {};
  return [...path.matchAll(/:(\w+)/g)]
    .map((match) => match[1]!)
    .filter((name) => name !== 'object' || object === undefined)
    .map((name) => ({ name, in: 'path', required: true, schema: known?.[name] ?? { type: 'string' } }));
}

function queryParameters(query: unknown, describing: Describing): Json[] {
  if (!query) return [];
  const schema = schemaOf(query, 'input', describing) as { properties?: Json; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, one]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: one,
  }));
}

interface Written {
  schema: string;
  shared: [name: string, schema: string][];
}

// Schemas are code: each is turned once, whatever the workspace.
const written = { input: new WeakMap<object, Written>(), output: new WeakMap<object, Written>() };

/** A schema of the code as JSON; what has an id of its own goes to the shared ones. */
function schemaOf(schema: unknown, io: 'input' | 'output', { shared, record }: Describing): Json {
  const known = written[io].get(schema as object) ?? write(schema as z.ZodType, io);
  written[io].set(schema as object, known);
  for (const [name, text] of known.shared) shared[name] ??= JSON.parse(text);
  return JSON.parse(known.schema.replaceAll(ownRecords, `#/components/schemas/${record}$1"`)) as Json;
}

const ownRecords = /#\/components\/schemas\/Record(Values|Parts)?"/g;
const ofRecords = /^(Any)?Record(Values)?$/;

/** What stands beside the fields of a record: together they are all there is. */
function besideRecord(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('x-beside-record' in value)) return value;
  const { 'x-beside-record': __, additionalProperties: ___, ...beside } = value as Json;
  return { allOf: [{ $ref: '#/$defs/RecordParts' }], ...beside, unevaluatedProperties: false };
}

/** Zod writes the name inside as well. */
function withoutName(schema: Json): Json {
  const { id: _, ...rest } = schema;
  return rest;
}

function write(schema: z.ZodType, io: 'input' | 'output'): Written {
  const whole = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: 'any' }) as unknown as {
    properties: { it: Json };
    $defs?: Record<string, Json>;
  };
  const text = (one: Json) => JSON.stringify(one, besideRecord).replaceAll('"#/$defs/', '"#/components/schemas/');
  return {
    schema: text(whole.properties.it),
    shared: Object.entries(whole.$defs ?? {})
      .filter(([name]) => !ofRecords.test(name))
      .map(([name, one]) => [name, text(withoutName(one))]),
  };
}
