import { soundKey, words } from '#shared/fold';
import { prepared, sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { getObject, type ObjectModel } from '../catalog.ts';
import { titleSql } from './present.ts';
import { findCandidates, limits, rangesSql, searchable, type Candidate } from './candidates.ts';
import { findsHidden, findVisibly } from './find-visibly.ts';
import { readQuery } from './read-query.ts';
import { requireRight, scopeSql, scopeFor } from './scope.ts';

export interface Found {
  object: string;
  id: string;
  name: string;
  subtitle: string | null;
  matched: string;
}

/** The records of one object that match every word: a condition for lists. */
export async function matchWords(ctx: Context, object: ObjectModel, typed: string): Promise<Sql> {
  const asked = readQuery(typed, ctx.workspace.region);
  if (asked.length === 0) return sql`false`;
  if (findsHidden(object)) return sql`t.id = any (${await findVisibly(ctx, object, asked)}::uuid[])`;
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
  const open = objects.filter((object) => !findsHidden(object));
  const found = open.length > 0 ? await findCandidates(ctx, open, asked) : [];
  for (const object of objects.filter(findsHidden)) {
    const ids = await findVisibly(ctx, object, asked, limits.candidates);
    found.push(...ids.map((record_id) => ({ record_id, object: object.key })));
  }
  return byNearness(query.q, await describe(ctx, objects, found)).slice(0, query.limit);
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
