import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import { noteSensitive } from '#kernel/audit';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import { isName } from '../completion.ts';
import type { Values } from '../define-object.ts';
import { datedFields } from '../dated/dated-fields.ts';
import { withEntries } from '../dated/read-entries.ts';
import type { Row } from '../fields/field-type.ts';
import { namesOf, presentRows, type RecordJson } from '../query/present.ts';
import { worthThen, type Worth } from '../rates/worth.ts';
import { heldValue } from '../retype/shadows.ts';
import { findRow } from '../records/read.ts';
import { toldChangesSql } from './entry-fields.ts';

export interface ChangeJson {
  change_set_id: string;
  at: string;
  verb: string;
  author: { id: string | null; name: string };
  origin: string;
  label: string;
  undone: boolean;
  fields: { field: string; label: { en: string; el: string }; before: unknown; after: unknown }[];
}

/** One change as it is read back. */
export interface ChangeRow {
  change_set_id: string;
  at: string;
  verb: string;
  before: Values | null;
  after: Values | null;
  member_id: string | null;
  actor_name: string;
  origin: string;
  label: string;
  undone_by_id: string | null;
}

/** What happened to one record, newest first: `before` is the place the last page ended. */
export async function listChanges(
  ctx: Context,
  object: ObjectModel,
  page: { id: string; before?: { at: string; id: string } | null; limit: number },
): Promise<ChangeJson[]> {
  const after = page.before
    ? sql`and (c.at, c.change_set_id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`
    : sql``;
  const rows = await ctx.db.many<ChangeRow>(sql`select c.change_set_id, c.at, c.verb, c.before, c.after,
      s.member_id, s.actor_name, s.origin, s.label, s.undone_by_id
    from ${ctx.db.table('change')} c join ${ctx.db.table('change_set')} s on s.id = c.change_set_id
    where c.record_id = ${page.id}::uuid ${after} and ${toldChangesSql(object)}
    order by c.at desc, c.change_set_id desc limit ${page.limit}`);
  const names = await namesOf(ctx, referredIn(object, rows));
  const changes = rows.map((row) => presentChange(object, row, names));
  noteChanges(ctx, object, page.id, changes);
  return changes;
}

/** Notes for the audit which sensitive values the changes of a record showed. */
export function noteChanges(
  ctx: Context,
  object: ObjectModel,
  record: string,
  changes: readonly Pick<ChangeJson, 'fields'>[],
): void {
  for (const { field, before, after } of changes.flatMap(({ fields }) => fields))
    if (object.fields.get(field)?.sensitive && (before ?? after ?? null) !== null)
      noteSensitive(ctx, object.key, { field, record });
}

/** A change with the names of what its relations pointed at, as far as the reader may see that. */
export function presentChange(object: ObjectModel, row: ChangeRow, names: Map<string, string>): ChangeJson {
  const keys = Object.keys(row.after ?? row.before ?? {}).filter((key) => object.fields.has(key));
  const show = (key: string, kept: unknown) => {
    const field = object.fields.get(key)!;
    if (field.named && isName(kept)) return kept;
    const value = heldValue(field, kept);
    if (!field.kind.refers || value === null || value === undefined) return value ?? null;
    const one = (id: unknown) => ({ id, name: names.get(id as string) ?? null });
    // Of a record that the reader may not see, history tells nothing either.
    const told = (id: unknown) => !field.to || names.has(id as string);
    if (!Array.isArray(value)) return told(value) ? one(value) : null;
    return value.filter(told).map(one);
  };
  const fields = keys.map((key) => ({
    field: key,
    label: object.fields.get(key)!.words,
    before: show(key, row.before?.[key]),
    after: show(key, row.after?.[key]),
  }));
  const { change_set_id, at, verb, origin, label } = row;
  return {
    change_set_id,
    at,
    verb,
    origin,
    label,
    author: { id: row.member_id, name: row.actor_name },
    undone: row.undone_by_id !== null,
    fields,
  };
}

/** What the relations of some changes point at: object key to ids. */
export function referredIn(
  object: ObjectModel,
  rows: Pick<ChangeRow, 'before' | 'after'>[],
  wanted = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
  for (const row of rows) {
    for (const [key, value] of [...Object.entries(row.before ?? {}), ...Object.entries(row.after ?? {})]) {
      const field = object.fields.get(key);
      const target = field?.type === 'member' ? 'member' : field?.to;
      if (!target) continue;
      const ids = wanted.get(target) ?? new Set();
      for (const id of [value].flat()) if (typeof id === 'string' && !(field?.named && isName(id))) ids.add(id);
      wanted.set(target, ids);
    }
  }
  return wanted;
}

interface LaterRow {
  verb: string;
  before: Values | null;
  version: number;
  written_at: string | null;
}

/** A record as it was at a moment: the present, with every later change taken back. What is worked out from other
 * records (last contact, open deals) is null. */
export async function getRecordAsOf(ctx: Context, object: ObjectModel, id: string, at: string): Promise<RecordJson> {
  const row = await findRow(ctx, object, id);
  const change = ctx.db.table('change');
  const later = await ctx.db.many<LaterRow>(sql`select verb, before, version,
      (select max(at) from ${change} where record_id = ${row['id']}::uuid and at <= ${at}::timestamptz) as written_at
    from ${change} where record_id = ${row['id']}::uuid and at > ${at}::timestamptz order by at desc, version desc`);
  const worth = await worthThen(ctx, at);
  for (const one of later) takeBack(object, row, { ...one, at, worth });
  // Worked out from other records as they are today, which have no past of their own to be asked for.
  for (const { summary, column } of object.stored) if (summary) row[column] = null;
  const shown = await presentRows(ctx, object, [row], [...object.fields.values()]);
  const [record] = await withEntries(ctx, shown, { fields: datedFields(ctx, object), as_of: at });
  return { ...record!, as_of: at };
}

function takeBack(object: ObjectModel, row: Row, change: LaterRow & { at: string; worth: Worth }): void {
  if (change.verb === 'create') fail('record.not_found', { detail: 'This record did not exist at that time.' });
  for (const [key, value] of Object.entries(change.before ?? {})) {
    const field = object.fields.get(key);
    if (field) Object.assign(row, field.kind.toRow(heldValue(field, value), field, change.worth));
  }
  row['version'] = change.version - 1;
  row['updated_at'] = change.written_at;
  if (change.verb === 'delete' || change.verb === 'merge') row['deleted_at'] = null;
  if (change.verb === 'restore') row['deleted_at'] = change.at;
}
