import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, Context, Workspace } from '#kernel/workspace';

/** Who may call a route. `public` needs no sign-in; `admin` an administrator of the workspace. */
export type RouteAccess = 'public' | 'member' | 'admin';

export interface RouteCall<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  headers: IncomingHttpHeaders;
  address: string;
  agent: string;
  /** Sets a header of the answer. */
  header(name: string, value: string): void;
  /** Sets the status of the answer, where it is not the route's own. */
  status(code: number): void;
  raw: { request: FastifyRequest; reply: FastifyReply };
}

export interface TransactionOptions {
  timeout?: number;
  /** What is read in it is told by a line of its own, as of an export. */
  unnoted?: boolean;
}

export interface SignedInCall<P, Q, B> extends RouteCall<P, Q, B> {
  workspace: Workspace;
  actor: Actor;
  /** One transaction; a route that streams opens several. */
  transaction<T>(work: (ctx: Context) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** The one transaction of an upload, with its Idempotency-Key: where the key was used before, the first answer comes
   * back and the work is not done again. `sent` stands for the body, which went by as a stream. */
  once<T>(sent: unknown, work: (ctx: Context) => Promise<T>): Promise<T>;
  /** Whether the caller is still signed in with the same rights; false also where that cannot be told. */
  isCurrent(): Promise<boolean>;
  /** Lets requests go first that others wait for: a long answer asks between its pieces of work. */
  makeWay(): Promise<void>;
}

/** What comes back: JSON of a schema, null where nothing does (204), or bytes of some media types. */
export type AnswerShape = z.ZodType | null | { readonly media: readonly string[] };

interface Common<P, Q, B> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parameters as `:name`. */
  path: string;
  /** One sentence for the reference. */
  summary: string;
  tag: string;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  /** `stream` leaves the body to the handler (uploads). */
  body?: z.ZodType<B> | 'stream';
  /** What stands in the document, and what every answer of the test suite is compared with. Objects are closed: a part
   * that is not named here is a lie. Records are `anyRecord` of `#kernel/objects`. */
  answer: AnswerShape;
  /** Of a success; 201 for POST, 204 where nothing comes back, else 200. */
  status?: number;
  /** A question that goes as a body: it writes nothing, so it may be asked as another member. */
  reads?: true;
  /** What comes back under other statuses of a success (202 where a job takes over). */
  also?: Readonly<Record<number, AnswerShape>>;
  /** The answer is shown once and kept nowhere, not even for a repeated Idempotency-Key. */
  secret?: boolean;
  /** Bytes; 1 MB where nothing is said (trust.md §8). */
  bodyLimit?: number;
}

export interface ContextRoute<P, Q, B> extends Common<P, Q, B> {
  access: 'member' | 'admin';
  /** Runs in one transaction with the idempotency key. */
  handle(ctx: Context, call: SignedInCall<P, Q, B>): Promise<unknown>;
}

export interface OpenRoute<P, Q, B> extends Common<P, Q, B> {
  access: RouteAccess;
  /** Runs outside any transaction: streams, uploads, sign-in. */
  serve(call: SignedInCall<P, Q, B>): Promise<unknown>;
}

/** The status of a success where the handler sets no other. */
export function usualStatus({ status, answer, method }: Pick<Route, 'status' | 'answer' | 'method'>): number {
  return status ?? (answer === null ? 204 : method === 'POST' ? 201 : 200);
}

export type Route = ContextRoute<never, never, never> | OpenRoute<never, never, never>;

/** Defines a route that runs as one transaction of the workspace. */
export function defineRoute<P = unknown, Q = unknown, B = unknown>(route: ContextRoute<P, Q, B>): Route {
  return Object.freeze(route) as unknown as Route;
}

/** Defines a route that keeps its own time: it opens transactions itself, or needs none. */
export function defineOpenRoute<P = unknown, Q = unknown, B = unknown>(route: OpenRoute<P, Q, B>): Route {
  return Object.freeze(route) as unknown as Route;
}

/** Says that the handler has answered by itself (streams). */
export const answered = Symbol('answered');
