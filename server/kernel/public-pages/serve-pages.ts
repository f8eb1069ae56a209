import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fail, Failure, type ErrorTable } from '#shared/failure';
import { useRate } from '#kernel/access';
import type { Pools } from '#kernel/database';
import { createLimiter, failureOf, type Limiter } from '#kernel/http';
import type { Log } from '#kernel/telemetry';
import type { PageAnswer, PageCall, PageLanguage, PublicPage } from './define-page.ts';
import { html } from './markup.ts';
import { refusalPage } from './refusals.ts';
import { stylePath, stylesheet } from './style.ts';

export interface PageServices {
  pools: Pools;
  log: Log;
  errors: ErrorTable;
  /** One origin builds every absolute address. */
  publicUrl: string;
  /** Called after something was sent: wakes the worker. */
  committed: () => void;
}

// Somebody who reads and goes back and forth; whoever asks more often is a program.
const looks = { requests: 600, seconds: 60 };
const usualBody = 64 * 1024; // a long letter; files do not come this way
const mostFields = 200;

/** Puts the public pages on the server, in a part of their own: forms are read here alone, no cookie is, and whatever
 * goes wrong is a page. */
export async function servePublicPages(
  app: FastifyInstance,
  pages: readonly PublicPage[],
  services: PageServices,
): Promise<void> {
  const limiter = createLimiter(looks);
  await app.register(async (part) => {
    part.removeAllContentTypeParsers();
    part.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, body),
    );
    part.setErrorHandler((error, request, reply) => refuse(error, { request, reply, services }));
    part.get(stylePath, (_, reply) =>
      reply
        .headers({
          'cache-control': 'public, max-age=31536000, immutable',
          'cross-origin-resource-policy': 'cross-origin',
        })
        .type('text/css; charset=utf-8')
        .send(stylesheet),
    );
    for (const page of pages)
      part.route({
        method: page.method,
        url: page.path,
        bodyLimit: page.bodyLimit ?? usualBody,
        handler: (request, reply) => serveOne(page, { request, reply, services, limiter }),
      });
  });
}

interface Serving {
  request: FastifyRequest;
  reply: FastifyReply;
  services: PageServices;
}

async function serveOne(page: PublicPage, serving: Serving & { limiter: Limiter }): Promise<FastifyReply> {
  const { request, reply, services, limiter } = serving;
  const wait = limiter.take(request.ip);
  if (wait > 0) fail('rate.exceeded', { retryAfter: wait });
  const call = readCall(request);
  const framedBy = (await page.framedBy?.(call)) ?? [];
  try {
    if (page.rate) await takeTurn(page, call, services);
    const answer = await page.serve(call);
    if (page.method === 'POST') services.committed();
    return send(answer, { reply, services, framedBy });
  } catch (error) {
    return refuse(error, { ...serving, framedBy });
  }
}

async function takeTurn(page: PublicPage, call: PageCall, { pools }: PageServices): Promise<void> {
  const wait = await useRate(pools, `page:${page.path}:${call.address}`, page.rate!);
  if (wait > 0) fail('rate.exceeded', { retryAfter: wait });
}

function readCall(request: FastifyRequest): PageCall {
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
  if (form.size > mostFields) fail('input.too_large');
  const [, query = ''] = request.url.split(/\?(.*)/s);
  return {
    params: request.params as Record<string, string>,
    query: new URLSearchParams(query),
    form,
    address: request.ip,
    agent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    language: asked(request),
  };
}

function asked(request: FastifyRequest): PageLanguage {
  return /^\s*el\b/i.test(String(request.headers['accept-language'] ?? '')) ? 'el' : 'en';
}

/** Expected failures by their status; everything else is a bug, kept in the log under the id of the request. */
function refuse(error: unknown, serving: Serving & { framedBy?: readonly string[] }): FastifyReply {
  const { request, reply, services, framedBy = [] } = serving;
  const failure = failureOf(error);
  const status = (failure && services.errors[failure.code]?.status) ?? 500;
  const known = failure ?? new Failure('server.bug');
  if (status >= 500) services.log.error({ err: error, request: request.id }, known.code);
  if (status === 429 || status === 503) void reply.header('retry-after', String(known.details.retryAfter ?? 1));
  return send(refusalPage(status, asked(request)), { reply, services, framedBy });
}

interface Sending {
  reply: FastifyReply;
  services: PageServices;
  framedBy: readonly string[];
}

function send(answer: PageAnswer, { reply, services, framedBy }: Sending): FastifyReply {
  void reply.headers(pageHeaders(answer, services, framedBy));
  if ('to' in answer) return reply.code(303).header('location', answer.to).send();
  return reply
    .code(answer.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(document(answer));
}

/** No script, nothing of strangers, no trace in other sites' logs and in search engines. */
function pageHeaders(
  answer: PageAnswer,
  { publicUrl }: PageServices,
  framedBy: readonly string[],
): Record<string, string> {
  const formsTo = 'formsTo' in answer ? (answer.formsTo ?? []) : [];
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ["form-action 'self'", ...formsTo].join(' '),
    "base-uri 'none'",
    `frame-ancestors ${framedBy.length > 0 ? framedBy.join(' ') : "'none'"}`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

function document({ language, title, body }: Extract<PageAnswer, { title: string }>): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.toString();
}
