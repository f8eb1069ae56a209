import type { MultipartFile } from '@fastify/multipart';
import { fail } from '#shared/failure';
import { newId, sql, type Sql } from '#kernel/database';
import { answered, defineOpenRoute, defineRoute, z, type Route, type SignedInCall } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { attachmentHeader, safeFileName } from './file-name.ts';
import type { ArrivedFile, FileStore } from './file-store.ts';
import { sniffType } from './sniff-type.ts';

/** A file as it is to stand on its record; `object` is the key of the record's object. */
export interface NewFile {
  id: string;
  object: string;
  record: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
}

/** What the records of files are to the engine: this room keeps bytes and knows no records. */
export interface FileRecords {
  /** Answers with key and id of a record, or refuses as the record itself would. */
  access(
    ctx: Context,
    record: { object: string; id: string },
    verb: 'read' | 'update',
  ): Promise<{ object: string; id: string }>;
  /** The files `id` of a record that the actor may not see although he reads the record, as a condition, or null. */
  hidden(ctx: Context, record: { object: string; id: string }, id: Sql): Sql | null;
  /** Puts a file on its record, as a change set that can be undone. */
  add(ctx: Context, call: Pick<SignedInCall<unknown, unknown, unknown>, 'header'>, file: NewFile): Promise<void>;
  /** Takes it off again; its bytes stay for the undo. */
  remove(
    ctx: Context,
    call: Pick<SignedInCall<unknown, unknown, unknown>, 'header'>,
    file: { id: string; name: string; object: string; record: string },
  ): Promise<void>;
}

const fileBytes = 100 * 1024 ** 2; // scans and slides; films belong elsewhere
const mostFiles = 1_000; // of one record
const recordOf = z.object({ object: z.string().max(60), record_id: z.string().max(60) });

interface FileRow {
  id: string;
  sha256: string;
  name: string;
  size: number;
  type: string;
  object: string;
  record_id: string;
  created_at: string;
  created_by_id: string | null;
}

/** A file of a record. */
const fileAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    size: z.int(),
    type: z.string(),
    created_at: z.string(),
    created_by: z.uuid().nullable(),
  })
  .meta({ id: 'StoredFile' });

function present({ id, name, size, type, created_at, created_by_id }: FileRow) {
  return { id, name, size, type, created_at, created_by: created_by_id };
}

/** Files of records: sent, listed, read and removed by whoever may do so with the record. */
export function fileRoutes(store: FileStore, records: FileRecords): Route[] {
  return [upload(store, records), list(records), content(store, records), remove(records)];
}

function upload(store: FileStore, records: FileRecords): Route {
  return defineOpenRoute({
    method: 'POST',
    path: '/api/v1/files',
    summary: 'Keep a file with a record (multipart: object, record_id, file).',
    tag: 'Files',
    access: 'member',
    answer: fileAnswer,
    body: 'stream',
    bodyLimit: fileBytes,
    serve: async (call) => {
      const { arrived, name, record } = await receive(store, call);
      try {
        const { sha256, size, head } = arrived;
        return await call.once({ ...record, name, sha256 }, async (ctx) => {
          const found = await records.access(ctx, record, 'update');
          await requireRoom(ctx, found.id);
          // The bytes are safe before the row that points at them: a crash leaves a spare file, never a lost one.
          await arrived.keep();
          const id = newId();
          const type = sniffType(head, name);
          await records.add(ctx, call, { id, object: found.object, record: found.id, name, type, size, sha256 });
          return present(await readFile(ctx, id));
        });
      } finally {
        await arrived.discard();
      }
    },
  });
}

async function receive(store: FileStore, call: Pick<SignedInCall<unknown, unknown, unknown>, 'raw'>) {
  const fields: Record<string, string> = {};
  let arrived: ArrivedFile | null = null;
  let name = '';
  try {
    // `parts` throws where the request is no form.
    for await (const part of call.raw.request.parts({ limits: { files: 1, fileSize: fileBytes + 1 } })) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value);
      else {
        name = safeFileName((part as MultipartFile).filename ?? '');
        arrived = await store.receive(part.file, fileBytes);
      }
    }
    const read = recordOf.parse(fields);
    if (!arrived) return fail('file.missing');
    return { arrived, name, record: { object: read.object, id: read.record_id } };
  } catch (error) {
    await arrived?.discard();
    throw error;
  }
}

