import { newId, sql } from '#kernel/database';
import type { Issue } from '#shared/failure';
import { scopeSql } from '../query/scope.ts';
import type { ObjectModel } from '../catalog.ts';
import { readValuesOf } from '../records/read.ts';
import { lockRows } from '../records/update.ts';
import type { WriteSet } from '../records/write-set.ts';
import type { BulkChange } from './bulk-change.ts';
import { readInput, requireRecordAction, type ActionDone } from './record-action.ts';

interface Running {
  ids: string[];
  change: BulkChange & { action: 'run' };
  /** Of records for which something was made: the id of what was made. */
  made: Map<string, string>;
  /** What is wrong with the records that were made, by their ids. */
  broken: ReadonlyMap<string, Issue>;
}

/** Runs an action on a page: with the records that the actor reaches now, all others are missed. */
export async function runAction(
  set: WriteSet,
  object: ObjectModel,
  { ids, change, made, broken }: Running,
): Promise<ActionDone & { missed: number }> {
  const { ctx } = set;
  const action = requireRecordAction(ctx, object, change.run);
  const left = [...made].filter(([, id]) => broken.has(id));
  const refusedAlready = left.map(([id, other]) => ({ id, errors: [broken.get(other)!] }));
  const open = ids.filter((id) => !left.some(([record]) => record === id));
  const reached = action.right === 'update' ? await lockRows(set, object, open) : await findReadable(set, object, open);
  const values = await readValuesOf(ctx, object, [...reached.keys()]);
  const records = [...reached.keys()].map((id) => ({ id, values: values.get(id)! }));
  const { values: input } = readInput(ctx, action, change.input);
  const newIdFor = (record: string) => {
    const id = made.get(record) ?? newId();
    made.set(record, id);
    return id;
  };
  const done = records.length > 0 ? await action.run({ set, object, records, input, newIdFor }) : { changed: 0 };
  return {
    changed: done.changed,
    refused: [...refusedAlready, ...(done.refused ?? [])],
    missed: open.length - records.length,
  };
}

async function findReadable({ ctx }: WriteSet, object: ObjectModel, ids: string[]): Promise<Map<string, unknown>> {
  const rows = await ctx.db.many<{ id: string }>(sql`select t.id from ${ctx.db.table(object.table)} t
    where t.id = any (${ids}::uuid[]) and t.deleted_at is null
      and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })} order by t.id`);
  return new Map(rows.map((row) => [row.id, row]));
}
