import type { Calls } from './generated/calls.ts';
import { Problem, type ProblemBody } from './problems/problem.ts';
import { viewedMember } from './view-as.ts';

/** Every call of the interface, by its method and path. */
type CallName = keyof Calls;
/** What a call answers with. */
export type AnswerOf<Name extends CallName> = Calls[Name]['answer'];
/** What is sent with a call. */
export type BodyOf<Name extends CallName> = Calls[Name]['body'];

// What a call does not take cannot be given; what it may do without may be left out.
type Part<Key extends string, T> = [T] extends [undefined]
  ? { [K in Key]?: undefined }
  : undefined extends T
    ? { [K in Key]?: T }
    : object extends T
      ? { [K in Key]?: T }
      : { [K in Key]: T };
type Asked<Name extends CallName> = Part<'params', Calls[Name]['params']> &
  Part<'query', Calls[Name]['query']> &
  Part<'body', Calls[Name]['body']> &
  Pick<Send, 'version' | 'key' | 'headers' | 'signal'>;
type Given<Name extends CallName> = object extends Asked<Name> ? [asked?: Asked<Name>] : [asked: Asked<Name>];

export type Send = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  form?: FormData;
  /** The version that was read; sent as If-Match. */
  version?: number;
  /** Makes a repeated POST harmless; one is made if none is given. */
  key?: string;
  headers?: Record<string, string>;
  /** A question that goes as a body: it may be asked while looking as another member. */
  reads?: boolean;
  signal?: AbortSignal;
};

export type Answer<T> = { data: T; changeSet: string | null; version: number | null };

const listeners = new Set<() => void>();

/** Calls back whenever the server says that nobody is signed in; answers the way to stop. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One call to the server: its JSON, or a `Problem` in plain words. */
export async function call<T>(path: string, send: Send = {}): Promise<T> {
  return (await request<T>(path, send)).data;
}

/** Like `call`, with the change set that the write belongs to and the record's new version. */
export async function request<T>(path: string, send: Send = {}): Promise<Answer<T>> {
  refuseWhileViewing(path, send);
  const response = await fetch(address(path, send.query), options(send)).catch((reason: unknown) => {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason;
    throw new Problem(0, {});
  });
  const body = await readBody(response);
  if (response.ok) {
    const version = /v(\d+)/.exec(response.headers.get('etag') ?? '')?.[1];
    return {
      data: body as T,
      changeSet: response.headers.get('kith-change-set'),
      version: version ? Number(version) : null,
    };
  }
  if (response.status === 401 && !path.startsWith('/api/auth/')) for (const listener of listeners) listener();
  throw new Problem(response.status, (body ?? {}) as ProblemBody);
}

/** While an administrator looks as somebody else nothing is written; only signing in and out goes on. */
function refuseWhileViewing(path: string, { method = 'GET', reads = false }: Send): void {
  if (!viewedMember() || method === 'GET' || reads || path.startsWith('/api/auth/sign-')) return;
  throw new Problem(403, { code: 'access.view_as' });
}

/** One call by its method and path, as the OpenAPI document has it: what does not fit is no program. */
export async function ask<Name extends CallName>(name: Name, ...given: Given<Name>): Promise<AnswerOf<Name>> {
  return (await askWhole(name, ...given)).data;
}

/** Like `ask`, with the change set that the write belongs to and the record's new version. */
export function askWhole<Name extends CallName>(name: Name, ...given: Given<Name>): Promise<Answer<AnswerOf<Name>>> {
  const { params, body, ...rest } = (given[0] ?? {}) as Send & { params?: Record<string, string> };
  const [method, path] = name.split(' ') as [NonNullable<Send['method']>, string];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(params![part]!));
  const sent = body instanceof FormData ? { form: body } : { body };
  return request(filled, { ...rest, ...sent, method });
}

function address(path: string, query: Send['query']): string {
  const given = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

function options(send: Send): RequestInit {
  const method = send.method ?? 'GET';
  const headers: Record<string, string> = { accept: 'application/json', ...send.headers };
  const viewed = viewedMember();
  if (viewed && (method === 'GET' || send.reads)) headers['kith-view-as'] = viewed.id;
  if (send.version !== undefined) headers['if-match'] = `"v${send.version}"`;
  if (method === 'POST') headers['idempotency-key'] = send.key ?? crypto.randomUUID();
  if (send.body !== undefined) headers['content-type'] = 'application/json';
  const body = send.form ?? (send.body === undefined ? undefined : JSON.stringify(send.body));
  return {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
    ...(send.signal ? { signal: send.signal } : {}),
  };
}

async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 204 || !type.includes('json')) return null;
  return response.json().catch(() => null);
}
