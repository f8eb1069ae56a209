import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { fail, type ErrorTable } from '#shared/failure';
import type { Log } from '#kernel/telemetry';
import { sendProblem } from './problem.ts';

export interface ServerOptions {
  log: Log;
  errors: ErrorTable;
  trustProxy: boolean;
  /** Largest file of an upload, in bytes. */
  uploadLimit: number;
}

/** An HTTP server without routes: parsing, limits, security headers and errors as every answer has them. */
export async function createServer({ log, errors, trustProxy, uploadLimit }: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    trustProxy,
    genReqId: () => randomUUID(),
    requestTimeout: 120_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    maxParamLength: 500,
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    routerOptions: { maxParamLength: 500 },
  } as never);
  await app.register(cookie);
  await app.register(compress, { threshold: 2_048, encodings: ['br', 'gzip'] });
  await app.register(multipart, { limits: { fileSize: uploadLimit, files: 50, fields: 50, fieldSize: 1024 * 1024 } });
  app.setErrorHandler((error, request, reply) => sendProblem(error, { request, reply, table: errors, log }));
  app.setNotFoundHandler(() => fail('route.not_found'));
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    });
  });
  return app;
}
