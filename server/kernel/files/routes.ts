import type { MultipartFile } from '@fastify/multipart';
import { fail } from '#shared/failure';
import { newId, sql } from '#kernel/database';
import { answered, defineOpenRoute, defineRoute, z, type Route, type SignedInCall } from '#kernel/http';
import type { Context } from '#kernel/workspace';
import { attachmentHeader, safeFileName } from './file-name.ts';
import type { ArrivedFile, FileStore } from './file-store.ts';
import { sniffType } from './sniff-type.ts';

/** How a file's record is reached: answers with key and id, or refuses as the record itself would. */
export type RecordAccess = (
  ctx: Context,
  record: { object: string; id: string },
  verb: 'read' | 'update',
) => Promise<{ object: string; id: string }>;

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
  created_by: string | null;
}

function present({ id, name, size, type, created_at, created_by }: FileRow) {
  return { id, name, size, type, created_at, created_by };
}

/** Files of records: sent, listed, read and removed by whoever may do so with the record. */
export function fileRoutes(store: FileStore, access: RecordAccess): Route[] {
  return [upload(store, access), list(access), content(store, access), remove(access)];
}

function upload(store: FileStore, access: RecordAccess): Route {
  return defineOpenRoute({
    method: 'POST',
    path: '/api/v1/files',
    summary: 'Keep a file with a record (multipart: object, record_id, file).',
    tag: 'Files',
    access: 'member',
    body: 'stream',
    bodyLimit: fileBytes,
    serve: async (call) => {
      const { arrived, name, record } = await receive(store, call);
      try {
        return await call.transaction(async (ctx) => {
          const found = await access(ctx, record, 'update');
          await requireRoom(ctx, found.id);
          // The bytes are safe before the row that points at them: a crash leaves a spare file, never a lost one.
          await arrived.keep();
          return present(await insert(ctx, { ...found, name, arrived }));
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

function insert(
  ctx: Context,
  file: { object: string; id: string; name: string; arrived: ArrivedFile },
): Promise<FileRow> {
  const { sha256, size, head } = file.arrived;
  return ctx.db.one<FileRow>(sql`insert into ${ctx.db.table('file')}
    (id, sha256, name, size, type, object, record_id, created_by, created_at)
    values (${newId()}, ${sha256}, ${file.name}, ${size}, ${sniffType(head, file.name)}, ${file.object}, ${file.id},
      ${ctx.actor.memberId}, ${ctx.now.toISOString()}) returning *`);
}

function list(access: RecordAccess): Route {
  return defineRoute<unknown, z.infer<typeof recordOf>>({
    method: 'GET',
    path: '/api/v1/files',
    summary: 'Files of a record, newest first.',
    tag: 'Files',
    access: 'member',
    query: recordOf,
    handle: async (ctx, { query }) => {
      const { id } = await access(ctx, { object: query.object, id: query.record_id }, 'read');
      const rows = await ctx.db.many<FileRow>(sql`select * from ${ctx.db.table('file')}
        where record_id = ${id}::uuid and deleted_at is null order by created_at desc, id desc limit ${mostFiles}`);
      return { data: rows.map(present) };
    },
  });
}

const onFile = z.object({ id: z.uuid() });

/** The file, once the actor may do this with its record. */
async function requireFile(
  ctx: Context,
  id: string,
  { access, verb }: { access: RecordAccess; verb: 'read' | 'update' },
): Promise<FileRow> {
  const row = await ctx.db.maybe<FileRow>(sql`select * from ${ctx.db.table('file')}
    where id = ${id}::uuid and deleted_at is null`);
  if (!row) return fail('file.not_found');
  await access(ctx, { object: row.object, id: row.record_id }, verb);
  return row;
}

function content(store: FileStore, access: RecordAccess): Route {
  return defineOpenRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/files/:id/content',
    summary: 'The bytes of a file, always as a download.',
    tag: 'Files',
    access: 'member',
    params: onFile,
    serve: async (call) => {
      const row = await call.transaction((ctx) => requireFile(ctx, call.params.id, { access, verb: 'read' }));
      const found = (await store.read(row.sha256)) ?? fail('file.lost');
      void call.raw.reply
        .headers({
          'content-type': row.type,
          'content-length': String(found.size),
          'content-disposition': attachmentHeader(row.name),
          'content-security-policy': "sandbox; default-src 'none'",
          'x-content-type-options': 'nosniff',
          // Packed again, its length would not be true.
          'x-no-compression': '1',
        })
        .send(found.stream);
      return answered;
    },
  });
}

function remove(access: RecordAccess): Route {
  return defineRoute<{ id: string }>({
    method: 'DELETE',
    path: '/api/v1/files/:id',
    summary: 'Remove a file from its record.',
    tag: 'Files',
    access: 'member',
    params: onFile,
    handle: async (ctx, { params }) => {
      const row = await requireFile(ctx, params.id, { access, verb: 'update' });
      await ctx.db.run(sql`update ${ctx.db.table('file')} set deleted_at = ${ctx.now.toISOString()}::timestamptz
        where id = ${row.id}::uuid`);
      return undefined;
    },
  });
}
