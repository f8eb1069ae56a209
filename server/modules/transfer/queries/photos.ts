import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { pictureTypes } from '#shared/picture-type';

/** A picture as the store of files knows it. */
export interface PhotoFile {
  id: string;
  type: string;
  sha256: string;
}

/** The files among the wanted ones that are pictures of their very record and not above a size in bytes. */
export function listPhotos(
  ctx: Context,
  wanted: { file: string | null; record: string }[],
  largest: number,
): Promise<PhotoFile[]> {
  const [files, records] = [wanted.map((one) => one.file), wanted.map((one) => one.record)];
  return ctx.db.many<PhotoFile>(sql`select f.id, f.type, f.sha256 from ${ctx.db.table('file')} f
              join unnest(${files}::uuid[], ${records}::uuid[]) w (id, record_id)
                on w.id = f.id and w.record_id = f.record_id
              where f.deleted_at is null and f.size <= ${largest} and f.type = any (${pictureTypes}::text[])`);
}
