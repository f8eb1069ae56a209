import { cut, soundKey, words } from '#shared/fold';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type ObjectModel } from '../catalog.ts';
import { requireRight, scopeSql, scopeFor } from './scope.ts';
import { titleSql } from './present.ts';

export interface Found {
  object: string;
  id: string;
  name: string;
  subtitle: string | null;
  matched: string;
}

const limits = { characters: 200, words: 8, candidates: 60 };

/** One thing that was asked for: key ranges of which one must match. */
interface Asked {
  ranges: { from: string; to: string | null }[];
  /** The sound of the word, for finding what was meant when nothing matches. */
  sound: string | null;
}

/** Reads what was typed into ranges of the key table: words by sound, the last one also as a beginning; addresses,
 * domains and telephone numbers in any notation. */
function readQuery(typed: string, region: { callingCode: string }): Asked[] {
  const text = cut(typed.replaceAll('\0', '').toWellFormed(), limits.characters).trim();
  if (text.includes('@')) return [{ ranges: [prefix(`e${text.toLowerCase()}`)], sound: null }];
  const digits = text.replaceAll(/[^\d+]/g, '').replace(/^(\+|00)/, '');
  if (digits.length >= 4 && /^[\d\s()+./-]+$/.test(text)) {
    return [
      {
        ranges: [
          prefix(`p${digits}`),
          prefix(`p${region.callingCode}${digits.replace(/^0/, '')}`),
          prefix(`w${digits}`),
        ],
        sound: null,
      },
    ];
  }
  const list = words(text).slice(0, limits.words);
  const alone = list.length === 1;
  const asked = list.map((word, index) => readWord(word, { last: index === list.length - 1, alone }));
  if (/^[\w-]+(\.[\w-]+)+$/.test(text))
    asked.push({ ranges: [prefix(`d${text.toLowerCase().replace(/^www\./, '')}`)], sound: null });
  return asked.length > list.length ? [{ ranges: asked.flatMap((one) => one.ranges).slice(-1), sound: null }] : asked;
}

function readWord(word: string, place: { last: boolean; alone: boolean }): Asked {
  const sound = soundKey(word);
  if (!place.last) return { ranges: [{ from: `w${sound}`, to: null }], sound };
  // While a word is being typed its last letters may be half of a digraph (o of ou, c of ch): both readings count.
  const starts = new Set([sound, soundKey(`${word}u`).slice(0, -1) || sound]);
  if (/[aeo]$/.test(word)) starts.add(sound.slice(0, -1) + { a: 'e', e: 'i', o: 'u' }[word.at(-1) as 'a' | 'e' | 'o']);
  if (/[nm]$/.test(word)) starts.add(sound.slice(0, -1) + { n: 'd', m: 'b' }[word.at(-1) as 'n' | 'm']);
  // Χατζη- is written in a dozen ways, which are one sound only from the sixth letter on.
  if (/^(ch|kh|h|x)a[tdjcz]{1,2}$/.test(word)) starts.add('xatz');
  const ranges = [...starts].filter(Boolean).map((start) => prefix(`w${start}`));
  // Beside other words it is no mail address, and each range more is a walk more.
  return { ranges: place.alone ? [...ranges, prefix(`e${word}`)] : ranges, sound };
}

function prefix(start: string): { from: string; to: string } {
  return { from: start, to: `${start}\u{10FFFF}` };
}

