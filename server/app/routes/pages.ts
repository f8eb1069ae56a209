import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { fail } from '#shared/failure';
import type { Services } from '../services.ts';

/** Serves the built pages: hashed files for ever, the one page of the app for every other address. */
export async function servePages(app: FastifyInstance, { config }: Services): Promise<void> {
  const { webDir } = config;
  if (webDir === null || !existsSync(join(webDir, 'index.html'))) return;
  const page = readFileSync(join(webDir, 'index.html'), 'utf8');
  await app.register(fastifyStatic, { root: webDir, serve: false });
  app.get('/assets/*', (request, reply) => {
    void reply.header('cache-control', 'public, max-age=31536000, immutable');
    return reply.sendFile(decodeURIComponent(request.url.split('?')[0]!.slice(1)));
  });
  for (const file of readdirSync(webDir, { withFileTypes: true })) {
    if (file.isFile() && file.name !== 'index.html') app.get(`/${file.name}`, (_, reply) => reply.sendFile(file.name));
  }
  app.get('/*', (request, reply) => {
    const path = request.url.split('?')[0]!;
    if (path.startsWith('/api/') || /\.[a-z0-9]{1,5}$/i.test(path)) fail('route.not_found');
    const nonce = randomBytes(16).toString('base64url');
    void reply.headers({
      'content-security-policy': policy(nonce),
      'cache-control': 'no-store',
      ...transport(config.publicUrl),
    });
    return reply.type('text/html; charset=utf-8').send(page.replaceAll('__NONCE__', nonce));
  });
}

/** No inline script, no eval, no stranger's resource (trust.md §8); Mantine's styles carry the nonce of the page. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

function transport(publicUrl: string): Record<string, string> {
  return publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {};
}
