import { fail } from '#shared/failure';
import { teamsOf } from '#shared/rights';
import { fromUnits, toUnits } from '#shared/currencies/rates';
import { isId } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, namesOf, requireId, requireReadable, requireRight, scopeFor } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { settings } from '../forecast/settings.ts';
import { scoreForecasts } from '../forecast/scores.ts';
import { countEnded } from '../queries/deal-history.ts';
import { findChance, findRun, listScored, type Run } from '../queries/forecast-runs.ts';
import { listTargets, sumByPeople, type PersonSums, type TargetSum } from '../queries/by-people.ts';
import { findQuarter, quarterOf, today } from '../quarter.ts';
import { chanceAnswer, forecastAnswer } from './forecast-answers.ts';

const asking = z.object({ quarter: z.string().max(7).optional(), pipeline: z.string().max(60).optional() });

const read = defineRoute<unknown, z.infer<typeof asking>>({
  method: 'GET',
  path: '/api/v1/forecast',
  summary:
    'What a quarter will bring: what people say of their deals, their targets, and what the history of the firm says.',
  tag: 'Forecast',
  access: 'member',
  answer: forecastAnswer,
  query: asking as never,
  handle: async (ctx, { query }) => {
    const deal = getObject(ctx, 'deal');
    const scope = requireRight(ctx, deal, 'read');
    const name = query.quarter ?? quarterOf(today(ctx.now, ctx.workspace.timeZone)).name;
    const quarter = findQuarter(name) ?? fail('forecast.quarter_unknown');
    const pipeline = query.pipeline === undefined ? null : requireId(query.pipeline);
    const sums = await sumByPeople(ctx, quarter, pipeline);
    // Targets are for all that somebody sells: held against one pipeline they would never be reached.
    const targets = pipeline === null ? await listTargets(ctx, quarter) : [];
    const whole = seesAll(ctx);
    const run = whole ? await findRun(ctx, quarter.to, pipeline) : null;
    const [people, teams] = await rowsOf(ctx, { sums, targets, run });
    return {
      quarter: quarter.name,
      from: quarter.from,
      to: quarter.to,
      pipeline,
      currency: ctx.workspace.currency,
      partial: scope !== 'all',
      people,
      teams,
      total: totalOf(sums),
      computed: run ? computedOf(run) : null,
      missing: whole && !run ? await missingOf(ctx) : [],
      track_record: whole ? scoreForecasts(await listScored(ctx, pipeline)) : null,
    };
  },
});

/** What is worked out from all deals is told to those who may read all of them, and the fields that it is made of. */
function seesAll(ctx: Context): boolean {
  const deal = getObject(ctx, 'deal');
  const made = ['amount', 'outcome', 'owner', 'stage'];
  return scopeFor(ctx, deal, 'read') === 'all' && made.every((field) => deal.fields.has(field));
}

interface Parts {
  sums: PersonSums[];
  targets: TargetSum[];
  run: Run | null;
}

const nothing = { closed: '0.00', commit: '0.00', best: '0.00', pipeline: '0.00', left_out: 0 };

async function rowsOf(ctx: Context, { sums, targets, run }: Parts) {
  const owners = [...new Set([...sums.map(({ owner }) => owner), ...targets.flatMap(({ member }) => member ?? [])])];
  // What somebody sells counts for their teams, and for those above.
  const teamsUp = (owner: string | null) => teamsOf(ctx.workspace.access.teams, owner, 'up').map(({ id }) => id);
  const asked = new Set([...targets.flatMap(({ team }) => team ?? []), ...sums.flatMap(({ owner }) => teamsUp(owner))]);
  const names = await namesOf(
    ctx,
    new Map([
      ['member', new Set(owners.filter((owner) => owner !== null))],
      ['team', asked],
    ]),
  );
  const people = owners.map((owner) => {
    const mine = run?.result.owners.find((one) => one.owner === owner);
    const target = targets.find(({ member }) => member !== null && member === owner)?.amount ?? null;
    const said = sums.find((one) => one.owner === owner) ?? nothing;
    return {
      member: owner === null ? null : { id: owner, name: names.get(owner) ?? null },
      ...lineOf(said, target),
      computed: mine ? rangeOf(mine.range, mine.before) : null,
    };
  });
  const groups = [...asked].map((id) => {
    const said = totalOf(sums.filter(({ owner }) => teamsUp(owner).includes(id)));
    const target = targets.find(({ team }) => team === id)?.amount ?? null;
    return { team: { id, name: names.get(id) ?? null }, ...lineOf(said, target) };
  });
  return [people, groups] as const;
}

const cents = (text: string): bigint => toUnits(text, 2)!;

function lineOf(said: Omit<PersonSums, 'owner'>, target: string | null) {
  const { closed, commit, best, pipeline, left_out } = said;
  const gap = target === null ? null : fromUnits(cents(target) - cents(closed), 2, 2);
  return { closed, commit, best, pipeline, left_out, target, gap };
}

function totalOf(sums: readonly PersonSums[]) {
  const sum = (key: 'closed' | 'commit' | 'best' | 'pipeline') =>
    fromUnits(
      sums.reduce((total, one) => total + cents(one[key]), 0n),
      2,
      2,
    );
  const left_out = sums.reduce((total, one) => total + one.left_out, 0);
  return { closed: sum('closed'), commit: sum('commit'), best: sum('best'), pipeline: sum('pipeline'), left_out };
}

const rangeOf = ({ p10, p50, p90 }: Run['result']['all'], before: number) => ({
  p10: Math.round(p10 + before),
  p50: Math.round(p50 + before),
  p90: Math.round(p90 + before),
});

function computedOf({ result, made_on }: Run) {
  const { learnt, baselines, before } = result;
  return {
    ...rangeOf(result.all, before),
    made_on,
    learnt,
    baselines: {
      win_rate: Math.round(baselines.win_rate + before),
      last_period: Math.round(baselines.last_period + before),
    },
  };
}

async function missingOf(ctx: Context) {
  const have = await countEnded(ctx);
  return (['won', 'lost', 'days'] as const)
    .map((what) => ({ what, have: have[what], need: settings.least[what] }))
    .filter((one) => one.have < one.need);
}

const chance = defineRoute<{ id: string }>({
  method: 'GET',
  path: '/api/v1/deals/:id/chance',
  summary: 'The computed chance that a deal is won by the end of the quarter, and the facts that moved it most.',
  tag: 'Forecast',
  access: 'member',
  answer: chanceAnswer,
  params: z.object({ id: z.string().max(60) }),
  handle: async (ctx, { params }) => {
    const deal = getObject(ctx, 'deal');
    const id = await requireReadable(ctx, deal, requireId(params.id));
    // The chance gives away how a deal stands: not to those who may not see that.
    const found = deal.fields.has('outcome') && deal.fields.has('stage') ? await findChance(ctx, id) : null;
    if (found === null) return { chance: null };
    const fieldOf = { age: 'created_at', stage: 'stage', size: 'amount', owner: 'owner' } as const;
    const facts = found.facts.filter(({ what }) => what === 'age' || deal.fields.has(fieldOf[what]));
    const ids = (what: string) =>
      new Set(facts.flatMap((one) => (one.what === what && isId(one.value) ? one.value : [])));
    const names = await namesOf(
      ctx,
      new Map([
        ['stage', ids('stage')],
        ['member', ids('owner')],
      ]),
    );
    const told = facts.map((fact) => ({ ...fact, name: names.get(fact.value) ?? null }));
    return { chance: { ...found, facts: told } };
  },
});

/** What a quarter will bring, and the chance of a deal. */
export const forecastRoutes: Route[] = [read, chance];
