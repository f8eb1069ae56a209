import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Failure, type ErrorTable, type Issue } from '#shared/failure';
import { isDiskFull } from '#kernel/database';
import type { Log } from '#kernel/telemetry';

/** An answer of RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  help: string;
  errors?: Issue[];
  [extra: string]: unknown;
}

/** Turns anything thrown into a problem: expected failures by the error tables, the framework's own by their status,
 * everything else as a bug with the request id and nothing more. */
export function sendProblem(
  error: unknown,
  { request, reply, table, log }: { request: FastifyRequest; reply: FastifyReply; table: ErrorTable; log: Log },
): FastifyReply {
  const failure = failureOf(error);
  const row = failure ? table[failure.code] : undefined;
  if (!failure || !row) {
    log.error({ err: error, request: request.id, path: request.url.split('?')[0] }, 'a bug');
    return write(reply, { failure: new Failure('server.bug'), table, request });
  }
  if (row.status >= 500) log.warn({ err: error, request: request.id }, failure.code);
  return write(reply, { failure, table, request });
}

function write(
  reply: FastifyReply,
  { failure, table, request }: { failure: Failure; table: ErrorTable; request: FastifyRequest },
): FastifyReply {
  const row = table[failure.code]!;
  throwAwayRest(request);
  const { detail, issues, extra, retryAfter } = failure.details;
  const problem: Problem = {
    type: `/api/docs#${failure.code}`,
    title: row.title,
    status: row.status,
    detail: detail ?? row.title,
    instance: `urn:request:${request.id}`,
    code: failure.code,
    help: row.help,
    ...(issues ? { errors: issues } : {}),
    ...extra,
  };
  if (row.status === 429 || row.status === 503) void reply.header('retry-after', String(retryAfter ?? 1));
  if (row.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(row.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What is still on its way of a refused upload: unread it would stand before the next request of the connection, which
 * nobody would answer. */
function throwAwayRest({ raw }: FastifyRequest): void {
  if (raw.readableEnded) return;
  raw.unpipe();
  raw.resume();
}

/** What the framework itself refuses, by its code. */
const framework: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'input.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'input.wrong_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'input.not_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'input.not_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'input.not_json',
  FST_REQ_FILE_TOO_LARGE: 'input.too_large',
  FST_FILES_LIMIT: 'input.too_large',
  FST_PARTS_LIMIT: 'input.too_large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'input.wrong_type',
};

// The reader of forms throws plain errors; their texts are all there is to know them by.
const brokenForm =
  /^(Multipart: |Malformed part header|The needle cannot |Unexpected end of multi|\w+ terminated early due to unexp)/;

/** Anything thrown as the failure it stands for: ours, those of input and of the framework; null for a bug. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (error instanceof z.ZodError)
    return new Failure('input.invalid', { issues: zodIssues(error), detail: error.issues[0]?.message ?? '' });
  if (isDiskFull(error)) return new Failure('server.disk_full', { cause: error });
  const { code, statusCode, name } = (error ?? {}) as { code?: string; statusCode?: number; name?: string };
  if (code && framework[code]) return new Failure(framework[code]);
  if (error instanceof Error && brokenForm.test(error.message)) return new Failure('input.broken_form');
  if (name === 'SyntaxError' && statusCode === 400) return new Failure('input.not_json');
  if (statusCode === 413) return new Failure('input.too_large');
  if (statusCode === 415) return new Failure('input.wrong_type');
  if (statusCode === 400) return new Failure('input.not_json');
  return null;
}

function zodIssues(error: z.ZodError): Issue[] {
  return error.issues
    .flatMap((issue) => {
      // A key that does not belong is pointed at by its own name, not by that of what holds it.
      const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      return paths.map((path) => ({ pointer: pointerTo(path), code: `input.${issue.code}`, message: issue.message }));
    })
    .slice(0, 50);
}

function pointerTo(path: PropertyKey[]): string {
  return `/${path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}
