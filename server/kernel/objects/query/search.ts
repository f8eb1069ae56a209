import { soundKey, words } from '#shared/fold';
import { prepared, sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type ObjectModel } from '../catalog.ts';
import { titleSql } from './present.ts';
import { readQuery, type Asked, type Range } from './read-query.ts';
import { requireRight, scopeSql, scopeFor } from './scope.ts';

export interface Found {
  object: string;
  id: string;
  name: string;
  subtitle: string | null;
  matched: string;
}

// The nearest reading of what was typed may fill the answer and more; the others only add what is most likely.
const limits = { candidates: 60, further: 20 };

function rangesSql(alias: string, asked: Asked): Sql {
  const key = sql.id(alias, 'key');
  const parts = asked.ranges.map(({ from, to }) =>
    to === null ? sql`${key} = ${from}` : sql`(${key} >= ${from} and ${key} < ${to})`,
  );
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** The records of one object that match every word: a condition for lists. */
export async function matchWords(ctx: Context, object: ObjectModel, typed: string): Promise<Sql> {
  const asked = readQuery(typed, ctx.workspace.region);
  if (asked.length === 0) return sql`false`;
  const keys = ctx.db.table('record_key');
  const parts = asked.map(
    (one) => sql`t.id in (select k.record_id from ${keys} k
    where k.object = ${object.key} and ${rangesSql('k', one)})`,
  );
  return sql`(${sql.join(parts, sql` and `)})`;
}

/** Searches across objects: exact and beginning words first; where nothing is found, the nearest words that exist. */
export async function searchRecords(
  ctx: Context,
  query: { q: string; objects?: ObjectModel[] | undefined; limit: number },
): Promise<Found[]> {
  const objects = (query.objects ?? searchable(ctx)).filter((object) => scopeFor(ctx, object, 'read') !== 'none');
  const asked = readQuery(query.q, ctx.workspace.region);
  if (asked.length === 0 || objects.length === 0) return [];
  const hits = await candidates(ctx, objects, asked);
  const found = hits.length > 0 ? hits : await nearCandidates(ctx, objects, asked);
  return byNearness(query.q, await describe(ctx, objects, found)).slice(0, query.limit);
}

function searchable(ctx: Context): ObjectModel[] {
  return [...catalogOf(ctx).objects.values()].filter((object) => object.keyed.length > 0);
}

interface Candidate {
  record_id: string;
  object: string;
}

/** Record ids that match every word. The longest word leads, the others are looked up by it. */
async function candidates(ctx: Context, objects: ObjectModel[], asked: Asked[]): Promise<Candidate[]> {
  const keys = ctx.db.table('record_key');
  // The longest word is the rarest: its records are walked through, the other words are only looked up.
  const length = (one: Asked) => Math.max(...one.ranges.map((range) => range.from.length));
  const [lead, ...others] = [...asked].sort((a, b) => length(b) - length(a));
  const also = others.map((one, index) => {
    const alias = `k${index + 1}`;
    return sql`and exists (select 1 from ${keys} ${sql.id(alias)} where ${sql.id(alias, 'record_id')} =
      k0.record_id and ${rangesSql(alias, one)})`;
  });
  // One range after another, nearest reading first, so that each is a short walk along the index.
  const walks = lead!.ranges.map(
    (range, index) => sql`(select k0.record_id, k0.object from ${keys} k0
    where ${rangesSql('k0', { ranges: [range], sound: null })} ${beyond(range, lead!.ranges.slice(0, index))}
      ${within(ctx, objects)} ${sql.join(also, sql` `)}
    limit ${index === 0 ? limits.candidates : limits.further})`,
  );
  return distinct(
    await ctx.db.many<Candidate>(
      sql`select record_id, object from (${sql.join(walks, sql` union all `)}) found limit ${limits.candidates}`,
    ),
  );
}

/** Leaves out what nearer readings inside the same range have walked through already. */
function beyond({ from, to }: Range, nearer: Range[]): Sql {
  const inside = nearer.filter((one) => to !== null && one.from >= from && one.from < to);
  if (inside.length === 0) return sql``;
  return sql`and not ${rangesSql('k0', { ranges: inside, sound: null })}`;
}

/** Only objects that were asked for and, where a role reaches only its own, only those: the candidates are few, and
 * what one may not see must not crowd out the rest. */
function within(ctx: Context, objects: ObjectModel[]): Sql {
  const own = objects.filter((object) => scopeFor(ctx, object, 'read') === 'own');
  const reach = own.map(
    (object) => sql`and (k0.object <> ${object.key} or exists (select 1 from ${ctx.db.table(object.table)} o
      where o.id = k0.record_id and ${scopeSql(ctx, object, { verb: 'read', alias: 'o' })}))`,
  );
  const only =
    objects.length === searchable(ctx).length
      ? sql``
      : sql`and k0.object = any (${objects.map((object) => object.key)})`;
  return sql.join([only, ...reach], sql` `);
}

function distinct(rows: Candidate[]): Candidate[] {
  return [...new Map(rows.map((row) => [row.record_id, row])).values()];
}

/** As `candidates`, words that nobody bears read as those that exist and look most like them (trigrams over the distinct
 * words, never over records); where that finds nothing, every word is. */
async function nearCandidates(ctx: Context, objects: ObjectModel[], asked: Asked[]): Promise<Candidate[]> {
  const near = await nearWords(ctx, asked);
  const unknown = asked.map((one, i) => one.sound !== null && !near.some((w) => w.i === i + 1 && w.word === one.sound));
  const reread = (which: (i: number) => boolean) =>
    asked.map((one, i) => (which(i) ? { ...one, ranges: [...meant(near, i), ...one.ranges] } : one));
  const first = unknown.includes(true)
    ? await candidates(
        ctx,
        objects,
        reread((i) => unknown[i]!),
      )
    : [];
  if (first.length > 0 || near.length === 0 || unknown.every((one) => one)) return first;
  return candidates(
    ctx,
    objects,
    reread(() => true),
  );
}

interface NearWord {
  /** Place of the asked word, from 1. */
  i: number;
  word: string;
  likeness: number;
}

async function nearWords(ctx: Context, asked: Asked[]): Promise<NearWord[]> {
  const sounds = asked.map((one) => (one.sound !== null && one.sound.length >= 4 ? one.sound : null));
  if (sounds.every((sound) => sound === null)) return [];
  return ctx.db.many<NearWord>(
    sql`select s.i, w.word, w.likeness from unnest(${sounds}::text[]) with ordinality s (sound, i) cross join lateral (
      select word, public.similarity(word, s.sound) as likeness from ${ctx.db.table('search_word')}
      where word operator(public.%) s.sound order by likeness desc, word limit 4) w`,
    prepared,
  );
}

const nearEnough = 0.75; // of the likeness of the nearest word: what is much further was not meant

function meant(near: NearWord[], i: number): Range[] {
  const like = near.filter((one) => one.i === i + 1);
  return like
    .filter((one) => one.likeness >= like[0]!.likeness * nearEnough)
    .map((one) => ({ from: `w${one.word}`, to: null }));
}

/** Titles of the candidates the actor may read, in one statement. */
async function describe(ctx: Context, objects: ObjectModel[], hits: Candidate[]): Promise<Found[]> {
  const parts = objects.flatMap((object) => {
    const ids = hits.filter((hit) => hit.object === object.key).map((hit) => hit.record_id);
    if (ids.length === 0) return [];
    requireRight(ctx, object, 'read');
    return [
      sql`select t.id, ${object.api} as object, ${titleSql(object, 't')} as name, ${subtitleSql(ctx, object)} as
        subtitle
      from ${ctx.db.table(object.table)} t where t.id = any (${ids}::uuid[]) and t.deleted_at is null
        and ${scopeSql(ctx, object, { verb: 'read', alias: 't' })}`,
    ];
  });
  if (parts.length === 0) return [];
  const rows = await ctx.db.many<Omit<Found, 'matched'>>(sql`${sql.join(parts, sql` union all `)}`, prepared);
  return rows.map((row) => ({ ...row, matched: row.name ?? '' }));
}

/** What tells namesakes apart: the company of a person, the town of a company, the start of a text. */
function subtitleSql(ctx: Context, object: ObjectModel): Sql {
  const company = object.fields.get('company');
  if (company?.to) {
    const reach = scopeSql(ctx, getObject(ctx, company.to), { verb: 'read', alias: 'c' });
    return sql`(select c.name from ${ctx.db.table(company.to)} c
      where c.id = ${sql.id('t', company.column)} and c.deleted_at is null and ${reach})`;
  }
  return object.fields.has('city') ? sql`t.city` : sql`null::text`;
}

/** Titles that begin as typed come first, then those that hold all the words, shorter ones before longer ones. */
function byNearness(typed: string, found: Found[]): Found[] {
  const sounds = words(typed).map(soundKey);
  const rank = (one: Found) => {
    const title = words(one.name ?? '').map(soundKey);
    const whole = sounds.every((sound) => title.includes(sound));
    const begins = sounds.every((sound) => title.some((word) => word.startsWith(sound)));
    return (whole ? 0 : begins ? 1 : 2) * 1_000 + Math.min(title.length, 99) * 10 + (one.object === 'people' ? 0 : 1);
  };
  return found
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank || (a.one.name < b.one.name ? -1 : 1))
    .map(({ one }) => one);
}
