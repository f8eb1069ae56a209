import pg from 'pg';
import { sortKey } from '#shared/fold';
import { givenNames, industries, surnames, towns } from './names.ts';

export interface Size {
  people: number;
  companies: number;
  entries: number;
}

export interface Filling extends Size {
  /** Members who own the people and companies, each as many. */
  owners: string[];
}

/** Fills a workspace with generated records, always the same ones for one size. Rows go in without the indexes, which
 * are built again afterwards as they were. */
export async function generate(login: pg.ClientConfig, schema: string, size: Filling): Promise<void> {
  const client = new pg.Client(login);
  await client.connect();
  await client.query('set synchronous_commit = off');
  await client.query("set maintenance_work_mem = '1GB'");
  const t = (name: string) => `"${schema}"."${name}"`;
  const tables = ['person', 'company', 'record_key', 'timeline', 'search_word'];
  const indexes = await dropIndexes(client, schema, tables);
  await companies(client, t, size);
  await people(client, t, size);
  await keys(client, t);
  await timeline(client, t, size);
  await client.query(`update ${t('person')} p set last_contact_at = l.at from (select record_id, max(at) as at
    from ${t('timeline')} where object = 'person' group by 1) l where l.record_id = p.id`);
  for (const index of indexes) await client.query(index);
  for (const table of tables) await client.query(`vacuum analyze ${t(table)}`);
  await client.end();
}

