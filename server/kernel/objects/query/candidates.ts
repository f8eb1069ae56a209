import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import type { Asked, Range } from './read-query.ts';
import { scopeFor, scopeSql } from './scope.ts';

/** A record that matches what was typed; it is still to be read. */
export interface Candidate {
  record_id: string;
  object: string;
}

/** A word that exists and looks like one that was typed. */
interface NearWord {
  /** Place of the typed word, from 1. */
  i: number;
  word: string;
  likeness: number;
}

/** The nearest reading of what was typed may fill the answer and more; the others only add what is most likely. */
export const limits = { candidates: 60, further: 20 };
const nearEnough = 0.75; // of the likeness of the nearest word: what is much further was not meant

/** Records that match every word as typed. Where there are none, words that nobody bears are read as those that exist
 * and look most like them (trigrams over the distinct words, never over records); then every word is. */
export async function findCandidates(ctx: Context, objects: ObjectModel[], asked: Asked[]): Promise<Candidate[]> {
  const rows = await ctx.db.many<Candidate & NearWord>(sql`with hit as materialized (${walkSql(ctx, objects, asked)})
    select record_id, object, null::integer as i, null::text as word, null::real as likeness from hit
    ${nearSql(ctx, asked)}`);
  const near = rows.filter((row) => row.i !== null);
  if (near.length === 0) return distinct(rows);
  const unknown = asked.map(({ sound }, i) => !near.some((one) => one.i === i + 1 && one.word === sound));
  const reread = (which: (i: number) => boolean) =>
    asked.map((one, i) => (which(i) ? { ...one, ranges: [...meant(near, i), ...one.ranges] } : one));
  const first = walkSql(
    ctx,
    objects,
    reread((i) => unknown[i]!),
  );
  const then = walkSql(
    ctx,
    objects,
    reread(() => true),
  );
  return distinct(
    await ctx.db.many<Candidate>(sql`with hit as materialized (${first}) select * from hit
      union all (select * from (${then}) further where not exists (select from hit))`),
  );
}

/** Objects whose records are found by words; those of a hidden object are found by nobody. */
export function searchable(ctx: Context): ObjectModel[] {
  return [...catalogOf(ctx).objects.values()].filter((object) => object.keyed.length > 0 && !object.archived);
}

/** A key of the table in one of the ranges. */
export function rangesSql(alias: string, asked: Asked): Sql {
  const key = sql.id(alias, 'key');
  const parts = asked.ranges.map(({ from, to }) =>
    to === null ? sql`${key} = ${from}` : sql`(${key} >= ${from} and ${key} < ${to})`,
  );
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** Record ids that match every word. The longest word leads, the others are looked up by it. */
function walkSql(ctx: Context, objects: ObjectModel[], asked: Asked[]): Sql {
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
  return sql`select record_id, object from (${sql.join(walks, sql` union all `)}) found limit ${limits.candidates}`;
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
  const own = objects.filter((object) => scopeFor(ctx, object, 'read') === 'some');
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

/** The words most like those that were typed, asked for only where nothing matched. */
function nearSql(ctx: Context, asked: Asked[]): Sql {
  // Shorter words look like too many others.
  const sounds = asked.map((one) => (one.sound !== null && one.sound.length >= 4 ? one.sound : null));
  if (sounds.every((sound) => sound === null)) return sql``;
  return sql`union all select null, null, s.i::integer, w.word, w.likeness
    from unnest(${sounds}::text[]) with ordinality s (sound, i) cross join lateral (
      select word, public.similarity(word, s.sound) as likeness from ${ctx.db.table('search_word')}
      where word operator(public.%) s.sound order by likeness desc, word limit 4) w
    where not exists (select from hit)`;
}

function meant(near: NearWord[], i: number): Range[] {
  const like = near.filter((one) => one.i === i + 1);
  const best = Math.max(...like.map((one) => one.likeness));
  return like.filter((one) => one.likeness >= best * nearEnough).map(({ word }) => ({ from: `w${word}`, to: null }));
}
