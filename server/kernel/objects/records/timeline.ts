import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type ObjectModel } from '../catalog.ts';
import type { EntryDefinition } from '../define-object.ts';
import type { WriteSet } from './write-set.ts';

/** Records whose timelines gained or lost an entry, by object key. */
export type Shown = Map<string, Set<string>>;

interface Place {
  object: string;
  record_id: string;
}

// What a timeline shows of an entry at a glance; the whole text is on the entry itself.
const titleLength = 300;
const textLength = 600;

const columns = sql.raw('object, record_id, at, entry_id, entry_object, kind, title, text, author_id, via_id, done');

/** Keeps the timeline in step with what was written: one row per entry and record it shows on, the participants'
 * companies of that time included. One statement, whatever the number and the kinds of entries. */
export async function rewriteTimeline(set: WriteSet): Promise<Shown> {
  const { ctx } = set;
  const timeline = ctx.db.table('timeline');
  const entries = [...set.touched].flatMap(([key, touched]) => {
    const object = getObject(ctx, key);
    return object.definition.entry ? [{ object, ...touched }] : [];
  });
  const changed = entries.flatMap((entry) => [...entry.changed]);
  const places = entries.flatMap(({ object, created, changed: old }) => placesSql(ctx, object, [...created, ...old]));
  const arms: { name: string; arm: Sql }[] = [];
  if (changed.length > 0)
    arms.push({ name: 'gone', arm: sql`delete from ${timeline} where entry_id = any (${changed}::uuid[])` });
  if (places.length > 0) {
    // Told to wait for the removal: what is removed and written again in one statement is no conflict then.
    const after = changed.length > 0 ? sql`where (select count(*) from gone) >= 0` : sql``;
    arms.push({
      name: 'placed',
      arm: sql`insert into ${timeline} (${columns})
        select distinct on (object, record_id, entry_id) * from (${sql.join(places, sql` union all `)}) places ${after}
        order by object, record_id, entry_id, via_id nulls first on conflict do nothing`,
    });
  }
  arms.push(...linkedOf(set).flatMap((linked, at) => refillLinked(ctx, { ...linked, changed }, at)));
  if (arms.length === 0) return new Map();
  const parts = arms.map(({ name, arm }) => sql`${sql.raw(name)} as (${arm} returning object, record_id)`);
  const shown = arms.map(({ name }) => sql`select object, record_id from ${sql.raw(name)}`);
  return collect(await ctx.db.many<Place>(sql`with ${sql.join(parts)} ${sql.join(shown, sql` union `)}`));
}

interface Linked {
  via: ObjectModel;
  ids: string[];
}

/** Records whose links (employments) were written: what shows through them may show elsewhere now. */
function linkedOf(set: WriteSet): Linked[] {
  return [...catalogOf(set.ctx).objects.values()].flatMap((via) => {
    const through = via.definition.timelineVia;
    const pointed = through && set.touched.get(through.link)?.pointed.get(through.from);
    // What a record that this set made shows on is written with the links it has now.
    const made = set.touched.get(via.key)?.created;
    const ids = [...(pointed ?? [])].filter((id) => !made?.has(id));
    return ids.length > 0 ? [{ via, ids }] : [];
  });
}

/** One SELECT for each way an entry is put on a record, and one for each further record it shows on through that. */
function placesSql(ctx: Context, object: ObjectModel, ids: string[]): Sql[] {
  const entry = object.definition.entry!;
  const column = (key: string) => sql.id('t', object.fields.get(key)!.column);
  const kind =
    typeof entry.kind === 'string'
      ? sql`${entry.kind}`
      : sql`coalesce(${column(entry.kind.field)}, ${entry.kind.otherwise})`;
  const what = sql`${column(entry.at)} as at, t.id as entry_id, ${object.key}::text as entry_object,
    ${kind}::text as kind,
    left(${column(entry.title)}, ${titleLength}) as title,
    ${textOf(entry, column)} as text,
    ${column(entry.author)} as author_id`;
  const done = entry.done ? column(entry.done) : sql`null::boolean`;
  const from = ctx.db.table(object.table);
  const live = sql`t.id = any (${ids}::uuid[]) and t.deleted_at is null and ${column(entry.at)} is not null`;
  const placed = { what, done, live, at: column(entry.at) };
  const shown = object.shows.flatMap((key) => {
    const field = object.fields.get(key)!;
    const each = field.many
      ? sql`${from} t cross join lateral unnest(${column(key)}) r (id)`
      : sql`${from} t cross join lateral (select ${column(key)} as id) r`;
    const to = getObject(ctx, field.to!);
    return [directSql(sql`${to.key}::text`, each, placed), ...linkedSql(ctx, to, { each, placed })];
  });
  if (!entry.about) return shown;
  const { about } = entry;
  const each = sql`${from} t cross join lateral (select ${column(about.record)} as id) r`;
  const linked = [...catalogOf(ctx).objects.values()].flatMap((to) =>
    linkedSql(ctx, to, { each, placed: { ...placed, live: sql`${live} and ${column(about.object)} = ${to.key}` } }),
  );
  return [...shown, directSql(column(about.object), each, placed), ...linked];
}