async function requireRoom(ctx: Context, recordId: string): Promise<void> {
  const { n } = await ctx.db.one<{ n: number }>(sql`select count(*) as n from ${ctx.db.table('file')}
    where record_id = ${recordId}::uuid and deleted_at is null`);
  if (n >= mostFiles) fail('file.too_many', { detail: `A record keeps at most ${mostFiles} files.` });
}

async function readFile(ctx: Context, id: string): Promise<FileRow> {
  const row = await ctx.db.maybe<FileRow>(sql`select * from ${ctx.db.table('file')}
    where id = ${id}::uuid and deleted_at is null`);
  return row ?? fail('file.not_found');
}

function list(records: FileRecords): Route {
  return defineRoute<unknown, z.infer<typeof recordOf>>({
    method: 'GET',
    path: '/api/v1/files',
    summary: 'Files of a record, newest first.',
    tag: 'Files',
    access: 'member',
    answer: z.object({ data: z.array(fileAnswer) }),
    query: recordOf,
    handle: async (ctx, { query }) => {
      const found = await records.access(ctx, { object: query.object, id: query.record_id }, 'read');
      const hidden = records.hidden(ctx, found, sql`f.id`) ?? sql`false`;
      const rows = await ctx.db.many<FileRow>(sql`select f.* from ${ctx.db.table('file')} f
        where f.record_id = ${found.id}::uuid and f.deleted_at is null and not ${hidden}
        order by f.created_at desc, f.id desc limit ${mostFiles}`);
      return { data: rows.map(present) };
    },
  });
}

const onFile = z.object({ id: z.uuid() });

/** The file, once the actor may do this with its record. */
async function requireFile(
  ctx: Context,
  id: string,
  { records, verb }: { records: FileRecords; verb: 'read' | 'update' },
): Promise<FileRow> {
  const row = await readFile(ctx, id);
  const found = await records.access(ctx, { object: row.object, id: row.record_id }, verb);
  const hidden = records.hidden(ctx, found, sql`${id}::uuid`);
  const kept = hidden && (await ctx.db.one<{ kept: boolean }>(sql`select ${hidden} as kept`));
  return kept?.kept ? fail('file.not_found') : row;
}

function content(store: FileStore, records: FileRecords): Route {
  return defineOpenRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/files/:id/content',
    summary: 'The bytes of a file, always as a download.',
    tag: 'Files',
    access: 'member',
    answer: { media: ['application/octet-stream', '*/*'] },
    params: onFile,
    serve: async (call) => {
      const row = await call.transaction((ctx) => requireFile(ctx, call.params.id, { records, verb: 'read' }));
      const found = (await store.read(row.sha256)) ?? fail('file.lost');
      void call.raw.reply
        .headers({
          'content-type': row.type,
          'content-length': String(found.size),
          'content-disposition': attachmentHeader(row.name),
          'content-security-policy': "sandbox; default-src 'none'",
          'x-content-type-options': 'nosniff',
          // A face in a list is asked for with every row; the bytes of an id never change.
          ...(row.type.startsWith('image/') ? { 'cache-control': 'private, max-age=3600' } : {}),
          // Packed again, its length would not be true.
          'x-no-compression': '1',
        })
        .send(found.stream);
      return answered;
    },
  });
}

function remove(records: FileRecords): Route {
  return defineRoute<{ id: string }>({
    method: 'DELETE',
    path: '/api/v1/files/:id',
    summary: 'Remove a file from its record; undo brings it back.',
    tag: 'Files',
    access: 'member',
    answer: null,
    params: onFile,
    handle: async (ctx, call) => {
      const row = await requireFile(ctx, call.params.id, { records, verb: 'update' });
      await records.remove(ctx, call, { id: row.id, name: row.name, object: row.object, record: row.record_id });
      return undefined;
    },
  });
}
