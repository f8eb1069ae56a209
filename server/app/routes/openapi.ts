import { defineOpenRoute, describeRoute, writeOpenApi, type Route } from '#kernel/http';
import { catalogOf, describeObject } from '#kernel/objects';
import type { Services } from '../services.ts';

type Json = Record<string, unknown>;

/** The reference of the interface, with the workspace's own objects. */
export function openApiRoutes(services: Services, routes: Route[]): Route[] {
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/openapi.json',
      summary: 'This document (OpenAPI 3.1).',
      tag: 'Reference',
      access: 'member',
      serve: (call) =>
        call.transaction(async (ctx) => {
          const objects = [...catalogOf(ctx).byApi.values()].map((object) => describeObject(ctx, object));
          const perObject = routes.filter((route) => route.path.startsWith('/api/v1/:object'));
          const paths = Object.assign({}, ...objects.map((object) => pathsOf(object.api, perObject))) as Json;
          const schemas = Object.fromEntries(objects.map((object) => [schemaName(object.key), schemaOf(object)]));
          return writeOpenApi(routes, { paths, schemas, version: services.version });
        }),
    }),
  ];
}

function schemaName(key: string): string {
  return key.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function pathsOf(api: string, routes: Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(':object', api).replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: describeRoute({ ...route, path: route.path.replace(':object', api), tag: api }),
    };
  }
  return paths;
}

const shapes: Record<string, Json> = {
  number: { type: 'number' },
  percent: { type: 'number' },
  rating: { type: 'integer' },
  duration: { type: 'integer', description: 'Seconds.' },
  autonumber: { type: 'integer' },
  checkbox: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  money: {
    type: 'object',
    required: ['amount', 'currency'],
    properties: { amount: { type: 'string' }, currency: { type: 'string' } },
  },
  multi_select: { type: 'array', items: { type: 'string' } },
  emails: {
    type: 'array',
    items: { type: 'object', properties: { value: { type: 'string' }, label: {}, primary: { type: 'boolean' } } },
  },
  phones: {
    type: 'array',
    items: {
      type: 'object',
      properties: { value: { type: 'string' }, label: {}, primary: { type: 'boolean' }, extension: {}, raw: {} },
    },
  },
  urls: { type: 'array', items: { type: 'object' } },
  domains: { type: 'array', items: { type: 'object' } },
  address: { type: 'object' },
  person_name: { type: 'object', properties: { first: {}, last: {}, full: { type: 'string' } } },
  member: { type: 'object', properties: { id: { type: 'string' }, name: {} } },
  labelled_dates: { type: 'array', items: { type: 'object' } },
};

function schemaOf(object: ReturnType<typeof describeObject>): Json {
  const relation = { type: 'object', properties: { id: { type: 'string' }, object: { type: 'string' }, name: {} } };
  const shape = (field: (typeof object.fields)[number]): Json => {
    const one = field.type === 'relation' ? relation : (shapes[field.type] ?? { type: 'string' });
    const known = field.type === 'relation' && field.many ? { type: 'array', items: relation } : one;
    const readOnly = field.read_only ? { readOnly: true } : {};
    return { anyOf: [known, { type: 'null' }], title: field.label.en, ...readOnly };
  };
  return {
    type: 'object',
    required: ['id', 'object', 'version'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      object: { const: object.api },
      version: { type: 'integer' },
      ...Object.fromEntries(object.fields.map((field) => [field.key, shape(field)])),
    },
  };
}
