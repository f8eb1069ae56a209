import { sql } from '#kernel/database';
import {
  getObject,
  presentRows,
  scopeFor,
  scopeSql,
  seenTable,
  selectColumns,
  type ObjectModel,
  type RecordJson,
} from '#kernel/objects';
import type { Actor, Context } from '#kernel/workspace';
import type { WebhookRow } from './webhooks.ts';

/** A line of the history: which record, and what was done with it. */
export interface ChangedRecord {
  record_id: string;
  verb: string;
}

/** What one write did with the records of one object: all of them from `after` on, in order of id. */
export function listChanged(
  ctx: Context,
  write: { change_set_id: string; at: string; object: ObjectModel; after: string | null; limit: number },
): Promise<ChangedRecord[]> {
  return ctx.db.many<ChangedRecord>(sql`select record_id, verb from ${ctx.db.table('change')}
    where change_set_id = ${write.change_set_id}::uuid and at = ${write.at}::timestamptz
      and object = ${write.object.key}
      and record_id > coalesce(${write.after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by record_id limit ${write.limit}`);
}

/** A webhook as an actor: what its role and its member may see, it is told. */
function actorOf(hook: WebhookRow): Actor {
  return {
    kind: 'key',
    memberId: hook.member_id,
    userId: null,
    name: hook.label,
    role: hook.role,
    key: `webhook:${hook.id}`,
  };
}

/** Those of some records that the webhook may see, in their order, as records where it asks for them. */
export async function listTold(
  ctx: Context,
  hook: WebhookRow,
  { object: { key }, ids }: { object: ObjectModel; ids: string[] },
): Promise<{ ids: string[]; records: RecordJson[] | null; all: boolean }> {
  const as = { ...ctx, actor: actorOf(hook) };
  const object = getObject(as, key);
  const scope = scopeFor(as, object, 'read');
  if (scope === 'none') return { ids: [], records: null, all: false };
  const whole = hook.include === 'record';
  if (scope === 'all' && !whole) return { ids, records: null, all: true };
  const fields = whole ? [...object.fields.values()] : [];
  const rows = await ctx.db.many<Record<string, unknown>>(sql`select ${selectColumns(object, fields, 't')}
    from ${seenTable(as, object)} t
    where t.id = any (${ids}::uuid[]) and ${scopeSql(as, object, { verb: 'read', alias: 't' })} order by t.id`);
  const records = whole ? await presentRows(as, object, rows, fields) : null;
  return { ids: rows.map((row) => row['id'] as string), records, all: scope === 'all' };
}
