import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import { namesOf } from '../query/present.ts';
import { scopeFor } from '../query/scope.ts';
import { listChanges, type ChangeJson } from './history.ts';

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
  verb?: string;
  origin?: string;
  change_set_id?: string;
  fields?: ChangeJson['fields'];
  undone?: boolean;
}

interface Row {
  at: string;
  entry_id: string;
  entry_object: string;
  kind: string;
  title: string | null;
  text: string | null;
  author_id: string | null;
  via_id: string | null;
  done: boolean | null;
}

interface Place {
  at: string;
  id: string;
}

export interface TimelineQuery {
  id: string;
  kinds?: string[] | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Everything that happened with a record, newest first: two streams in key order, entries and changes, merged. */
export async function readTimeline(
  ctx: Context,
  object: ObjectModel,
  query: TimelineQuery,
): Promise<{ data: TimelineEntry[]; next_cursor: string | null }> {
  const before = query.cursor ? readPlace(query.cursor) : null;
  const limit = query.limit + 1;
  const wantsChanges = !query.kinds || query.kinds.includes('change');
  const wantsEntries = !query.kinds || query.kinds.some((kind) => kind !== 'change');
  const entries = wantsEntries ? await readEntries(ctx, object, { ...query, before, limit }) : [];
  const changes = wantsChanges ? (await listChanges(ctx, object, { id: query.id, before, limit })).map(fromChange) : [];
  const merged = [...entries, ...changes].sort(newestFirst);
  const page = merged.slice(0, query.limit);
  const last = page.at(-1);
  return {
    data: page,
    next_cursor: merged.length > query.limit && last ? writePlace({ at: last.at, id: last.id }) : null,
  };
}

function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return a.id > b.id ? -1 : 1;
}

async function readEntries(
  ctx: Context,
  object: ObjectModel,
  query: TimelineQuery & { before: Place | null },
): Promise<TimelineEntry[]> {
  const before = query.before
    ? sql`and (at, entry_id) < (${query.before.at}::timestamptz, ${query.before.id}::uuid)`
    : sql``;
  const kinds = query.kinds ? sql`and kind = any (${query.kinds})` : sql``;
  const readable = [...catalogOf(ctx).objects.values()].filter(
    (one) => one.definition.entry && scopeFor(ctx, one, 'read') !== 'none',
  );
  const rows = await ctx.db.many<Row>(sql`select at, entry_id, entry_object, kind, title, text, author_id, via_id, done
    from ${ctx.db.table('timeline')} where object = ${object.key} and record_id = ${query.id}::uuid ${before} ${kinds}
      and entry_object = any (${readable.map((one) => one.key)})
    order by at desc, entry_id desc limit ${query.limit}`);
  const via = viaObject(ctx, object);
  const names = await namesOf(
    ctx,
    new Map([
      ['member', new Set(rows.flatMap((row) => row.author_id ?? []))],
      ...(via ? [[via.key, new Set(rows.flatMap((row) => row.via_id ?? []))] as [string, Set<string>]] : []),
    ]),
  );
  return rows.map((row) => ({
    id: row.entry_id,
    kind: row.kind,
    object: catalogOf(ctx).objects.get(row.entry_object)?.api ?? null,
    at: row.at,
    title: row.title,
    text: row.text,
    author: row.author_id ? { id: row.author_id, name: names.get(row.author_id) ?? null } : null,
    via: row.via_id && via ? { object: via.api, id: row.via_id, name: names.get(row.via_id) ?? null } : null,
    ...(row.done === null ? {} : { done: row.done }),
  }));
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

export function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify([place.at, place.id])).toString('base64url');
}

/** Reads the cursor of a list in time order; one that was tampered with is refused. */
export function readPlace(cursor: string): Place {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown];
    const good = typeof at === 'string' && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(String(id));
    if (good) return { at, id: id as string };
  } catch {
    // Falls through to the refusal below.
  }
  return fail('cursor.invalid', {
    detail: 'This cursor does not belong to this list. Start again from the newest entry.',
  });
}
