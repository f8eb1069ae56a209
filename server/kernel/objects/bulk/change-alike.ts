import { isDeepStrictEqual } from 'node:util';
import { prepared, sql } from '#kernel/database';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { completes } from '../completion.ts';
import type { Values } from '../define-object.ts';
import type { Row } from '../fields/field-type.ts';
import { namedColumns } from '../query/present.ts';
import { scopeFor, scopeSql } from '../query/scope.ts';
import { worthNow } from '../rates/worth.ts';
import { checkPointed } from '../records/look-ups.ts';
import { derivedSets, valueSql } from '../records/row-sql.ts';
import { touch, type WriteSet } from '../records/write-set.ts';

/** Whether records may all take the same values without being read whole: nothing else of them decides whether they
 * may, and nobody finds them by these values. */
export function isAlike({ ctx }: WriteSet, object: ObjectModel, values: Values): boolean {
  const fields = Object.keys(values).map((key) => object.fields.get(key)!);
  const sound = !object.definition.rules && !completes(object, values) && scopeFor(ctx, object, 'read') === 'all';
  // A unique value fits one record only, which the usual way tells better.
  return sound && fields.every((field) => !field.unique && !object.keyed.includes(field) && !field.required);
}

export interface Alike {
  found: string[];
  changed: string[];
  /** Those that lack something they need: why they cannot be written is told in the usual way. */
  odd: string[];
}

/** Gives records the same values, of which it reads only what it changes. What is not there, or not the actor's to
 * change, is not found. */
export async function changeAlike(
  set: WriteSet,
  object: ObjectModel,
  { ids, values }: { ids: string[]; values: Values },
): Promise<Alike> {
  const { ctx } = set;
  const fields = Object.keys(values).map((key) => object.fields.get(key)!);
  await checkPointed(set, [{ object, values, pointer: '/values' }]);
  const needed = [...new Set([...fields, ...object.referring, ...object.required])];
  const rows = await lockNarrow(set, object, { ids, fields: needed });
  const [whole, odd] = [rows.filter((row) => !lacks(object, row)), rows.filter((row) => lacks(object, row))];
  const worth = worthNow(ctx);
  const written: Row = Object.assign({}, ...fields.map((field) => field.kind.toRow(values[field.key], field, worth)));
  const changed = whole.filter((row) => note(set, object, { row, fields, values }));
  if (changed.length > 0) {
    const columns = Object.keys(written);
    const at = (name: string) => valueSql(object, name, written[name]);
    const beside = derivedSets(ctx, object, { columns, at });
    const sets = [...columns.map((name) => sql`${sql.id(name)} = ${at(name)}`), ...beside];
    await ctx.db.run(
      sql`update ${ctx.db.table(object.table)} t set ${sql.join(sets)}, version = version + 1,
        updated_at = ${ctx.now.toISOString()}::timestamptz, updated_by_id = ${ctx.actor.memberId}::uuid
        where id = any (${changed.map((row) => row['id'])}::uuid[])`,
      prepared,
    );
  }
  const idsOf = (some: Row[]) => some.map((row) => row['id'] as string);
  return { found: idsOf(whole), changed: idsOf(changed), odd: idsOf(odd) };
}

function lacks({ required }: ObjectModel, row: Row): boolean {
  return required.some((field) => row[field.column] === null || row[field.column] === '');
}

interface Narrow {
  ids: string[];
  fields: FieldModel[];
}

/** Locks rows in the order of their ids, as every writer does. */
function lockNarrow({ ctx }: WriteSet, object: ObjectModel, { ids, fields }: Narrow): Promise<Row[]> {
  const columns = fields.flatMap((field) => [...field.kind.columns(field)].map(({ name }) => name));
  return ctx.db.many<Row>(
    sql`select ${namedColumns([...new Set(['id', 'version', ...columns])], 't')} from ${ctx.db.table(object.table)} t
      where t.id = any (${ids}::uuid[]) and t.deleted_at is null
        and ${scopeSql(ctx, object, { verb: 'update', alias: 't' })} order by t.id for no key update`,
    prepared,
  );
}

interface Given {
  row: Row;
  fields: FieldModel[];
  values: Values;
}

/** Notes what changes of one record; false where nothing does. */
function note(set: WriteSet, object: ObjectModel, { row, fields, values }: Given): boolean {
  const held = (field: FieldModel) =>
    row[field.column] === null || row[field.column] === undefined ? null : field.kind.fromRow(row, field);
  const before: Values = {};
  const after: Values = {};
  for (const field of fields) {
    const was = held(field);
    const will = values[field.key] ?? null;
    if (isDeepStrictEqual(was, will)) continue;
    before[field.key] = was;
    after[field.key] = will;
  }
  if (Object.keys(after).length === 0) return false;
  const id = row['id'] as string;
  const version = (row['version'] as number) + 1;
  set.changes.push({ record_id: id, object: object.key, verb: 'update', version, before, after });
  const pointing = Object.fromEntries(object.referring.map((field) => [field.key, held(field)]));
  touch(set, object, { id, created: false, values: [pointing, { ...pointing, ...after }], derived: 'beside' });
  return true;
}
