import { sql, type Sql } from '#kernel/database';
import { catalogOf, entriesKept, entryColumn } from '#kernel/objects';
import type { Context } from '#kernel/workspace';

/** What a colleague did, in the shape of a timeline entry; `about` is the record it concerns. */
export interface SinceItem {
  id: string;
  kind: string;
  object: string;
  record_id: string;
  at: string;
  title: string | null;
  text: string | null;
  author: { id: string | null; name: string };
  via: null;
  about: { id: string; object: string; name: string } | null;
  change_set_id: string;
  /** Records of the whole change set. */
  records: number;
}

/** A row of `sinceSql`. */
export interface SetRow {
  id: string;
  at: string;
  member_id: string | null;
  actor_name: string;
  label: string;
  records: number;
  record_id: string;
  object: string;
  verb: string;
  entry: EntryRow | null;
}

interface EntryRow {
  kind: string;
  title: string | null;
  text: string | null;
  object: string;
  record_id: string;
}

const most = 20;
const firstLookDays = 7; // who never looked before sees a week, not the whole history

/** Records of which the lines speak: object key to ids. */
export function namedSince(sets: SetRow[]): [string, string][] {
  return sets.flatMap((set): [string, string][] => [
    [set.object, set.record_id],
    ...(set.entry ? [[set.entry.object, set.entry.record_id] as [string, string]] : []),
  ]);
}

/** Lines from the rows of `sinceSql`: entries by what they say, other changes by their label. A change set is one
 * line, however many records it holds. `names` holds those of the records that the member may read. */
export function presentSince(ctx: Context, sets: SetRow[], names: ReadonlyMap<string, string>): SinceItem[] {
  return sets.flatMap((set) => present(ctx, set, names));
}

/** When the member last looked, for `readParts`. */
export function lookedSql(ctx: Context): Sql {
  return sql`select last_looked_at as at from ${ctx.db.table('member')} where id = ${ctx.actor.memberId}::uuid`;
}

/** Remembers that the member has seen everything up to now. */
export async function markLooked(ctx: Context): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('member')} set last_looked_at = ${ctx.now.toISOString()}::timestamptz
    where id = ${ctx.actor.memberId}::uuid`);
}

/** Change sets of others since the member last looked, newest first, for `readParts`: each with one record that stands
 * for it, the first of those a person would name, and with the entry that was made, if it was one. */
export function sinceSql(ctx: Context): Sql {
  const shown = [...catalogOf(ctx).objects.values()]
    .filter((one) => one.definition.kind !== 'link' && !one.archived)
    .map((one) => one.key);
  const hidden = entriesKept(ctx);
  const kept = hidden.length > 0 ? sql`entry_object <> all (${hidden}::text[])` : sql`true`;
  const firstLook = new Date(ctx.now.getTime() - firstLookDays * 86_400_000).toISOString();
  return sql`select s.id, s.at, s.member_id, s.actor_name, s.label, s.records, c.record_id, c.object, c.verb, e.entry
    from (select * from ${ctx.db.table('change_set')}
      where at > coalesce((${lookedSql(ctx)}), ${firstLook}::timestamptz)
        and member_id is distinct from ${ctx.actor.memberId}::uuid order by at desc, id desc limit ${most}) s
    cross join lateral (select record_id, object, verb from ${ctx.db.table('change')}
      where change_set_id = s.id and object = any (${shown}) order by record_id limit 1) c
    left join lateral (select json_build_object('kind', kind, 'title', ${entryColumn(ctx, 'title')},
        'text', ${entryColumn(ctx, 'text')}, 'object', object,
        'record_id', record_id) as entry
      from ${ctx.db.table('timeline')} where entry_id = c.record_id and via_id is null and ${kept}
      order by object = 'person' desc, record_id limit 1) e on c.verb = 'create'
    order by s.at desc, s.id desc`;
}

function present(ctx: Context, set: SetRow, names: ReadonlyMap<string, string>): SinceItem[] {
  const { entry } = set;
  const api = (key: string) => catalogOf(ctx).objects.get(key)?.api ?? key;
  if (!names.has(set.record_id)) return [];
  const about = (object: string, id: string) => {
    const known = catalogOf(ctx).objects.get(object)?.definition.internal ? undefined : names.get(id);
    return known ? { id, object: api(object), name: known } : null;
  };
  const one = entry !== null && set.records === 1;
  // One record cannot stand for an import of thousands.
  const few = set.records <= 3;
  return [
    {
      id: one ? set.record_id : set.id,
      kind: one ? entry.kind : 'change',
      object: api(set.object),
      record_id: set.record_id,
      at: set.at,
      title: one ? entry.title : set.label,
      text: one && entry.kind !== 'file' ? entry.text : null,
      author: { id: set.member_id, name: set.actor_name },
      via: null,
      about: entry && few ? about(entry.object, entry.record_id) : few ? about(set.object, set.record_id) : null,
      change_set_id: set.id,
      records: set.records,
    },
  ];
}
