import { defineOpenRoute, writeOpenApi, z, type Route } from '#kernel/http';
import { describeRecords, valueSchemas } from '#kernel/objects';
import type { Actor, Workspace } from '#kernel/workspace';
import type { Services } from '../services.ts';

/** The reference of the interface, with the workspace's own objects. */
export function openApiRoutes(services: Services, routes: Route[]): Route[] {
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/openapi.json',
      summary: 'This document (OpenAPI 3.1).',
      tag: 'Reference',
      access: 'member',
      answer: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }),
      serve: async (call) => writeDocument(routes, call, services.version),
    }),
  ];
}

/** The document as somebody of a workspace gets it: without what is hidden from them. */
function writeDocument(
  routes: readonly Route[],
  reading: { workspace: Workspace; actor: Actor },
  version: string,
): Record<string, unknown> {
  return writeOpenApi(routes, { objects: describeRecords(reading), schemas: { ...valueSchemas }, version });
}
