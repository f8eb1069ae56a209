import { fail } from '#shared/failure';
import { answered, defineOpenRoute, defineRoute, z, type Route } from '#kernel/http';
import type { ModuleServices } from '#kernel/module';
import { listRejectedRows, listRows } from '../queries/import-rows.ts';
import { getImport } from '../queries/imports.ts';
import { findOwnDomains } from '../queries/own-domains.ts';
import { requireImportReading } from '../storing/import-rights.ts';
import { proposeOwnDomains } from '../storing/uploads/own-domains.ts';
import { openImport } from '../storing/read-import.ts';
import { writeRejects } from '../storing/rejects.ts';
import { rowsAnswer } from './import-answers.ts';

const onImport = z.object({ id: z.uuid() });
type OnImport = z.infer<typeof onImport>;

const rows = defineRoute<OnImport, { status?: string; cursor?: string; limit?: number }>({
  method: 'GET',
  path: '/api/v1/imports/:id/rows',
  summary: 'What became of each row.',
  tag: 'Imports',
  access: 'member',
  answer: rowsAnswer,
  params: onImport,
  query: z.object({
    status: z.string().max(40).optional(),
    cursor: z.string().max(2_000).optional(),
    limit: z.coerce.number().int().min(1).max(1_000).optional(),
  }) as never,
  handle: async (ctx, { params, query }) => {
    requireImportReading(ctx);
    await getImport(ctx, params.id);
    const limit = query.limit ?? 100;
    const after = query.cursor ? readRowCursor(query.cursor) : null;
    const found = await listRows(ctx, params.id, { status: query.status, after, limit: limit + 1 });
    const data = found.slice(0, limit);
    const last = data.at(-1);
    const cursor = last
      ? Buffer.from(JSON.stringify([last.file, last.sheet ?? '', last.row])).toString('base64url')
      : null;
    return { data, next_cursor: found.length > limit ? cursor : null };
  },
});

function readRowCursor(text: string): [string, string, number] {
  try {
    const [file, sheet, row] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (typeof file === 'string' && typeof sheet === 'string' && Number.isInteger(row))
      return [file, sheet, row as number];
  } catch {
    // Falls through to the refusal below.
  }
  return fail('cursor.invalid');
}

function rejects(services: ModuleServices): Route {
  return defineOpenRoute<OnImport>({
    method: 'GET',
    path: '/api/v1/imports/:id/rejects.csv',
    summary: 'The rows that were kept out, as they stood in the file, with the reason; fix and bring them again.',
    tag: 'Imports',
    access: 'member',
    answer: { media: ['text/csv'] },
    params: onImport,
    serve: async (call) => {
      const { record, places } = await call.transaction(async (ctx) => {
        requireImportReading(ctx);
        const found = await listRejectedRows(ctx, call.params.id);
        return { record: await getImport(ctx, call.params.id), places: found };
      });
      const sources = await openImport(services.dataDir, record);
      const { reply } = call.raw;
      void reply.headers({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="rejects.csv"',
      });
      void reply.send(await writeRejects(sources, record.mapping ?? [], places));
      return answered;
    },
  });
}

const settings = defineRoute({
  method: 'GET',
  path: '/api/v1/imports/settings',
  summary: 'What imports go by: the mail domains of the firm itself, remembered or proposed.',
  tag: 'Imports',
  access: 'member',
  answer: z.object({ own_domains: z.array(z.string()), remembered: z.boolean() }),
  handle: async (ctx) => {
    requireImportReading(ctx);
    const remembered = await findOwnDomains(ctx);
    return { own_domains: remembered ?? (await proposeOwnDomains(ctx)), remembered: remembered !== null };
  },
});

/** What became of the rows of an import, and what imports go by. */
export function importRowRoutes(services: ModuleServices): Route[] {
  return [settings, rows, rejects(services)];
}
