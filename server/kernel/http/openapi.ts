import { z } from 'zod';
import type { Route } from './define-route.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of a list of routes; `components` adds the schemas of a workspace's own objects, `paths`
 * the calls that exist once for each object. */
export function writeOpenApi(routes: readonly Route[], own: { paths: Json; schemas: Json; version: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (/^\/api\/v1\/:object(\/|$)/.test(route.path)) continue;
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Kith', version: own.version, description: 'Everything the pages do, for programs.' },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    paths: { ...paths, ...own.paths },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'kith' },
      },
      schemas: { Problem: problemSchema, ...own.schemas },
    },
  };
}

/** One operation of the document. */
export function describeRoute(
  route: Pick<Route, 'method' | 'path' | 'summary' | 'tag' | 'status' | 'access'> & Partial<Route>,
): Json {
  const status = String(route.status ?? (route.method === 'POST' ? 201 : 200));
  const parameters = [
    ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...queryParameters(route.query),
  ];
  const body =
    route.body && route.body !== 'stream'
      ? { content: { 'application/json': { schema: schemaOf(route.body) } } }
      : null;
  const upload =
    route.body === 'stream' ? { content: { 'multipart/form-data': { schema: { type: 'object' } } } } : null;
  return {
    summary: route.summary,
    tags: [route.tag],
    parameters,
    ...(body || upload ? { requestBody: body ?? upload } : {}),
    responses: {
      [status]: {
        description: 'Done.',
        content: { 'application/json': { schema: route.answer ? schemaOf(route.answer) : {} } },
      },
      default: {
        description: 'A problem.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    ...(route.access === 'public' ? { security: [] } : {}),
  };
}

function queryParameters(query: unknown): Json[] {
  if (!query) return [];
  const schema = schemaOf(query) as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, one]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: one,
  }));
}

function schemaOf(schema: unknown): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string' },
    help: { type: 'string' },
    merged_into: {
      type: 'string',
      format: 'uuid',
      description: 'With the code record.merged: the record that this one became part of.',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};
