import { failIf, type Issue } from '#shared/failure';
import { pictureTypes } from '#shared/picture-type';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { scopeSql } from '../query/scope.ts';
import type { Input } from './parse.ts';
import type { WriteSet } from './write-set.ts';

interface Named {
  field: FieldModel;
  id: string;
  pointer: string;
}

interface FileRow {
  id: string;
  type: string;
  object: string;
  record_id: string;
}

/** Refuses ids of files that are not there or that stand on a record the actor may not read, and pictures that are
 * none: one statement for the files, and one for each kind of record they stand on. */
export async function checkFiles(set: WriteSet, object: ObjectModel, records: Input[]): Promise<void> {
  if (set.trusted) return;
  const fields = [...object.fields.values()].filter((field) => field.type === 'files' || field.type === 'image');
  const named = fields.flatMap((field) => records.flatMap((record) => namedIn(field, record)));
  if (named.length === 0) return;
  const files = await readableFiles(set.ctx, [...new Set(named.map((one) => one.id))]);
  failIf(named.flatMap((one) => issueOf(one, files.get(one.id)) ?? []));
}

function namedIn(field: FieldModel, { values, pointer }: Input): Named[] {
  const ids = [values[field.key] ?? []].flat() as string[];
  return ids.map((id) => ({ field, id, pointer: `${pointer ?? ''}/${field.key}` }));
}

function issueOf({ field, id, pointer }: Named, file: FileRow | undefined): Issue | null {
  if (!file) return { pointer, code: 'file.not_found', message: `"${field.words.en}": there is no such file (${id}).` };
  if (field.type === 'files' || pictureTypes.includes(file.type)) return null;
  return {
    pointer,
    code: 'file.no_picture',
    message: `"${field.words.en}" takes a picture: JPEG, PNG, GIF or WebP.`,
  };
}

async function readableFiles(ctx: Context, ids: string[]): Promise<Map<string, FileRow>> {
  const rows = await ctx.db.many<FileRow>(sql`select id, type, object, record_id from ${ctx.db.table('file')}
    where id = any (${ids}::uuid[]) and deleted_at is null`);
  const readable = new Set<string>();
  for (const [key, some] of Map.groupBy(rows, (row) => row.object)) {
    const object = catalogOf(ctx).objects.get(key);
    if (!object) continue;
    const on = some.map((row) => row.record_id);
    const found = await ctx.db.many<{ id: string }>(sql`select t.id from ${ctx.db.table(object.table)} t
      where t.id = any (${on}::uuid[]) and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}`);
    for (const { id } of found) readable.add(id);
  }
  return new Map(rows.filter((row) => readable.has(row.record_id)).map((row) => [row.id, row]));
}
