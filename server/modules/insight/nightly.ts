import { z } from '#kernel/http';
import { defineJob, enqueue, undefinedAfterStop, type JobDefinition, type JobRun } from '#kernel/jobs';
import { asLastPeriod, winRateTimesOpen } from './forecast/baselines.ts';
import { wonWithin } from './forecast/doubt.ts';
import { forecastApart } from './forecast/forecast-apart.ts';
import type { Forecast } from './forecast/forecast.ts';
import { settings } from './forecast/settings.ts';
import { countEnded, readDeals, type HeldDeal } from './queries/deal-history.ts';
import { keepChances, keepRun, keepScores, listUnscored, type ChanceRow, type Run } from './queries/forecast-runs.ts';
import { dayName, dayNumber, quarterOf, today, type Quarter } from './quarter.ts';

const reading = 120_000; // a page of deals with its history, on a busy machine
const mostPipelines = 20; // each is another forecast; nobody looks at more

/** Forecasts this quarter and the next from the whole history, and says of past ones what came. */
const run = defineJob({
  key: 'insight.forecast',
  input: z.object({}),
  attempts: 3,
  alone: true,
  run: async (job) => {
    const deals = await readHistory(job);
    if (deals === null) return undefinedAfterStop;
    const day = await job.transaction(async (ctx) => today(ctx.now, ctx.workspace.timeZone));
    const scored = await scorePast(job, deals, day);
    return { scored, runs: await makeRuns(job, deals, day) };
  },
});

/** Every night, where enough has ended that a forecast may come of it. */
const night = defineJob({
  key: 'insight.night',
  input: z.object({}),
  attempts: 3,
  everySeconds: 86_400,
  run: (job) =>
    job.transaction(async (ctx) => {
      const ended = await countEnded(ctx);
      const { won, lost } = settings.least;
      if (ended.won < won || ended.lost < lost) return { enough: false };
      await enqueue(ctx, run, {}, { once: job.id, heavy: true });
      return { enough: true };
    }),
});

export const jobs = [run, night] as unknown as JobDefinition<never>[];

async function readHistory(job: JobRun): Promise<HeldDeal[] | null> {
  const all: HeldDeal[] = [];
  for (let after: string | null = null; ;) {
    if (job.stopped()) return null;
    const from: string | null = after;
    const page: Awaited<ReturnType<typeof readDeals>> = await job.transaction((ctx) => readDeals(ctx, from), {
      timeout: reading,
    });
    all.push(...page.deals);
    if (page.last === null) return all;
    after = page.last;
  }
}

async function scorePast(job: JobRun, deals: readonly HeldDeal[], day: string): Promise<number> {
  const past = await job.transaction((ctx) => listUnscored(ctx, day));
  const scores = past.map(({ id, made_on, through, pipeline_id }) => {
    const later = ofPipeline(deals, pipeline_id).filter(({ closed }) => closed !== null && closed > dayNumber(made_on));
    return { id, came: wonWithin(later, dayNumber(through)) };
  });
  if (scores.length > 0) await job.transaction((ctx) => keepScores(ctx, scores));
  return scores.length;
}

const ofPipeline = (deals: readonly HeldDeal[], pipeline: string | null) =>
  pipeline === null ? deals : deals.filter((deal) => deal.pipeline === pipeline);

async function makeRuns(job: JobRun, deals: readonly HeldDeal[], day: string): Promise<number> {
  const [last, now] = [dayNumber(day), quarterOf(day)];
  const next = quarterOf(dayName(dayNumber(now.to) + 1));
  // On its last day a quarter has no days left to forecast.
  const periods = [now, next].filter((quarter) => dayNumber(quarter.to) > last);
  const used = [...new Set(deals.flatMap(({ pipeline }) => pipeline ?? []))].slice(0, mostPipelines);
  const asked = periods.map((quarter) => ({ last, days: dayNumber(quarter.to) - last }));
  const whole = await forecastApart({ deals, asked });
  let made = 0;
  for (const pipeline of [null, ...used]) {
    if (job.stopped()) break;
    const mine = ofPipeline(deals, pipeline);
    // Most firms have one pipeline: what holds for all deals holds for it.
    const answers = mine.length === deals.length ? whole : await forecastApart({ deals: mine, asked });
    for (const [at, answer] of answers.entries()) {
      if ('missing' in answer) continue;
      const kept = keptOf(answer, mine, { day, quarter: periods[at]!, pipeline });
      await job.transaction(async (ctx) => {
        const { run: one, chances } = kept(ctx.workspace.currency);
        await keepRun(ctx, one, chances);
        if (pipeline === null && at === 0) await keepChances(ctx, one, chances);
      });
      made += 1;
    }
  }
  return made;
}

interface Of {
  day: string;
  quarter: Quarter;
  pipeline: string | null;
}

function keptOf(made: Forecast, deals: readonly HeldDeal[], { day, quarter, pipeline }: Of) {
  const last = dayNumber(day);
  const { learnt } = made;
  const won = deals.filter((deal) => deal.closed !== null && deal.closed >= dayNumber(quarter.from));
  const result: Run['result'] = {
    all: made.all,
    open: made.open,
    before: wonWithin(won, last),
    owners: [...new Set([...made.owners.keys(), ...won.map(({ owner }) => owner)])].map((owner) => ({
      owner,
      before: wonWithin(
        won.filter((deal) => deal.owner === owner),
        last,
      ),
      range: made.owners.get(owner) ?? { p10: 0, p50: 0, p90: 0, mean: 0 },
    })),
    learnt: {
      from: dayName(learnt.from),
      to: day,
      won: learnt.won,
      lost: learnt.lost,
      doubt: learnt.doubt.sd,
      tries: learnt.doubt.tries,
      season: learnt.doubt.season,
    },
    baselines: {
      win_rate: winRateTimesOpen(deals, last),
      last_period: asLastPeriod(deals, last, dayNumber(quarter.to) - last),
    },
  };
  const chances: ChanceRow[] = made.deals.map(({ id, chance, facts }) => ({ deal_id: id, chance, facts }));
  return (currency: string): { run: Run; chances: ChanceRow[] } => ({
    run: { made_on: day, through: quarter.to, pipeline_id: pipeline, currency, result },
    chances,
  });
}
