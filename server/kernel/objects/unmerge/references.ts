import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type FieldModel, type ObjectModel } from '../catalog.ts';
import { pointingFields, relationsTo } from '../changes/merge.ts';
import { lockDrafts, type Draft, type Drafts, type Wanted } from '../changes/drafts.ts';
import type { WriteSet } from '../records/write-set.ts';
import { mergesOf, type MergeTree } from './merge-tree.ts';
import { readOrigins, type Origins } from './origins.ts';

/** Newer records of a kind that one un-merge looks at: with more, each is a minute's work for a person anyway. */
const mostNewer = 2_000;

/** What points at the survivor: `origins` says, by `record/field`, at which records of the tree it pointed itself. */
export interface References {
  drafts: Drafts;
  origins: Origins;
  /** Records that point at the survivor only since the merge. */
  newer: Draft[];
  /** There are further newer ones; they stay with the survivor. */
  more: boolean;
}

/** Follows every pointer through all merges of the tree, so that it is known where each one came from. */
export async function readReferences(set: WriteSet, tree: MergeTree): Promise<References> {
  const { ctx } = set;
  const inside = new Set([tree.host, ...tree.into.keys()]);
  const moved = new Map<string, Set<string>>();
  for (const merge of mergesOf(tree)) {
    for (const [record, { object }] of merge.writes)
      if (!inside.has(record)) moved.set(object, (moved.get(object) ?? new Set()).add(record));
  }
  const known = [...moved.values()].flatMap((ids) => [...ids]);
  const where: Wanted[] = [...catalogOf(ctx).objects.values()].flatMap((object) => {
    const old = [...(moved.get(object.key) ?? [])];
    const newer = newerSql(ctx, object, tree);
    if (newer.length === 0 && old.length === 0) return [];
    const each = [sql`select unnest(${old}::uuid[])`, ...newer];
    const ids = sql`t.id = any (array(${sql.join(each, sql` union `)}))`;
    return [{ object, where: sql`${ids} and t.id <> all (${[...inside]}::uuid[])` }];
  });
  const drafts = await lockDrafts(set, where);
  const old = new Set(known);
  const newer = [...drafts.values()].filter(({ id }) => !old.has(id));
  const origins = await readOrigins(ctx, known);
  return { drafts, origins, newer, more: newer.length >= mostNewer };
}

/** At which records of the tree a field pointed itself that points at the survivor now: none if no merge moved it. */
export function originsOf({ origins }: References, tree: MergeTree, record: string, field: string): string[] {
  return [...(origins.get(`${record}/${field}/${tree.host}`) ?? [])];
}

/** The fields of a record by which it points at the survivor. */
export function fieldsAtHost(tree: MergeTree, draft: Draft): FieldModel[] {
  return pointingFields(draft, tree.object).filter((field) =>
    ([draft.values[field.key] ?? []].flat() as string[]).includes(tree.host),
  );
}

/** Living records of an object that point at the survivor and did not before the merge: made since, or changed to. */
function newerSql(ctx: Context, other: ObjectModel, { object, host, since }: MergeTree): Sql[] {
  const about = other.definition.entry?.about;
  const fields = [...relationsTo(other, object), ...(about ? [other.whole.fields.get(about.record)!] : [])];
  return fields.map((field) => {
    const column = sql.id('r', field.column);
    const points = field.many ? sql`${column} && array[${host}::uuid]` : sql`${column} = ${host}::uuid`;
    const changed = sql`exists (select 1 from ${ctx.db.table('change')} c where c.record_id = r.id
      and c.at > ${since}::timestamptz and c.verb = 'update' and c.after ? ${field.key})`;
    return sql`(select r.id from ${ctx.db.table(other.table)} r where ${points} and r.deleted_at is null
      and (r.created_at > ${since}::timestamptz or ${changed}) limit ${mostNewer})`;
  });
}
