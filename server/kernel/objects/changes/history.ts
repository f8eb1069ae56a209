import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { namesOf, type RecordJson } from '../query/present.ts';
import { getRecord, requireReadable } from '../records/read.ts';

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

interface ChangeRow {
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
    where c.record_id = ${page.id}::uuid ${after} order by c.at desc, c.change_set_id desc limit ${page.limit}`);
  const names = await referredNames(ctx, object, rows);
  return rows.map((row) => toJson(object, row, names));
}

function toJson(object: ObjectModel, row: ChangeRow, names: Map<string, string>): ChangeJson {
  const keys = Object.keys(row.after ?? row.before ?? {}).filter((key) => object.fields.has(key));
  const show = (key: string, value: unknown) => {
    if (!object.fields.get(key)!.kind.refers || value === null || value === undefined) return value ?? null;
    const one = (id: unknown) => ({ id, name: names.get(id as string) ?? null });
    return Array.isArray(value) ? value.map(one) : one(value);
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

async function referredNames(ctx: Context, object: ObjectModel, rows: ChangeRow[]): Promise<Map<string, string>> {
  const wanted = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const [key, value] of [...Object.entries(row.before ?? {}), ...Object.entries(row.after ?? {})]) {
      const field = object.fields.get(key);
      const target = field?.type === 'member' ? 'member' : field?.to;
      if (!target) continue;
      const ids = wanted.get(target) ?? new Set();
      for (const id of [value].flat()) if (typeof id === 'string') ids.add(id);
      wanted.set(target, ids);
    }
  }
  return namesOf(ctx, wanted);
}

/** A record as it was at a moment: the present, with every later change taken back. */
export async function getRecordAsOf(ctx: Context, object: ObjectModel, id: string, at: string): Promise<RecordJson> {
  const living = await requireReadable(ctx, object, id);
  const record = await getRecord(ctx, object, living);
  const later = await ctx.db.many<{
    verb: string;
    before: Values | null;
    version: number;
  }>(sql`select verb, before, version
    from ${ctx.db.table('change')} where record_id = ${living}::uuid and at > ${at}::timestamptz order by at
      desc, version desc`);
  for (const change of later) {
    if (change.verb === 'create') fail('record.not_found', { detail: 'This record did not exist at that time.' });
    Object.assign(record, change.before ?? {});
    record.version = change.version - 1;
    if (change.verb === 'delete' || change.verb === 'merge') delete record['deleted_at'];
    if (change.verb === 'restore') record['deleted_at'] = at;
  }
  return { ...record, as_of: at };
}
