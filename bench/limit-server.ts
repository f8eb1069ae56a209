import { createServer } from 'node:http';
import pg from 'pg';

/** What any program on Node and PostgreSQL could reach: one prepared statement per question over the same tables, no
 * sign-in, no rights, no validation, no history. Reads its settings from the environment of the bench. */
const [login, schema] = JSON.parse(process.argv[2]!) as [pg.PoolConfig, string];
const pool = new pg.Pool({ ...login, max: 16 });
const t = (name: string) => `"${schema}"."${name}"`;
const list = `select p.id, p.name, p.emails, p.city, p.last_contact_at, c.id as company_id, c.name as company
  from ${t('person')} p left join ${t('company')} c on c.id = p.company_id where p.deleted_at is null`;
const statements: Record<string, string> = {
  list: `${list} order by p.name__sort, p.id limit 50`,
  page: `${list} and (p.name__sort, p.id) > ($1, $2::uuid) order by p.name__sort, p.id limit 50`,
  filter: `${list} and p.city__sort = $1 order by p.name__sort, p.id limit 50`,
  hops: `${list} and p.company_id in (select a.id from ${t('company')} a join ${t('company')} b on b.id = a.parent_id
    join ${t('member')} m on m.id = b.owner_id where m.name__sort = $1) order by p.name__sort, p.id limit 50`,
  // As anybody would write it who looked at the plan: along the index, of those who have a score.
  score: `${list} and p.c_score is not null order by p.c_score desc, p.name__sort desc, p.id desc limit 50`,
  branches: `select id, name, city from ${t('company')} where deleted_at is null and c_branches >= 3
    order by name__sort, id limit 50`,
  typeahead: `select k.record_id, p.name from (select record_id from ${t('record_key')} where key >= $1 and key < $2
    and object = 'person' limit 20) k join ${t('person')} p on p.id = k.record_id`,
  search: `select k.record_id, p.name from (select a.record_id from ${t('record_key')} a where a.key = $1 and exists
    (select 1 from ${t('record_key')} b where b.key = $2 and b.record_id = a.record_id) limit 20) k
    join ${t('person')} p on p.id = k.record_id`,
  misspelt: `with w as (select word from ${t('search_word')} where word operator(public.%) $1
    order by public.similarity(word, $1) desc limit 1)
    select k.record_id, p.name from (select a.record_id from w join ${t('record_key')} a on a.key = 'w' || w.word
    where exists (select 1 from ${t('record_key')} b where b.key = $2 and b.record_id = a.record_id) limit 20) k
    join ${t('person')} p on p.id = k.record_id`,
  read: `select * from ${t('person')} where id = $1`,
  record: `select p.*, (select to_jsonb(c) from ${t('company')} c where c.id = p.company_id) as company,
    (select jsonb_agg(l) from (select * from ${t('timeline')} where object = 'person' and record_id = p.id
    order by at desc, entry_id desc limit 20) l) as timeline from ${t('person')} p where p.id = $1`,
  create: `insert into ${t('person')} (id, name, name__sort) values (gen_random_uuid(), $1::jsonb, $2) returning id`,
  update: `update ${t('person')} set city = $2, city__sort = lower($2), version = version + 1 where id = $1
    returning id`,
};

const server = createServer((request, response) => {
  const url = new URL(request.url!, 'http://limit');
  const name = url.pathname.slice(1);
  const values = url.searchParams.getAll('v');
  pool.query({ name, text: statements[name]!, values }).then(
    ({ rows }) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(rows));
    },
    (error: Error) => {
      response.statusCode = 500;
      response.end(error.message);
    },
  );
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
process.on('disconnect', () => process.exit());
