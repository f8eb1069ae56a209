import { defineEvent, emit } from '#kernel/events';
import { newId, prepared, sql, type Sql } from '#kernel/database';
import { findsHidden, getObject, requireRight, scopeSql, type ObjectModel } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { fold, nameKey } from '#shared/fold';

export interface Words {
  en: string;
  el: string;
}

/** Pairs were found or settled: a page that shows them asks again. */
const duplicatesChanged = defineEvent<{ count: number }>('quality.duplicates.changed');

/** Two records that may be one, with what speaks for it. */
export interface Proposal {
  object: string;
  first: string;
  second: string;
  /** 0 to 100. */
  score: number;
  reason: Words;
}

export interface DuplicateRow {
  id: string;
  object: string;
  first_id: string;
  second_id: string;
  score: number;
  reason: Words;
  state: 'open' | 'separate';
}

/** Proposes pairs for a person to decide. A pair that was kept separate is never proposed again. */
export async function proposeDuplicates(ctx: Context, proposals: Proposal[]): Promise<void> {
  if (proposals.length === 0) return;
  const rows = proposals.map(({ object, first, second, score, reason }) => {
    const [first_id, second_id] = first < second ? [first, second] : [second, first];
    return { id: newId(), object, first_id, second_id, score, reason };
  });
  const table = ctx.db.table('duplicate');
  const found = await ctx.db.run(sql`insert into ${table} (id, object, first_id, second_id, score, reason)
    select id, object, first_id, second_id, score, reason
    from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json) on conflict do nothing`);
  if (found > 0) await emit(ctx, duplicatesChanged, { count: found });
}

/** Open proposals, the surest first, of which both records are still there and the actor may see both. */
export function listDuplicates(ctx: Context, object: ObjectModel, limit: number): Promise<DuplicateRow[]> {
  return ctx.db.many<DuplicateRow>(sql`select d.* from ${pairsOf(ctx, object, 'read')}
    where d.object = ${object.key} and d.state = 'open' order by d.score desc, d.id limit ${limit}`);
}

/** Pairs `d` of which both records live and are within the actor's reach. */
function pairsOf(ctx: Context, object: ObjectModel, verb: 'read' | 'update'): Sql {
  const table = ctx.db.table(object.table);
  // A pair tells that two records share an address or a number: not to those who may not see it.
  const reach = (alias: string) => (findsHidden(object) ? sql`false` : scopeSql(ctx, object, { verb, alias }));
  return sql`${ctx.db.table('duplicate')} d
    join ${table} a on a.id = d.first_id and a.deleted_at is null and ${reach('a')}
    join ${table} b on b.id = d.second_id and b.deleted_at is null and ${reach('b')}`;
}

/** The next records of an object that a change set made. */
export async function listCreated(
  ctx: Context,
  page: { changeSetId: string; object: string; after: string | null },
): Promise<string[]> {
  const rows = await ctx.db.many<{ record_id: string }>(sql`select record_id from ${ctx.db.table('change')}
    where change_set_id = ${page.changeSetId}::uuid and object = ${page.object} and verb = 'create'
      and record_id > coalesce(${page.after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by record_id limit 300`);
  return rows.map((row) => row.record_id);
}

/** Remembers that two records are two; false where there is no such pair within the actor's reach. */
export async function keepSeparate(ctx: Context, id: string): Promise<boolean> {
  const table = ctx.db.table('duplicate');
  const pair = await ctx.db.maybe<{ object: string }>(sql`select object from ${table} where id = ${id}::uuid`);
  if (!pair) return false;
  const object = getObject(ctx, pair.object);
  requireRight(ctx, object, 'update');
  const settled = await ctx.db.run(sql`update ${table} set state = 'separate'
    where id in (select d.id from ${pairsOf(ctx, object, 'update')} where d.id = ${id}::uuid)`);
  if (settled > 0) await emit(ctx, duplicatesChanged, { count: settled });
  return settled > 0;
}

/** Remembers that records which somebody took apart are several, whatever their addresses say. */
export async function keepParted(ctx: Context, object: string, ids: string[]): Promise<void> {
  const pairs = ids.flatMap((one, index) => ids.slice(index + 1).map((other) => [one, other].toSorted()));
  const reason: Words = { en: 'They were one and were taken apart', el: 'Ήταν ένα και χωρίστηκαν' };
  const rows = pairs.map(([first_id, second_id]) => ({ id: newId(), object, first_id, second_id, score: 0, reason }));
  const table = ctx.db.table('duplicate');
  await ctx.db.run(sql`insert into ${table} (id, object, first_id, second_id, score, reason, state)
    select id, object, first_id, second_id, score, reason, 'separate'
    from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json)
    on conflict (first_id, second_id) do update set state = 'separate'`);
  await emit(ctx, duplicatesChanged, { count: rows.length });
}

/** Addresses and numbers that this many records share belong to a firm, not to one person. */
const shared = 3;

/** Looks for records that may be the same as the given ones, by keys that were written with them: one personal
 * address, one number with a spelling of the same name, or one name at one company. */
export async function findDuplicates(ctx: Context, object: 'person' | 'company', ids: string[]): Promise<Proposal[]> {
  return object === 'person' ? findPeople(ctx, ids) : findCompanies(ctx, ids);
}

interface Pair {
  first: string;
  second: string;
  by: string;
}

