import { sql } from '#kernel/database';
import { scopeSql, seenTable, type ObjectModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** The rows of some records of an object, only those that the actor may read, in no order. */
export function listReadable(ctx: Context, object: ObjectModel, ids: string[]): Promise<Record<string, unknown>[]> {
  return ctx.db.many<Record<string, unknown>>(sql`select * from ${seenTable(ctx, object)} t
      where id = any (${ids}::uuid[]) and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}`);
}
