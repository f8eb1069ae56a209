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
}

/** Refuses ids of files that are not there or that stand on a record the actor may not read, and pictures that are
 * none: one statement. */
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
  const on = [...catalogOf(ctx).objects.values()].map(
    (object) => sql`(f.object = ${object.key} and exists (select 1 from ${ctx.db.table(object.table)} t
      where t.id = f.record_id and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}))`,
  );
  const rows = await ctx.db.many<FileRow>(sql`select f.id, f.type from ${ctx.db.table('file')} f
    where f.id = any (${ids}::uuid[]) and f.deleted_at is null and (${sql.join(on, sql` or `)})`);
  return new Map(rows.map((row) => [row.id, row]));
}
