import { newId, sql, type Sql } from '#kernel/database';
import type { Beginning } from '#kernel/module';
import type { Workspace } from '#kernel/workspace';
import { sortKey } from '#shared/fold';
import { firstPipeline, firstStages } from './first-stages.ts';

type Table = (name: string) => Sql;
type Language = Workspace['language'];

// What ends a deal stands behind all stages on the way to it, those that come later too.
const ends = 1_000;

/** The first pipeline; and pipelines and stages were texts of deals once: each of these texts becomes a record. */
export function beginnings({ language }: Workspace): Beginning[] {
  return [
    {
      name: '0500-pipelines',
      fills: 'pipeline',
      statements: (table) => [
        addFirst(table, language),
        addFirstStages(table, language),
        addPipelines(table, language),
        addStages(table, language),
        placeDeals(table, language),
        unsort(table),
      ],
    },
  ];
}

function addFirst(table: Table, language: Language): Sql {
  const name = firstPipeline[language];
  return sql`insert into ${table('pipeline')} (id, name, name__sort, position)
    values (${newId()}::uuid, ${name}, ${sortKey(name)}, 1)`;
}

function addFirstStages(table: Table, language: Language): Sql {
  const lines = firstStages.map((stage, at) => {
    const name = stage[language];
    const position = at + 1 + (stage.outcome === 'open' ? 0 : ends);
    return sql`(${newId()}::uuid, ${name}, ${sortKey(name)}, ${position}::numeric, ${stage.probability}::numeric,
      ${stage.outcome})`;
  });
  return sql`insert into ${table('stage')} (id, name, name__sort, pipeline_id, position, probability, outcome)
    select v.id, v.name, v.key, p.id, v.position, v.probability, v.outcome
    from (values ${sql.join(lines)}) v (id, name, key, position, probability, outcome), ${table('pipeline')} p`;
}

/** The deals with the texts that they held, and the keys of the records that these become. Read as JSON: the columns
 * of a workspace that is new never were. */
function heldSql(table: Table, language: Language): Sql {
  const renamed = (names: { en: string; el: string }) => sql`(${sortKey(names.en)}, ${sortKey(names.el)},
    ${sortKey(names[language])})`;
  const first = sortKey(firstPipeline[language]);
  const [pipeline, ...stages] = [firstPipeline, ...firstStages].map(renamed);
  return sql`held as (
    select d.id, d.created_at, d.outcome, coalesce(p.key, d.pk, ${first}) as pk, d.pipeline,
      case when coalesce(p.key, d.pk, ${first}) = ${first} then coalesce(s.key, d.sk) else d.sk end as sk, d.stage
    from (
      select t.id, t.created_at, t.outcome, j.pipeline, j.stage,
        case when trim(j.pipeline) <> '' then nullif(j.pipeline__sort, '') end as pk,
        case when trim(j.stage) <> '' then nullif(j.stage__sort, '') end as sk
      from ${table('deal')} t cross join lateral jsonb_to_record(to_jsonb(t))
        j (pipeline text, pipeline__sort text, stage text, stage__sort text)) d
    left join (values ${pipeline!}) p (en, el, key) on d.pk in (p.en, p.el)
    left join (values ${sql.join(stages)}) s (en, el, key) on d.sk in (s.en, s.el))`;
}

function addPipelines(table: Table, language: Language): Sql {
  return sql`with ${heldSql(table, language)}
    insert into ${table('pipeline')} (id, name, name__sort, position)
    select gen_random_uuid(), min(h.pipeline), h.pk, 1 + row_number() over (order by min(h.created_at), h.pk)
    from held h where h.pipeline is not null and not exists (
      select 1 from ${table('pipeline')} p where p.name__sort = h.pk)
    group by h.pk`;
}

function addStages(table: Table, language: Language): Sql {
  const means = sql`case when bool_and(h.outcome is not distinct from 'won') then 'won'
    when bool_and(h.outcome is not distinct from 'lost') then 'lost' else 'open' end`;
  return sql`with ${heldSql(table, language)}, fresh as (
      select p.id as pipeline_id, min(h.stage) as name, h.sk, min(h.created_at) as since, ${means} as outcome
      from held h join ${table('pipeline')} p on p.name__sort = h.pk
      where h.sk is not null and not exists (
        select 1 from ${table('stage')} s where s.pipeline_id = p.id and s.name__sort = h.sk)
      group by p.id, h.sk)
    insert into ${table('stage')} (id, name, name__sort, pipeline_id, position, outcome)
    select gen_random_uuid(), name, sk, pipeline_id, ${firstStages.length}::numeric
        + case outcome when 'open' then 0 else ${ends}::numeric end
        + row_number() over (partition by pipeline_id order by since, sk), outcome
    from fresh`;
}

function placeDeals(table: Table, language: Language): Sql {
  return sql`with ${heldSql(table, language)}
    update ${table('deal')} t set pipeline_id = p.id, stage_id = s.id, stage_since = case when s.id is not null then
      coalesce((select max(c.at) from ${table('change')} c where c.record_id = t.id and c.after ? 'stage'),
        t.created_at) end
    from held h join ${table('pipeline')} p on p.name__sort = h.pk
      left join ${table('stage')} s on s.pipeline_id = p.id and s.name__sort = h.sk
    where t.id = h.id`;
}

/** Views that were ordered by these texts are ordered by what they name beside them. */
function unsort(table: Table): Sql {
  const gone = ['stage', '-stage', 'pipeline', '-pipeline'];
  return sql`update ${table('view')} v set sort = array(select s.term from unnest(v.sort) with ordinality s (term, at)
      where s.term <> all (${gone}::text[]) order by s.at)
    where v.object = 'deals' and v.sort && ${gone}::text[]`;
}