async function dropIndexes(client: pg.Client, schema: string, tables: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
      join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = $1 and t.relname = any ($2) and not i.indisprimary`,
    [schema, tables],
  );
  for (const row of rows) await client.query(`drop index "${schema}"."${row.name}"`);
  return rows.map((row) => row.definition);
}

type Table = (name: string) => string;

// A number from 0 to n-1 that looks like chance and is the same every time.
const pick = (salt: number, n: string) => `((hashint8(i::bigint * 31 + ${salt})::bigint & 2147483647) % ${n} + 1)`;
const id = (kind: number, value: string) =>
  `('0190000${kind}-0000-7000-8000-' || lpad(to_hex(${value}), 12, '0'))::uuid`;

async function companies(client: pg.Client, t: Table, { companies: n, owners }: Filling): Promise<void> {
  await client.query(
    `insert into ${t('company')} (id, name, name__sort, city, city__sort, country, country__sort,
      industry, industry__sort, domains, owner_id, parent_id)
    select ${id(1, 'i')}, name, lower(name), ($1::text[])[town], ($2::text[])[town], 'Cyprus', 'cyprus', trade, trade,
      jsonb_build_array(jsonb_build_object('value', 'firm' || i || '.example', 'label', null, 'primary', true)),
      ($5::uuid[])[i % cardinality($5::uuid[]) + 1], case when i > 10 and i % 4 = 0 then ${id(1, 'i / 10')} end
    from (select i, ($3::text[])[${pick(1, String(surnames.shown.length))}] || ' ' || i || ' Ltd' as name,
      ${pick(2, String(towns.length))} as town, ($4::text[])[${pick(3, String(industries.length))}] as trade
      from generate_series(1, ${n}) i) g`,
    [towns, towns.map(sortKey), surnames.shown, industries, owners],
  );
}

async function people(client: pg.Client, t: Table, { people: n, companies: firms, owners }: Filling): Promise<void> {
  await client.query(
    `insert into ${t('person')} (id, created_at, updated_at, name, name__sort, emails, phones, title, title__sort,
      city, city__sort, country, country__sort, company_id, stage, birthday, birthday__day, owner_id)
    select ${id(2, 'i')}, timestamptz '2020-01-01' + make_interval(mins => i), timestamptz '2020-01-01' +
      make_interval(mins => i),
      jsonb_build_object('full', ($1::text[])[g] || ' ' || ($2::text[])[s], 'first', ($1::text[])[g], 'last',
        ($2::text[])[s],
        'prefix', null, 'middle', null, 'suffix', null, 'latin', null),
      left(($4::text[])[s] || ' ' || ($3::text[])[g], 80),
      jsonb_build_array(jsonb_build_object('value', 'p' || i || '@firm' || firm || '.example', 'label', null,
        'primary', true)),
      jsonb_build_array(jsonb_build_object('value', '+3579' || lpad((i % 10000000)::text, 7, '0'), 'label', 'mobile',
        'primary', true, 'extension', null, 'raw', null)),
      'Director', 'director', ($5::text[])[town], ($6::text[])[town], 'Cyprus', 'cyprus', ${id(1, 'firm')},
      (array['lead', 'prospect', 'customer', 'former'])[i % 4 + 1],
      '19' || lpad((i % 60 + 30)::text, 2, '0') || '-' || lpad((i % 12 + 1)::text, 2, '0') || '-' || lpad((i %
        28 + 1)::text, 2, '0'),
      ((i % 12 + 1) * 100 + i % 28 + 1)::smallint, ($7::uuid[])[i % cardinality($7::uuid[]) + 1]
    from (select i, ${pick(4, String(givenNames.shown.length))} as g, ${pick(5, String(surnames.shown.length))} as s,
      ${pick(6, String(towns.length))} as town, ${pick(7, String(firms))} as firm from generate_series(1, ${n}) i) x`,
    [givenNames.shown, surnames.shown, givenNames.sort, surnames.sort, towns, towns.map(sortKey), owners],
  );
}

/** Search words by sound, name keys, addresses and numbers, as the engine writes them. */
async function keys(client: pg.Client, t: Table): Promise<void> {
  const sounds = new Map(
    [givenNames, surnames].flatMap((list) =>
      list.shown.map((name, i) => [name, [list.sound[i]!, list.key[i]!]] as const),
    ),
  );
  await client.query('create temporary table sound (name text primary key, sound text, key text)');
  const names = [...sounds.keys()];
  await client.query('insert into sound select * from unnest($1::text[], $2::text[], $3::text[])', [
    names,
    names.map((name) => sounds.get(name)![0]),
    names.map((name) => sounds.get(name)![1]),
  ]);
  await client.query(`insert into ${t('record_key')} (key, record_id, object)
    select k.key, p.id, 'person' from ${t('person')} p
    join sound g on g.name = p.name->>'first' join sound s on s.name = p.name->>'last'
    cross join lateral (select distinct key from (values ('w' || g.sound), ('w' || s.sound),
      ('n' || least(g.key, s.key) || ' ' || greatest(g.key, s.key)), ('e' || (p.emails->0->>'value')),
      ('p' || substr(p.phones->0->>'value', 2))) v (key)) k order by 1, 2`);
  await client.query(`insert into ${t('record_key')} (key, record_id, object)
    select k.key, c.id, 'company' from ${t('company')} c
    join sound s on s.name = split_part(c.name, ' ', 1)
    cross join lateral (values ('w' || s.sound), ('w' || split_part(c.name, ' ', 2)), ('wltd'), ('c' ||
      lower(split_part(c.name, ' ', 1)) || ' ' ||
      split_part(c.name, ' ', 2)), ('d' || (c.domains->0->>'value'))) k (key) on conflict do nothing`);
  await client.query(
    `insert into ${t('search_word')} select distinct sound from sound where length(sound) >= 4 on conflict do nothing`,
  );
}

async function timeline(client: pg.Client, t: Table, { people: n, companies: firms, entries }: Size): Promise<void> {
  await client.query(`insert into ${t('timeline')} (object, record_id, at, entry_id, entry_object, kind, title, text)
    select case when i % 5 = 0 then 'company' else 'person' end,
      case when i % 5 = 0 then ${id(1, pick(8, String(firms)))} else ${id(2, pick(9, String(n)))} end,
      timestamptz '2016-01-01' + make_interval(mins => i), ${id(3, 'i')}, 'note',
      (array['note', 'call', 'mail', 'meeting'])[i % 4 + 1], 'Talk number ' || i, 'What was said, in a line or two.'
    from generate_series(1, ${entries}) i`);
}
