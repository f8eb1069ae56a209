import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, Failure } from '#shared/failure';
import { mayAdminister } from '#kernel/access';
import { writeReads } from '#kernel/audit';
import {
  withContext,
  type Actor,
  type Context,
  type ContextSource,
  type Directory,
  type Workspace,
} from '#kernel/workspace';
import { authenticate, header, isSignedInElsewhere, refuseFor, sameRights, viewAs, type Who } from './authenticate.ts';
import { auditLook, auditRefusal } from './audit-requests.ts';
import { answered, usualStatus, type Route, type SignedInCall } from './define-route.ts';
import { dropKey, keepAnswer, takeKey, type KeptAnswer } from './idempotency.ts';
import type { KeyGuesses } from './key-guesses.ts';
import type { Limiter } from './limiter.ts';
import { createTurns, type Turn } from './turns.ts';

export interface RouteServices {
  source: ContextSource;
  directory: Directory;
  limiter: Limiter;
  guesses: KeyGuesses;
  /** Called after a write was committed: wakes the worker. */
  committed: (workspaceId: string) => void;
  cookieName: string;
  publicOrigin: string | null;
  /** Told before a route runs who asked for what: tests compare the answers with the document. */
  serving?: ((request: FastifyRequest, route: Route, who: Who | null) => void) | undefined;
}

const usualBody = 1024 * 1024;
const deepest = 32;

type Call = SignedInCall<unknown, unknown, unknown>;

/** Puts routes on the server: session or key, limit, input, permission, transaction, answer. */
export function serveRoutes(app: FastifyInstance, routes: readonly Route[], services: RouteServices): void {
  const turns = createTurns();
  for (const given of routes) {
    const route = strictly(given);
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.bodyLimit ?? usualBody,
      handler: (request, reply) => serveOne(route, { request, reply, services, turn: turns.begin() }),
    });
  }
}

/** The route, refusing what stands in the query and has no meaning there: a misspelt filter must not be no filter. */
function strictly(route: Route): Route {
  const { query } = route as { query?: unknown };
  return query instanceof z.ZodObject ? ({ ...route, query: query.strict() } as unknown as Route) : route;
}

interface Serving {
  request: FastifyRequest;
  reply: FastifyReply;
  services: RouteServices;
  turn: Turn;
}

/** Answers one request; what somebody was refused for want of rights stands in the audit. */
async function serveOne(route: Route, serving: Serving): Promise<unknown> {
  const asking: { who?: Who } = {};
  try {
    return await answerOne(route, serving, asking);
  } catch (error) {
    if (asking.who) await auditRefusal(route, { ...serving, who: asking.who }, error);
    throw error;
  } finally {
    serving.turn.end();
  }
}

async function answerOne(route: Route, serving: Serving, asking: { who?: Who }): Promise<unknown> {
  const { request, reply, services } = serving;
  const signedIn = await authenticate(serving);
  if (signedIn) asking.who = signedIn;
  const who = signedIn && (await viewAs(signedIn, serving, { told: route.path, reads: route.reads }));
  if (signedIn && who && who !== signedIn) await auditLook(serving, { by: signedIn, as: who });
  refuseFor(services.limiter.take(who?.actor.key ?? request.ip));
  if (route.access !== 'public') {
    if (!who) fail((await isSignedInElsewhere(serving)) ? 'access.no_membership' : 'access.not_signed_in');
    if (route.access === 'admin' && !mayAdminister(who)) fail('access.not_allowed');
    void reply.header('cache-control', 'no-store');
  }
  services.serving?.(request, route, who);
  const call = readCall(route, serving, who);
  const status = usualStatus(route);
  const answer =
    'serve' in route
      ? await serveOpen(route, { call, serving, status })
      : await inTransaction(route, { call, serving, status }).catch((error: unknown) =>
          byNewModel(route, { serving, who, status }, error),
        );
  if (route.method !== 'GET' && who) services.committed(who.workspace.id);
  if (answer === answered || reply.sent) return reply;
  if (!reply.statusCode || reply.statusCode === 200) void reply.code(answer === undefined ? 204 : status);
  return answer === undefined
    ? reply.send()
    : reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
}

interface Answering {
  call: Call;
  serving: Serving;
  status: number;
}

/** The effect, its history and its idempotency key in one transaction. */
async function inTransaction(
  route: Extract<Route, { handle: unknown }>,
  { call, serving, status }: Answering,
): Promise<unknown> {
  const key = readKey(route, serving);
  return call.transaction(async (ctx) => {
    if (key === null) return route.handle(ctx, call as never);
    const kept = await takeKey(ctx, asked(route, serving, key));
    if (kept) return replay(serving, kept);
    const answer = await route.handle(ctx, call as never);
    await keepAnswer(ctx, key, { status: statusOf(serving, status), answer, headers: keptHeaders(serving) });
    return answer;
  });
}

/** Once more where the model that the request began with became too old to write by; nothing was kept before. */
async function byNewModel(
  route: Extract<Route, { handle: unknown }>,
  { serving, who, status }: { serving: Serving; who: Who | null; status: number },
  error: unknown,
): Promise<unknown> {
  const isOld = error instanceof Failure && error.code === 'database.model_changed';
  const workspace = isOld && who ? await serving.services.directory.find(who.workspace.id) : null;
  if (!who || !workspace) throw error;
  return inTransaction(route, { call: readCall(route, serving, { ...who, workspace }), serving, status });
}

