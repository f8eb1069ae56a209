import { newId, sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { Fact } from '../forecast/forecast.ts';
import { settings } from '../forecast/settings.ts';
import type { Scored } from '../forecast/scores.ts';
import type { Range } from '../forecast/simulate.ts';

/** What a run keeps beside the chances of its deals. */
export interface RunResult {
  all: Range;
  open: Range;
  /** What was won in the quarter before, up to the day of the run. */
  before: number;
  owners: { owner: string | null; before: number; range: Range }[];
  learnt: { from: string; to: string; won: number; lost: number; doubt: number; tries: number; season: boolean };
  /** What win rate × open value, and the last period, would have said. */
  baselines: { win_rate: number; last_period: number };
}

/** A run as it is kept, for ever. */
export interface Run {
  made_on: string;
  through: string;
  pipeline_id: string | null;
  currency: string;
  result: RunResult;
}

/** A deal's chance as of the last run. */
export interface ChanceRow {
  deal_id: string;
  chance: number;
  facts: Fact[];
}

/** Keeps a run; the same day's again is the same. */
export async function keepRun(ctx: Context, run: Run, deals: readonly ChanceRow[]): Promise<void> {
  await ctx.db.run(sql`insert into ${ctx.db.table('forecast_run')}
      (id, made_on, through, pipeline_id, currency, result, deal_ids, chances)
    values (${newId()}::uuid, ${run.made_on}::date, ${run.through}::date, ${run.pipeline_id}::uuid, ${run.currency},
      ${JSON.stringify(run.result)}::jsonb, ${deals.map((one) => one.deal_id)}::uuid[],
      ${deals.map((one) => one.chance)}::real[])
    on conflict (made_on, through, pipeline_id) do nothing`);
}

/** Puts the chances of all open deals in the place of yesterday's. */
export async function keepChances(ctx: Context, run: Run, deals: readonly ChanceRow[]): Promise<void> {
  const { table } = ctx.db;
  await ctx.db.run(sql`delete from ${table('deal_chance')}`);
  await ctx.db.run(sql`insert into ${table('deal_chance')} (deal_id, made_on, through, chance, facts)
    select (one->>'deal_id')::uuid, ${run.made_on}::date, ${run.through}::date, (one->>'chance')::real, one->'facts'
    from jsonb_array_elements(${JSON.stringify(deals)}::jsonb) one`);
}

/** The periods of runs that are over and not scored yet. */
export async function listUnscored(
  ctx: Context,
  today: string,
): Promise<{ id: string; made_on: string; through: string; pipeline_id: string | null }[]> {
  return ctx.db.many(sql`select id, made_on::text as made_on, through::text as through, pipeline_id
    from ${ctx.db.table('forecast_run')} where came is null and through < ${today}::date order by made_on limit 1000`);
}

/** Writes what came of runs. */
export async function keepScores(ctx: Context, scores: readonly { id: string; came: number }[]): Promise<void> {
  await ctx.db.run(sql`update ${ctx.db.table('forecast_run')} r set came = s.came
    from unnest(${scores.map((one) => one.id)}::uuid[], ${scores.map((one) => one.came)}::numeric[]) s (id, came)
    where r.id = s.id`);
}

/** The newest run for a period, and the periods that were scored; null where there is none. */
export async function findRun(ctx: Context, through: string, pipeline: string | null): Promise<Run | null> {
  return ctx.db.maybe<Run>(sql`select made_on::text as made_on, through::text as through, pipeline_id, currency, result
    from ${ctx.db.table('forecast_run')}
    where through = ${through}::date and pipeline_id is not distinct from ${pipeline}::uuid
    order by made_on desc limit 1`);
}

/** Past forecasts that looked far enough ahead, beside what came of them, the newest first. */
export async function listScored(ctx: Context, pipeline: string | null): Promise<Scored[]> {
  return ctx.db.many<Scored>(sql`select (result->'all'->>'p10')::float8 as p10, (result->'all'->>'p50')::float8 as p50,
      (result->'all'->>'p90')::float8 as p90, came::float8 as came
    from ${ctx.db.table('forecast_run')}
    where came is not null and through - made_on >= ${settings.scoredFrom}::int
      and pipeline_id is not distinct from ${pipeline}::uuid order by made_on desc limit 1000`);
}

/** The chance of a deal as of the last run. */
export async function findChance(
  ctx: Context,
  deal: string,
): Promise<{ made_on: string; through: string; chance: number; facts: Fact[] } | null> {
  return ctx.db.maybe(sql`select made_on::text as made_on, through::text as through, chance::float8 as chance, facts
    from ${ctx.db.table('deal_chance')} where deal_id = ${deal}::uuid`);
}
