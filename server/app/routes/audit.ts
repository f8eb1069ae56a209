import { Readable } from 'node:stream';
import {
  audit,
  auditKinds,
  listAudit,
  listEveryAudit,
  pullSignIns,
  readFinding,
  readHead,
  setRetention,
} from '#kernel/audit';
import { answered, defineOpenRoute, z, type Route } from '#kernel/http';
import { inControl } from '#kernel/workspace';
import type { Services } from '../services.ts';

const asked = z.object({
  kind: z.enum(auditKinds).optional(),
  member: z.uuid().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  cursor: z.uuid().optional(),
});
type Asked = z.infer<typeof asked>;

// A quarter is the least that lets anybody look into what happened; ten years more than any law asks.
const retention = z.strictObject({ keep_days: z.number().int().min(90).max(3_650).nullable() });

const auditLine = z.object({
  id: z.uuid(),
  at: z.string(),
  kind: z.enum(auditKinds),
  actor: z.object({ kind: z.string(), member: z.uuid().nullable(), name: z.string() }),
  address: z.string().nullable(),
  about: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
const auditState = z.object({
  lines: z.int(),
  keep_days: z.int().nullable(),
  checked_at: z.string().nullable(),
  problem: z.string().nullable(),
  finding: z
    .object({
      code: z.enum(['line_missing', 'line_removed', 'line_changed', 'line_replaced', 'lines_removed']),
      from: z.int(),
      to: z.int(),
    })
    .nullable()
    .meta({ description: 'The same as `problem`, for programs.' }),
});

/** The audit, for administrators: what was done with rights, keys, exports and personal data. */
export function auditRoutes(services: Services): Route[] {
  return [...reading(services), ...keeping(services)];
}

function reading({ pools }: Services): Route[] {
  return [
    defineOpenRoute<unknown, Asked>({
      method: 'GET',
      path: '/api/v1/audit',
      summary: 'What was done with rights, keys, exports and sensitive fields, and who signed in; newest first.',
      tag: 'Audit',
      access: 'admin',
      answer: z.object({ data: z.array(auditLine), next_cursor: z.string().nullable() }),
      query: asked as never,
      serve: (call) =>
        call.transaction(async (ctx) => {
          await pullSignIns(ctx, pools);
          return listAudit(ctx, call.query);
        }),
    }),
    defineOpenRoute<unknown, Omit<Asked, 'cursor'>>({
      method: 'GET',
      path: '/api/v1/audit/export',
      summary: 'The same, all of it, as JSON Lines.',
      tag: 'Audit',
      access: 'admin',
      answer: { media: ['application/jsonl'] },
      query: asked.omit({ cursor: true }) as never,
      serve: async (call) => {
        await call.transaction(async (ctx) => {
          await pullSignIns(ctx, pools);
          await audit(ctx, 'export', { about: 'audit', details: { object: 'audit', format: 'jsonl', ...call.query } });
        });
        const lines = async function* () {
          for await (const rows of listEveryAudit((work) => call.transaction(work), call.query))
            yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
        };
        const headers = {
          'content-type': 'application/jsonl; charset=utf-8',
          'content-disposition': 'attachment; filename="audit.jsonl"',
        };
        void call.raw.reply.headers(headers).send(Readable.from(lines()));
        return answered;
      },
    }),
  ];
}

function keeping({ pools }: Services): Route[] {
  const state = async (workspaceId: string) => {
    const { n, keep_days, checked_at, problem } = await inControl(pools, (db) => readHead(db, workspaceId));
    return { lines: n, keep_days, checked_at, problem, finding: problem === null ? null : readFinding(problem) };
  };
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/audit/state',
      summary: 'How many lines are chained, what the last check found, and how long lines are kept.',
      tag: 'Audit',
      access: 'admin',
      answer: auditState,
      serve: (call) => state(call.workspace.id),
    }),
    defineOpenRoute<unknown, unknown, z.infer<typeof retention>>({
      method: 'PATCH',
      path: '/api/v1/audit/state',
      summary: 'Say how many days lines are kept, 90 or more; null keeps them for good.',
      tag: 'Audit',
      access: 'admin',
      answer: auditState,
      body: retention,
      serve: async (call) => {
        await call.transaction((ctx) => audit(ctx, 'audit.retention', { details: call.body }));
        await setRetention(pools, call.workspace.id, call.body.keep_days);
        return state(call.workspace.id);
      },
    }),
  ];
}
