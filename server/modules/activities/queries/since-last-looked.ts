import { sql, type Sql } from '#kernel/database';
import { catalogOf, scopeSql, titleSql, type ObjectModel } from '#kernel/objects';
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

interface SetRow {
  id: string;
  at: string;
  member_id: string | null;
  actor_name: string;
  label: string;
  records: number;
  record_id: string;
  object: string;
  verb: string;
}

interface EntryRow {
  entry_id: string;
  kind: string;
  at: string;
  title: string | null;
  text: string | null;
  object: string;
  record_id: string;
}

const most = 20;
const firstLookDays = 7; // who never looked before sees a week, not the whole history

/** What others did since the member last looked, newest first: entries by what they say, other changes by their label.
 * A change set is one line, however many records it holds. */
export async function listSince(ctx: Context): Promise<{ at: string | null; items: SinceItem[] }> {
  const at = await lastLook(ctx);
  const since = at ?? new Date(ctx.now.getTime() - firstLookDays * 86_400_000).toISOString();
  const sets = await ctx.db.many<SetRow>(setsSql(ctx, since));
  const created = sets.filter((set) => set.verb === 'create').map((set) => set.record_id);
  const entries = new Map((await readEntries(ctx, created)).map((row) => [row.entry_id, row]));
  const names = await readableNames(ctx, [
    ...sets.map((set) => ({ object: set.object, id: set.record_id })),
    ...[...entries.values()].map((entry) => ({ object: entry.object, id: entry.record_id })),
  ]);
  const items = sets.flatMap((set) => present(ctx, { set, entry: entries.get(set.record_id) ?? null, names }));
  return { at, items };
}

/** Remembers that the member has seen everything up to now. */
export async function markLooked(ctx: Context): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('member')} set last_looked_at = ${ctx.now.toISOString()}::timestamptz
    where id = ${ctx.actor.memberId}::uuid`);
}

async function lastLook(ctx: Context): Promise<string | null> {
  const row = await ctx.db.maybe<{ at: string | null }>(sql`select last_looked_at as at from ${ctx.db.table('member')}
    where id = ${ctx.actor.memberId}::uuid`);
  return row?.at ?? null;
}

/** Change sets of others, each with one record that stands for it: the first of those a person would name. */
function setsSql(ctx: Context, since: string): Sql {
  const shown = [...catalogOf(ctx).objects.values()]
    .filter((one) => one.definition.kind !== 'link')
    .map((one) => one.key);
  return sql`select s.id, s.at, s.member_id, s.actor_name, s.label, s.records, c.record_id, c.object, c.verb
    from (select * from ${ctx.db.table('change_set')} where at > ${since}::timestamptz
      and member_id is distinct from ${ctx.actor.memberId}::uuid order by at desc, id desc limit ${most}) s
    cross join lateral (select record_id, object, verb from ${ctx.db.table('change')}
      where change_set_id = s.id and object = any (${shown}) order by record_id limit 1) c
    order by s.at desc, s.id desc`;
}

function readEntries(ctx: Context, ids: string[]): Promise<EntryRow[]> {
  return ctx.db.many<EntryRow>(sql`select distinct on (entry_id) entry_id, kind, at, title, text, object, record_id
    from ${ctx.db.table('timeline')} where entry_id = any (${ids}::uuid[]) and via_id is null
    order by entry_id, object = 'person' desc, record_id`);
}

/** Names of the records that the actor may read, by id. */
async function readableNames(ctx: Context, records: { object: string; id: string }[]): Promise<Map<string, string>> {
  const parts = [...Map.groupBy(records, (record) => record.object)].flatMap(([key, list]) => {
    const object = catalogOf(ctx).objects.get(key);
    return object ? [namesSql(ctx, object, [...new Set(list.map((record) => record.id))])] : [];
  });
  if (parts.length === 0) return new Map();
  const rows = await ctx.db.many<{ id: string; name: string | null }>(sql`${sql.join(parts, sql` union all `)}`);
  return new Map(rows.map((row) => [row.id, row.name ?? '']));
}

function namesSql(ctx: Context, object: ObjectModel, ids: string[]): Sql {
  return sql`select t.id, ${titleSql(object, 't')} as name from ${ctx.db.table(object.table)} t
    where t.id = any (${ids}::uuid[]) and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}`;
}

function present(
  ctx: Context,
  { set, entry, names }: { set: SetRow; entry: EntryRow | null; names: Map<string, string> },
): SinceItem[] {
  const api = (key: string) => catalogOf(ctx).objects.get(key)?.api ?? key;
  const name = names.get(set.record_id);
  if (name === undefined) return [];
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