function rangesSql(alias: string, asked: Asked): Sql {
  const key = sql.id(alias, 'key');
  const parts = asked.ranges.map(({ from, to }) =>
    to === null ? sql`${key} = ${from}` : sql`(${key} >= ${from} and ${key} < ${to})`,
  );
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** The records of one object that match every word: a condition for lists. */
export async function matchWords(ctx: Context, object: ObjectModel, typed: string): Promise<Sql> {
  const asked = readQuery(typed, regionOf(ctx));
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
  const asked = readQuery(query.q, regionOf(ctx));
  if (asked.length === 0 || objects.length === 0) return [];
  const hits = await candidates(ctx, objects, asked);
  const found = hits.length > 0 ? hits : await nearCandidates(ctx, objects, asked);
  return (await describe(ctx, objects, found)).sort(byNearness(query.q)).slice(0, query.limit);
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
    (range) => sql`(select k0.record_id, k0.object from ${keys} k0
    where ${rangesSql('k0', { ranges: [range], sound: null })} ${within(ctx, objects)} ${sql.join(also, sql` `)}
    limit ${limits.candidates})`,
  );
  return distinct(
    await ctx.db.many<Candidate>(
      sql`select record_id, object from (${sql.join(walks, sql` union all `)}) found limit ${limits.candidates}`,
    ),
  );
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

/** As `candidates`, each word also read as those that exist and look most like it (trigrams over the distinct words,
 * never over records). Found words lead; the others are looked up by them. */
async function nearCandidates(ctx: Context, objects: ObjectModel[], asked: Asked[]): Promise<Candidate[]> {
  const sounds = asked.map((one) => (one.sound !== null && one.sound.length >= 4 ? one.sound : null));
  if (sounds.every((sound) => sound === null)) return [];
  const keys = ctx.db.table('record_key');
  const near = sql`near as (select s.i, 'w' || w.word as key
    from unnest(${sounds}::text[]) with ordinality s (sound, i) cross join lateral (
      select word from ${ctx.db.table('search_word')} where word operator(public.%) s.sound
      order by public.similarity(word, s.sound) desc, word limit 4) w)`;
  // The longest word that may be misspelt leads: it is the rarest.
  const lead = sounds.reduce((best, sound, i) => ((sound?.length ?? 0) > (sounds[best]?.length ?? 0) ? i : best), 0);
  const also = asked.flatMap((one, i) => {
    if (i === lead) return [];
    const meant = sql`exists (select 1 from near n join ${keys} m on m.key = n.key
      where n.i = ${i + 1} and m.record_id = k0.record_id)`;
    return [
      sql`and (${meant} or exists (select 1 from ${keys} k
        where k.record_id = k0.record_id and ${rangesSql('k', one)}))`,
    ];
  });
  const walks = [
    sql`(select k0.record_id, k0.object from near n0 join ${keys} k0 on k0.key = n0.key
      where n0.i = ${lead + 1} ${within(ctx, objects)} ${sql.join(also, sql` `)} limit ${limits.candidates})`,
    ...asked[lead]!.ranges.map(
      (range) => sql`(select k0.record_id, k0.object from ${keys} k0
        where ${rangesSql('k0', { ranges: [range], sound: null })} ${within(ctx, objects)} ${sql.join(also, sql` `)}
    limit ${limits.candidates})`,
    ),
  ];
  return distinct(
    await ctx.db.many<Candidate>(sql`with ${near} select record_id, object
      from (${sql.join(walks, sql` union all `)}) found limit ${limits.candidates}`),
  );
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
  const rows = await ctx.db.many<Omit<Found, 'matched'>>(sql`${sql.join(parts, sql` union all `)}`);
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
function byNearness(typed: string): (a: Found, b: Found) => number {
  const sounds = words(typed).map(soundKey);
  const rank = (found: Found) => {
    const title = words(found.name ?? '').map(soundKey);
    const whole = sounds.every((sound) => title.includes(sound));
    const begins = sounds.every((sound) => title.some((word) => word.startsWith(sound)));
    return (whole ? 0 : begins ? 1 : 2) * 1_000 + Math.min(title.length, 99) * 10 + (found.object === 'people' ? 0 : 1);
  };
  return (a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1);
}

/** Calling code of the workspace's country, so that a number typed without it is found as well. */
function regionOf(ctx: Context): { callingCode: string } {
  return { callingCode: callingCodes[ctx.workspace.region] ?? '' };
}

const callingCodes: Record<string, string> = {
  CY: '357',
  GR: '30',
  GB: '44',
  US: '1',
  CA: '1',
  DE: '49',
  FR: '33',
  IT: '39',
  ES: '34',
  NL: '31',
  BE: '32',
  AT: '43',
  CH: '41',
  TR: '90',
  IL: '972',
  LB: '961',
  EG: '20',
  AE: '971',
  RU: '7',
  UA: '380',
  RO: '40',
  BG: '359',
  PL: '48',
  SE: '46',
  NO: '47',
  DK: '45',
  FI: '358',
  IE: '353',
  PT: '351',
  MT: '356',
  AU: '61',
  IN: '91',
  ZA: '27',
};
