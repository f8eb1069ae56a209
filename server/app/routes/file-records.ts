import type { RecordAccess } from '#kernel/files';
import { catalogOf, requireId, requireObject, requireReadable, requireRight, scopeSql } from '#kernel/objects';
import { sql } from '#kernel/database';
import { fail } from '#shared/failure';

/** A file is read by who may read its record, and sent or removed by who may change it. */
export const accessByRecord: RecordAccess = async (ctx, record, verb) => {
  const object = catalogOf(ctx).objects.get(record.object) ?? requireObject(ctx, record.object);
  const id = await requireReadable(ctx, object, requireId(record.id));
  if (verb === 'read') return { object: object.key, id };
  requireRight(ctx, object, 'update');
  const row = await ctx.db.maybe(sql`select 1 from ${ctx.db.table(object.table)} t
    where t.id = ${id}::uuid and t.deleted_at is null and ${scopeSql(ctx, object, { verb: 'update', alias: 't' })}`);
  return row ? { object: object.key, id } : fail('access.not_allowed', { detail: 'You may not change this record.' });
};