/** The same for a route whose body goes by as a stream: what was sent is known only when it has arrived. */
async function onceOnly<T>(
  route: Route,
  { call, serving, sent }: { call: Call; serving: Serving; sent: unknown },
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const key = readKey(route, serving);
  return call.transaction(async (ctx) => {
    if (key === null) return work(ctx);
    const kept = await takeKey(ctx, { ...asked(route, serving, key), body: sent });
    if (kept) return replay(serving, kept) as T;
    const answer = await work(ctx);
    const status = statusOf(serving, route.status ?? 201);
    await keepAnswer(ctx, key, { status, answer, headers: keptHeaders(serving) });
    return answer;
  });
}

/** A route that keeps its own transactions takes the key before and keeps the answer after: the effect happens once,
 * and where the process died in between a repeat is told so instead of being repeated. */
async function serveOpen(
  route: Extract<Route, { serve: unknown }>,
  { call, serving, status }: Answering,
): Promise<unknown> {
  const key = route.access === 'public' || route.body === 'stream' ? null : readKey(route, serving);
  if (key === null) return route.serve(call as never);
  const kept = await call.transaction((ctx) => takeKey(ctx, asked(route, serving, key)));
  if (kept) return replay(serving, kept);
  let answer: unknown;
  try {
    answer = await route.serve(call as never);
  } catch (error) {
    // Where nobody can tell whether it was done, the key stays taken.
    const unknown = error instanceof Failure && error.code === 'database.outcome_unknown';
    if (!unknown) await call.transaction((ctx) => dropKey(ctx, key));
    throw error;
  }
  const done = { status: statusOf(serving, status), answer, headers: keptHeaders(serving) };
  if (!route.secret) await call.transaction((ctx) => keepAnswer(ctx, key, done));
  return answer;
}

function readKey(route: Route, { request }: Serving): string | null {
  const key = route.method === 'POST' ? header(request, 'idempotency-key') : null;
  if (key !== null && (key.trim() === '' || key.length > 200 || key.includes('\0')))
    fail('input.invalid', { detail: 'An Idempotency-Key has 1 to 200 characters.' });
  return key;
}

function asked(route: Route, { request }: Serving, key: string) {
  return { key, route: `${route.method} ${request.url}`, body: request.body };
}

function replay({ reply }: Serving, kept: KeptAnswer): unknown {
  void reply.code(kept.status).headers({ ...kept.headers, 'idempotent-replayed': 'true' });
  return kept.status === 204 ? undefined : kept.answer;
}

function statusOf({ reply }: Serving, usual: number): number {
  return reply.statusCode === 200 ? usual : reply.statusCode;
}

function keptHeaders({ reply }: Serving): Record<string, string> {
  const kept = ['etag', 'kith-change-set'].flatMap((name) => {
    const value = reply.getHeader(name);
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return Object.fromEntries(kept) as Record<string, string>;
}

function readCall(route: Route, serving: Serving, who: Who | null): Call {
  const { request, reply, services } = serving;
  if (route.body !== 'stream') requireShallow(request.body, 0);
  const parse = <T>(schema: unknown, value: unknown) =>
    schema ? (schema as { parse(v: unknown): T }).parse(value) : (value as T);
  const call: Call = {
    params: readParams(route, request),
    query: parse(route.query, request.query),
    body: route.body === 'stream' ? undefined : parse(route.body, request.body),
    headers: request.headers,
    address: request.ip,
    agent: header(request, 'user-agent') ?? '',
    header: (name, value) => void reply.header(name, value),
    status: (code) => void reply.code(code),
    raw: { request, reply },
    workspace: who?.workspace as Workspace,
    actor: who?.actor as Actor,
    transaction: async (work, { unnoted = false, ...options } = {}) => {
      if (!who) return fail('access.not_signed_in');
      let told: (() => void) | undefined;
      const answer = await withContext(services.source, { ...who, ...options }, async (ctx) => {
        const done = await work(ctx);
        if (!unnoted) told = await writeReads(ctx);
        return done;
      });
      told?.();
      return answer;
    },
    isCurrent: async () => {
      const signedIn = await authenticate(serving).catch(() => null);
      const now = signedIn && (await viewAs(signedIn, serving, { reads: route.reads }).catch(() => null));
      return now !== null && who !== null && sameRights(now, who);
    },
    once: (sent, work) => onceOnly(route, { call, serving, sent }, work),
    makeWay: () => serving.turn.makeWay(),
  };
  return call;
}

/** The parts of the path; where one is no id or name at all, there is nothing at the address. */
function readParams({ params }: Route, request: FastifyRequest): unknown {
  const read = (params as z.ZodType | undefined)?.safeParse(request.params);
  return read ? (read.success ? read.data : fail('route.not_found')) : request.params;
}

/** Bodies nested without end cost stack and time in every later step. */
function requireShallow(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= deepest) fail('input.too_deep');
  for (const part of Object.values(value)) requireShallow(part, depth + 1);
}
