import { requireAction } from '#kernel/access';
import { audit } from '#kernel/audit';
import { Readable } from 'node:stream';
import { fail } from '#shared/failure';
import { answered, defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import type { ModuleServices } from '#kernel/module';
import {
  listRecords,
  readColumns,
  requireObject,
  requireRight,
  type ListColumn,
  type ListQuery,
  type ObjectModel,
  type RecordJson,
} from '#kernel/objects';
import { csvLines, jsonLines, workbook } from '../exporting/formats.ts';
import { readPhotos } from '../exporting/read-photos.ts';
import { vcardLines } from '../exporting/vcard-lines.ts';

const formats = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  vcf: 'text/vcard; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
} as const;

const query = z.object({
  format: z.string().max(10).default('csv'),
  filter: z.string().max(20_000).optional(),
  sort: z.string().max(500).optional(),
  fields: z.string().max(2_000).optional(),
  q: z.string().max(1_000).optional(),
  trash: z.enum(['true', 'false']).optional(),
});
type Query = z.infer<typeof query>;

// A page is worked on in one go, and whoever asks meanwhile waits for it: some two milliseconds.
const cellsOfPage = 4_000;
const fewest = 25;
const mostOfPage = 250;
// A workbook is made in memory; larger sets leave as CSV, which any spreadsheet program opens.
const mostInWorkbook = 100_000;

/** Pages of a list, each in its own short transaction: a million rows hold no lock and no memory. */
async function* pages(
  call: SignedInCall<unknown, unknown, unknown>,
  object: string,
  list: ListQuery,
): AsyncGenerator<RecordJson[]> {
  let cursor: string | undefined;
  const limit = Math.min(mostOfPage, Math.max(fewest, Math.floor(cellsOfPage / (list.fields?.length ?? 1))));
  do {
    const page = await call.transaction(
      (ctx) => listRecords(ctx, requireObject(ctx, object), { ...list, limit, cursor }),
      { unnoted: true },
    );
    yield page.data;
    await call.makeWay();
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

const exportList = (dataDir: string) =>
  defineOpenRoute<{ object: string }, Query>({
    method: 'GET',
    path: '/api/v1/:object/export',
    summary: 'All records of a list as CSV, XLSX, ODS, JSON Lines or vCard.',
    tag: 'Records',
    access: 'member',
    answer: { media: Object.values(formats).map((type) => type.split(';', 1)[0]!) },
    params: z.object({ object: z.string().max(60) }),
    query: query as never,
    serve: async (call) => {
      const { format } = call.query;
      if (!(format in formats)) fail('export.unknown_format');
      const { object, fields } = await call.transaction(async (ctx) => {
        const found = requireObject(ctx, call.params.object);
        requireRight(ctx, found, 'read');
        requireAction(ctx, 'export');
        if (format === 'vcf' && found.key !== 'person' && found.key !== 'company')
          fail('export.unknown_format', { detail: 'Only people and companies leave as vCards.' });
        return { object: found, fields: readColumns(ctx, found, call.query.fields?.split(',').filter(Boolean)) };
      });
      const list = await readList(call, fields);
      const { reply } = call.raw;
      void reply.headers({
        'content-type': formats[format as keyof typeof formats],
        'content-disposition': `attachment; filename="${object.api}.${format}"`,
      });
      void reply.send(await body({ dataDir, call, object, fields, list, format }));
      return answered;
    },
  });

/** What the list asks for; a first page is read, so that a bad filter is refused before the file begins. */
async function readList(
  call: SignedInCall<{ object: string }, Query, unknown>,
  fields: ListColumn[],
): Promise<ListQuery> {
  const { filter, sort, q, trash } = call.query;
  let parsed: unknown;
  try {
    parsed = filter ? JSON.parse(filter) : undefined;
  } catch {
    fail('filter.invalid', { detail: 'The filter is not JSON.' });
  }
  const list = { filter: parsed, sort, q, trash: trash === 'true', fields: fields.map((field) => field.key) };
  await call.transaction((ctx) => listRecords(ctx, requireObject(ctx, call.params.object), { ...list, limit: 1 }));
  return list;
}

interface Leaving {
  dataDir: string;
  call: SignedInCall<{ object: string }, Query, unknown>;
  object: ObjectModel;
  fields: ListColumn[];
  list: ListQuery;
  format: string;
}

async function body({ dataDir, call, object, fields, list, format }: Leaving): Promise<Readable | Buffer> {
  const rows = counted(call, { object, fields, format }, pages(call as never, object.api, list));
  if (format === 'csv') return stream(csvLines(rows, fields));
  if (format === 'jsonl') return stream(jsonLines(rows));
  if (format === 'vcf') return stream(vcardLines(rows, readPhotos(dataDir, call, object)));
  return workbook(rows, {
    fields,
    name: object.definition.label[1],
    type: format as 'xlsx' | 'ods',
    most: mostInWorkbook,
  });
}

/** The same pages; when the last one left, or the reader went away, a line of the audit tells how much was taken. */
async function* counted(
  call: Leaving['call'],
  { object, fields, format }: Pick<Leaving, 'object' | 'fields' | 'format'>,
  given: AsyncGenerator<RecordJson[]>,
): AsyncGenerator<RecordJson[]> {
  let records = 0;
  let whole = false;
  try {
    for await (const page of given) {
      records += page.length;
      yield page;
    }
    whole = true;
  } finally {
    const sensitive = fields.filter((field) => field.sensitive).map((field) => field.key);
    const details = { object: object.key, format, records, whole, fields: fields.length, sensitive };
    await call.transaction((ctx) => audit(ctx, 'export', { about: object.definition.label[1], details }));
  }
}

function stream(chunks: AsyncIterable<string>): Readable {
  return Readable.from(chunks, { objectMode: false, highWaterMark: 64 * 1024 });
}

export function exportRoutes({ dataDir }: ModuleServices): Route[] {
  return [exportList(dataDir)];
}
