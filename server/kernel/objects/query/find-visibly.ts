import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Row } from '../fields/field-type.ts';
import { keysOf } from '../records/keys.ts';
import { valuesOf } from '../records/parse.ts';
import { namedColumns } from './present.ts';
import { rangesSql } from './candidates.ts';
import type { Asked } from './read-query.ts';
import { scopeSql } from './scope.ts';

// Records whose keys are looked over in one step, and steps of one search: beyond that the words say too little, and
// what was found so far is the answer.
const step = 1_000;
const steps = 10;

/** Whether records of the object are found by a field that the actor may not see. */
export function findsHidden(object: ObjectModel): boolean {
  return object.keyed.some((field) => !object.fields.has(field.key));
}

/** Ids of records that match every word by what the actor may see of them. The key table does not say from which field
 * a key comes, so the keys of each candidate are made anew from its visible fields. */
export async function findVisibly(
  ctx: Context,
  object: ObjectModel,
  asked: Asked[],
  most = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const found: string[] = [];
  const seen = { ...object, keyed: object.keyed.filter((field) => object.fields.has(field.key)) };
  let after = '00000000-0000-0000-0000-000000000000';
  for (let at = 0; at < steps && found.length < most; at += 1) {
    const rows = await readStep(ctx, seen, { asked, after });
    for (const row of rows) if (matches(seen, row, asked)) found.push(row['id'] as string);
    if (rows.length < step) break;
    after = rows.at(-1)!['id'] as string;
  }
  return found.slice(0, most);
}

/** The next records that match every word by any of their keys and that the actor may read. */
function readStep(
  ctx: Context,
  object: ObjectModel,
  { asked, after }: { asked: Asked[]; after: string },
): Promise<Row[]> {
  const keys = ctx.db.table('record_key');
  const parts = asked.map(
    (one) => sql`t.id in (select k.record_id from ${keys} k where k.object = ${object.key} and ${rangesSql('k', one)})`,
  );
  const columns = object.keyed.flatMap((field) => field.kind.columns(field).map((column) => column.name));
  return ctx.db.many<Row>(sql`select ${namedColumns([...new Set(['id', ...columns])], 't')}
    from ${ctx.db.table(object.table)} t
    where t.id > ${after}::uuid and ${sql.join(parts, sql` and `)}
      and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })} order by t.id limit ${step}`);
}

function matches(object: ObjectModel, row: Row, asked: Asked[]): boolean {
  const keys = [...keysOf(object, valuesOf(object, row))];
  return asked.every(({ ranges }) =>
    ranges.some(({ from, to }) => keys.some((key) => (to === null ? key === from : key >= from && key < to))),
  );
}
