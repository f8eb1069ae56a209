import { fail } from '#shared/failure';
import { isId, prepared, sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import { namesOf, type Names } from '../query/present.ts';
import { readsFew, scopeFor, scopeSql } from '../query/scope.ts';
import { correctedSql, entriesKept, entryColumn, hiddenFileSql, toldChangesSql } from './entry-fields.ts';
import { noteChanges, presentChange, referredIn, type ChangeJson, type ChangeRow } from './history.ts';

export interface TimelineEntry {
  id: string;
  kind: string;
  object: string | null;
  at: string;
  title: string | null;
  text: string | null;
  author: { id: string | null; name: string | null } | null;
  via: { object: string; id: string; name: string | null } | null;
  done?: boolean;
  /** A later entry says what is right. */
  corrected?: boolean;
  /** Bytes of a file. */
  size?: number;
  verb?: string;
  origin?: string;
  change_set_id?: string;
  fields?: ChangeJson['fields'];
  undone?: boolean;
}

/** One line of either stream: an entry has `entry_object`, a change has `verb`. */
interface Line extends ChangeRow {
  id: string;
  entry_object: string | null;
  kind: string;
  title: string | null;
  text: string | null;
  via_id: string | null;
  done: boolean | null;
  corrected: boolean | null;
}

/** A page of lines as it came from the database; names are still missing. */
export interface TimelinePage {
  record: string;
  lines: Line[];
  next_cursor: string | null;
  /** Where to go on towards the newest; only where the page did not begin with it. */
  newer_cursor?: string | null;
}

export interface TimelineAnswer {
  data: TimelineEntry[];
  next_cursor: string | null;
  newer_cursor?: string | null;
}

interface Place {
  at: string;
  id: string;
}

export interface TimelineQuery {
  id: string;
  kinds?: string[] | undefined;
  cursor?: string | undefined;
  /** Begins with what happened at this instant or before, instead of with the newest. */
  at?: string | undefined;
  /** From the cursor towards the newest; the page itself is still newest first. */
  newer?: boolean | undefined;
  limit: number;
}

/** Everything that happened with a record, newest first: two streams in key order, entries and changes, merged. */
export async function readTimeline(ctx: Context, object: ObjectModel, query: TimelineQuery): Promise<TimelineAnswer> {
  const page = await readTimelinePage(ctx, object, query);
  return presentTimeline(ctx, object, page, await namesOf(ctx, namedOnTimeline(ctx, object, page)));
}

/** The lines of a page in one statement; the database merges both streams by its own order of instants. */
export async function readTimelinePage(ctx: Context, object: ObjectModel, query: TimelineQuery): Promise<TimelinePage> {
  const asked = { ...query, from: startOf(query), limit: query.limit + 1 };
  const wantsChanges = !query.kinds || query.kinds.includes('change');
  const wantsEntries = !query.kinds || query.kinds.some((kind) => kind !== 'change');
  const streams = [
    ...(wantsEntries ? [entriesSql(ctx, object, asked)] : []),
    ...(wantsChanges ? [changesSql(ctx, object, asked)] : []),
  ];
  if (streams.length === 0) return { record: query.id, lines: [], next_cursor: null };
  const rows = await ctx.db.many<Line>(
    sql`select * from (${sql.join(streams, sql` union all `)}) lines
      order by ${orderSql(query, sql.raw('id'))} limit ${sql.lit(asked.limit)}`,
    prepared,
  );
  return pageOf(rows, query);
}

/** What `kinds` of a timeline may name: those of all entries, and changes. */
export function timelineKinds(ctx: Context): string[] {
  const kinds = [...catalogOf(ctx).objects.values()].flatMap(({ definition: { entry }, fields }) => {
    if (!entry) return [];
    if (typeof entry.kind === 'string') return [entry.kind];
    return [entry.kind.otherwise, ...(fields.get(entry.kind.field)?.options ?? []).map((one) => one.value)];
  });
  return [...new Set(kinds), 'change'];
}

/** Sorts after every id, so that all that happened in the instant itself is taken in. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function startOf(query: TimelineQuery): Place | null {
  if (query.cursor) return readPlace(query.cursor);
  return query.at ? { at: new Date(query.at).toISOString(), id: lastId } : null;
}

const orderSql = ({ newer }: TimelineQuery, id: Sql): Sql =>
  newer ? sql`at asc, ${id} asc` : sql`at desc, ${id} desc`;

/** One row more than asked for says whether there is more in that direction. */
function pageOf(rows: Line[], query: TimelineQuery): TimelinePage {
  const more = rows.length > query.limit;
  const lines = query.newer ? rows.slice(0, query.limit).toReversed() : rows.slice(0, query.limit);
  const [first, last] = [lines[0], lines.at(-1)];
  const { id: record } = query;
  if (query.newer) return { record, lines, next_cursor: null, newer_cursor: more && first ? writePlace(first) : null };
  const next_cursor = more && last ? writePlace(last) : null;
  const from = query.cursor ? null : startOf(query);
  const page = { record, lines, next_cursor };
  return from ? { ...page, newer_cursor: writePlace(first ?? from) } : page;
}

type Asked = TimelineQuery & { from: Place | null };

/** The part of a WHERE that leaves only the lines of the timeline that the actor may read: where a role reaches only
 * its own entries, each is looked up in its object. */
export function readableEntriesSql(ctx: Context): Sql {
  const kept = entriesKept(ctx);
  const entries = [...catalogOf(ctx).objects.values()].filter((one) => one.definition.entry && !kept.includes(one.key));
  const whole = entries.filter((one) => scopeFor(ctx, one, 'read') === 'all').map((one) => one.key);
  const own = entries.filter((one) => scopeFor(ctx, one, 'read') === 'some');
  // What belongs to this very record is read by whoever reads the record.
  const belongs = (one: ObjectModel) => (one.definition.entry?.about ? sql`via_id is null or` : sql``);
  const readable = [
    sql`entry_object = any (${whole})`,
    ...own.map((one) => {
      const reach = scopeSql(ctx, one, { verb: 'read', alias: 'e' });
      const from = sql`from ${ctx.db.table(one.table)} e`;
      // A few ids are read once; where a role reaches many, each line is looked up.
      const reached = readsFew(ctx, one)
        ? sql`entry_id in (select e.id ${from} where ${reach})`
        : sql`exists (select 1 ${from} where e.id = entry_id and ${reach})`;
      return sql`(entry_object = ${one.key} and (${belongs(one)} ${reached}))`;
    }),
  ];
  return sql`(${sql.join(readable, sql` or `)})`;
}

function entriesSql(ctx: Context, object: ObjectModel, query: Asked): Sql {
  const { from } = query;
  const side = sql.raw(query.newer ? '>' : '<');
  const start = from ? sql`and (at, entry_id) ${side} (${from.at}::timestamptz, ${from.id}::uuid)` : sql``;
  const kinds = query.kinds ? sql`and kind = any (${query.kinds})` : sql``;
  const hidden = hiddenFileSql(ctx, object, { id: sql`entry_id`, record: query.id });
  const shown = hidden ? sql`and (entry_object <> 'file' or not ${hidden})` : sql``;
  return sql`(select at, entry_id as id, entry_object, kind, ${entryColumn(ctx, 'title')} as title,
      ${entryColumn(ctx, 'text')} as text, via_id, ${entryColumn(ctx, 'done')} as done,
      ${correctedSql(ctx)} as corrected,
      ${entryColumn(ctx, 'author_id')} as member_id,
      null::text as actor_name, null::uuid as change_set_id, null::text as verb, null::jsonb as before,
      null::jsonb as after, null::text as origin, null::text as label, null::uuid as undone_by_id
    from ${ctx.db.table('timeline')} where object = ${object.key} and record_id = ${query.id}::uuid ${start} ${kinds}
      and ${readableEntriesSql(ctx)} ${shown}
    order by ${orderSql(query, sql.raw('entry_id'))} limit ${sql.lit(query.limit)})`;
}

function changesSql(ctx: Context, object: ObjectModel, query: Asked): Sql {
  const { from } = query;
  const side = sql.raw(query.newer ? '>' : '<');
  const start = from ? sql`and (c.at, c.change_set_id) ${side} (${from.at}::timestamptz, ${from.id}::uuid)` : sql``;
  return sql`(select c.at, c.change_set_id as id, null::text as entry_object, 'change'::text as kind, s.label as title,
      null::text as text, null::uuid as via_id, null::boolean as done, null::boolean as corrected, s.member_id,
      s.actor_name, c.change_set_id,
      c.verb, c.before, c.after, s.origin, s.label, s.undone_by_id
    from ${ctx.db.table('change')} c join ${ctx.db.table('change_set')} s on s.id = c.change_set_id
    where c.record_id = ${query.id}::uuid ${start} and ${toldChangesSql(object)}
    order by ${orderSql(query, sql.raw('c.change_set_id'))} limit ${sql.lit(query.limit)})`;
}

/** Whose names the lines need: authors, people through whom an entry shows, what changes pointed at. */
export function namedOnTimeline(
  ctx: Context,
  object: ObjectModel,
  { lines }: TimelinePage,
  wanted = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
  const add = (key: string, ids: (string | null)[]) => {
    const set = wanted.get(key) ?? new Set();
    for (const id of ids) if (id) set.add(id);
    if (set.size > 0) wanted.set(key, set);
  };
  const entries = lines.filter((line) => line.entry_object !== null);
  const via = viaObject(ctx, object);
  add(
    'member',
    entries.map((line) => line.member_id),
  );
  if (via)
    add(
      via.key,
      entries.map((line) => line.via_id),
    );
  return referredIn(object, lines, wanted);
}

export function presentTimeline(ctx: Context, object: ObjectModel, page: TimelinePage, names: Names): TimelineAnswer {
  const via = viaObject(ctx, object);
  const told = (line: Line) => {
    const change = presentChange(object, line, names);
    noteChanges(ctx, object, page.record, [change]);
    return fromChange(change);
  };
  const data = page.lines.map((line) =>
    line.entry_object === null
      ? told(line)
      : fromEntry(line, {
          object: catalogOf(ctx).objects.get(line.entry_object)?.api ?? null,
          via: via?.api ?? null,
          names,
        }),
  );
  const { lines: _, record: _record, ...cursors } = page;
  return { data, ...cursors };
}

function fromEntry(
  line: Line,
  { object, via, names }: { object: string | null; via: string | null; names: Names },
): TimelineEntry {
  const { id, kind, at, title, text, member_id, via_id, done, corrected } = line;
  return {
    id,
    kind,
    object,
    at,
    title,
    text,
    author: member_id ? { id: member_id, name: names.get(member_id) ?? null } : null,
    via: via_id && via && names.has(via_id) ? { object: via, id: via_id, name: names.get(via_id) ?? null } : null,
    ...(done === null ? {} : { done }),
    ...(corrected ? { corrected } : {}),
    ...(kind === 'file' ? { text: null, size: Number(text) } : {}),
  };
}

/** The object through which entries show on this one: people for a company. */
function viaObject(ctx: Context, object: ObjectModel): ObjectModel | null {
  return [...catalogOf(ctx).objects.values()].find((one) => one.definition.timelineVia?.object === object.key) ?? null;
}

function fromChange(change: ChangeJson): TimelineEntry {
  const { change_set_id, at, verb, origin, fields, undone, label } = change;
  return {
    id: change_set_id,
    kind: 'change',
    object: null,
    at,
    title: label,
    text: null,
    author: change.author,
    via: null,
    verb,
    origin,
    change_set_id,
    fields,
    undone,
  };
}

export function writePlace({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** Reads the cursor of a list in time order; one that was tampered with is refused. */
export function readPlace(cursor: string): Place {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown];
    const instant = typeof at === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at));
    if (instant && isId(id)) return { at, id };
  } catch {
    // Falls through to the refusal below.
  }
  return fail('cursor.invalid', {
    detail: 'This cursor does not belong to this list. Start again from the newest entry.',
  });
}
