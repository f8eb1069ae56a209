import { sql, type Migration } from '#kernel/database';

export const migrations: Migration[] = [
  {
    name: '0610-forecast-run',
    statements: (table) => [
      sql`create table ${table('forecast_run')} (
        id uuid constraint forecast_run_key primary key,
        made_on date not null,
        through date not null,
        pipeline_id uuid,
        currency text not null,
        result jsonb not null,
        deal_ids uuid[] not null,
        chances real[] not null,
        came numeric,
        constraint forecast_run_once_key unique nulls not distinct (made_on, through, pipeline_id))`,
      sql`create index forecast_run_unscored on ${table('forecast_run')} (through) where came is null`,
      sql`create table ${table('deal_chance')} (
        deal_id uuid constraint deal_chance_key primary key,
        made_on date not null,
        through date not null,
        chance real not null,
        facts jsonb not null)`,
    ],
  },
];