async function findPeople(ctx: Context, ids: string[]): Promise<Proposal[]> {
  const people = await ctx.db.many<{
    id: string;
    full: string;
    company_id: string | null;
    keys: string[];
  }>(
    sql`select p.id,
      p.name->>'full' as full, p.company_id,
      array(select 'e' || (e->>'value') from jsonb_array_elements(coalesce(p.emails, '[]')) e)
        || array(select 'p' || regexp_replace(f->>'value', '[^0-9]', '', 'g') from
          jsonb_array_elements(coalesce(p.phones, '[]')) f) as keys
    from ${ctx.db.table('person')} p where p.id = any (${ids}::uuid[]) and p.deleted_at is null`,
    prepared,
  );
  const asked = people.flatMap((person) => person.keys.map((key) => ({ id: person.id, key })));
  // LATERAL with a limit is a short walk along the index for each key, whatever the planner believes of the table.
  const holders = await ctx.db.many<Pair>(
    sql`select a.id as first, k.record_id as second, a.key as by
    from unnest(${asked.map((one) => one.id)}::uuid[], ${asked.map((one) => one.key)}::text[]) a (id, key)
    cross join lateral (select record_id from ${ctx.db.table('record_key')} r
      where r.key = a.key and r.object = 'person' limit ${shared + 1}) k
    where length(a.key) > 5`,
    prepared,
  );
  const pairs = [...Map.groupBy(holders, (one) => one.first + one.by).values()]
    .filter((group) => group.length <= shared)
    .flatMap((group) => group.filter((one) => one.first !== one.second));
  const named = await sameNames(ctx, people);
  return [...judge(pairs, named), ...named.filter((pair) => pair.same_company).map(byCompany)];
}

interface NamedPair {
  first: string;
  second: string;
  same_company: boolean;
}

/** Living people whose name sounds the same, by the keys written with them. */
function sameNames(ctx: Context, people: { id: string; full: string }[]): Promise<NamedPair[]> {
  const asked = people.map(({ id, full }) => ({ id, key: `n${nameKey(full)}` })).filter(({ key }) => key !== 'n');
  return ctx.db.many<NamedPair>(
    sql`select n.id as first, o.record_id as second,
      coalesce(a.company_id = b.company_id, false) as same_company
    from unnest(${asked.map((one) => one.id)}::uuid[], ${asked.map((one) => one.key)}::text[]) n (id, key)
    cross join lateral (select record_id from ${ctx.db.table('record_key')} r
      where r.key = n.key and r.object = 'person' and r.record_id <> n.id limit ${namesakes}) o
    cross join lateral (select company_id from ${ctx.db.table('person')} x
      where x.id = n.id and x.deleted_at is null limit 1) a
    cross join lateral (select company_id from ${ctx.db.table('person')} x
      where x.id = o.record_id and x.deleted_at is null limit 1) b limit ${mostPairs}`,
    prepared,
  );
}

// People of one name that one look compares; beyond it a name alone says nothing.
const namesakes = 50;

// Pairs of one look; a list of a thousand namesakes is a matter for a rule, not for a queue.
const mostPairs = 5_000;

function judge(pairs: Pair[], named: NamedPair[]): Proposal[] {
  const names = new Set(named.map((pair) => pair.first + pair.second));
  return pairs.flatMap(({ first, second, by }) => {
    const same = names.has(first + second);
    const what = by.slice(1);
    if (by.startsWith('e') && isRole(what)) return [];
    if (by.startsWith('e')) {
      const reason = { en: `Both have the address ${what}`, el: `Έχουν και οι δύο τη διεύθυνση ${what}` };
      return [{ object: 'person', first, second, score: same ? 98 : 80, reason }];
    }
    if (!same) return [];
    const reason = { en: `One name and one number, +${what}`, el: `Ένα όνομα και ένας αριθμός, +${what}` };
    return [{ object: 'person', first, second, score: 85, reason }];
  });
}

function byCompany({ first, second }: NamedPair): Proposal {
  const reason = { en: 'One name at one company', el: 'Το ίδιο όνομα στην ίδια εταιρεία' };
  return { object: 'person', first, second, score: 75, reason };
}

const roles = new Set(
  'info sales office contact admin support accounts accounting mail hello enquiries reception hr jobs'.split(' '),
);

/** Mailboxes of a post, not of a person, prove nothing. */
function isRole(address: string): boolean {
  return roles.has(fold(address.split('@', 1)[0]!));
}

async function findCompanies(ctx: Context, ids: string[]): Promise<Proposal[]> {
  const pairs = await ctx.db.many<Pair>(sql`select a.id as first, k.record_id as second, k.key as by
    from ${ctx.db.table('company')} a
    cross join lateral (select 'd' || (d->>'value') as key from jsonb_array_elements(coalesce(a.domains, '[]')) d) w
    join ${ctx.db.table('record_key')} k on k.key = w.key and k.object = 'company' and k.record_id <> a.id
    where a.id = any (${ids}::uuid[]) and a.deleted_at is null`);
  return pairs.map(({ first, second, by }) => {
    const reason = { en: `Both use the domain ${by.slice(1)}`, el: `Χρησιμοποιούν και οι δύο το ${by.slice(1)}` };
    return { object: 'company', first, second, score: 85, reason };
  });
}