function textOf({ text, detail }: EntryDefinition, column: (key: string) => Sql): Sql {
  if (!text) return sql`null::text`;
  const told = sql`${column(text)}::text`;
  return sql`left(${detail ? sql`concat_ws(' · ', ${column(detail)}, ${told})` : told}, ${textLength})`;
}

/** What the SELECTs of one object's entries have in common. */
interface Placed {
  what: Sql;
  done: Sql;
  live: Sql;
  at: Sql;
}

function directSql(object: Sql, each: Sql, { what, done, live }: Placed): Sql {
  return sql`select ${object} as object, r.id as record_id, ${what}, null::uuid as via_id, ${done} as done
    from ${each} where ${live} and r.id is not null`;
}

/** The records that those on which an entry stands were linked to at its time: the companies of its people. */
function linkedSql(ctx: Context, to: ObjectModel, { each, placed }: { each: Sql; placed: Placed }): Sql[] {
  const via = to.definition.timelineVia;
  if (!via) return [];
  const link = getObject(ctx, via.link);
  const of = (name: string) => sql.id('e', link.fields.get(name)!.column);
  return [
    sql`select ${via.object}::text as object, ${of(via.to)} as record_id, ${placed.what}, r.id as via_id,
        ${placed.done} as done
      from ${each} join ${ctx.db.table(link.table)} e
        on ${of(via.from)} = r.id and e.deleted_at is null and ${duringSql(to, link, placed.at)}
      where ${placed.live} and ${of(via.to)} is not null`,
  ];
}

/** After a link (an employment) changed: the entries of its people show on the companies of their time. The rows of the
 * people hold all there is to show. Entries that are written anew anyway are left to that. */
function refillLinked(ctx: Context, { via, ids, changed }: Linked & { changed: string[] }, at: number) {
  const timeline = ctx.db.table('timeline');
  const { object, link: key, to, from } = via.definition.timelineVia!;
  const link = getObject(ctx, key);
  // As an array, each entry is one look-up in the index, however many the planner thinks there are: ten times quicker
  // than a join at a thousand people of a million.
  const entries = sql`array(select entry_id from ${timeline}
    where object = ${via.key} and record_id = any (${ids}::uuid[]) and entry_id <> all (${changed}::uuid[]))`;
  const column = (name: string) => sql.id('e', link.fields.get(name)!.column);
  return [
    {
      name: `unlinked${at}`,
      arm: sql`delete from ${timeline} where entry_id = any (${entries}) and object = ${object} and via_id is not null`,
    },
    {
      name: `relinked${at}`,
      arm: sql`insert into ${timeline} (${columns})
        select distinct on (${column(to)}, l.entry_id) ${object}::text, ${column(to)}, l.at, l.entry_id,
          l.entry_object, l.kind, l.title, l.text, l.author_id, l.record_id, l.done
        from ${timeline} l join ${ctx.db.table(link.table)} e
          on ${column(from)} = l.record_id and e.deleted_at is null and ${duringSql(via, link, sql`l.at`)}
        where (select count(*) from ${sql.raw(`unlinked${at}`)}) >= 0
          and l.object = ${via.key} and l.entry_id = any (${entries}) and ${column(to)} is not null
        order by ${column(to)}, l.entry_id, l.record_id on conflict do nothing`,
    },
  ];
}

/** Whether a link `e` lasted at a moment. Partial dates are text: 2021 ≤ 2021-05-03, and an end in "2024" lasts to the
 * end of that year. */
function duringSql(via: ObjectModel, link: ObjectModel, at: Sql): Sql {
  const { since, until } = via.definition.timelineVia!;
  const column = (name: string) => sql.id('e', link.fields.get(name)!.column);
  const day = sql`(${at} at time zone 'UTC')::date::text`;
  return sql`(${column(since)} is null or ${column(since)} <= ${day})
    and (${column(until)} is null or left(${day}, length(${column(until)})) <= ${column(until)})`;
}

function collect(places: Place[]): Shown {
  const shown: Shown = new Map();
  for (const { object, record_id } of places) {
    const ids = shown.get(object) ?? new Set();
    shown.set(object, ids.add(record_id));
  }
  return shown;
}
