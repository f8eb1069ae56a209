import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastify, { type FastifyHttpOptions, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { Failure, fail, type ErrorTable } from '#shared/failure';
import type { Log } from '#kernel/telemetry';
import { sendProblem } from './problem.ts';

export interface ServerOptions {
  log: Log;
  errors: ErrorTable;
  /** As Fastify's own setting. */
  trustProxy: boolean | number | string;
  /** Largest file of an upload, in bytes. */
  uploadLimit: number;
}

/** An HTTP server without routes: parsing, limits, security headers and errors as every answer has them. */
export async function createServer({ log, errors, trustProxy, uploadLimit }: ServerOptions): Promise<FastifyInstance> {
  const options: FastifyHttpOptions<Server> = {
    logger: false,
    // A number of hops is accepted too; its types do not say so.
    trustProxy: trustProxy as boolean,
    genReqId: () => randomUUID(),
    requestTimeout: 120_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    routerOptions: { maxParamLength: 500 },
    // An address that cannot be read reaches no route and no hook.
    frameworkErrors: (_, request, reply) => {
      void reply.headers(safeHeaders(request));
      void sendProblem(new Failure('route.not_found'), { request, reply, table: errors, log });
    },
  };
  const app = fastify(options);
  const parseJson = app.getDefaultJsonParser('remove', 'remove');
  // Plain text is no JSON, and the one kind that another site's page may send without asking first.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // A POST without a body is a fine request, also from clients that always name a content type.
    if (body === '') done(null, undefined);
    else void parseJson(request, body as string, done);
  });
  await app.register(cookie);
  await app.register(compress, { threshold: 2_048, encodings: ['br', 'gzip'] });
  await app.register(multipart, { limits: { fileSize: uploadLimit, files: 50, fields: 50, fieldSize: 1024 * 1024 } });
  app.setErrorHandler((error, request, reply) => sendProblem(error, { request, reply, table: errors, log }));
  app.setNotFoundHandler(() => fail('route.not_found'));
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(safeHeaders(request));
  });
  return app;
}

/** What every answer tells browsers. */
function safeHeaders(request: FastifyRequest): Record<string, string> {
  return {
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  };
}
