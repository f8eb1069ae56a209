import { learnDoubt, type Doubt } from './doubt.ts';
import { groupsOf, traits, type Trait } from './groups.ts';
import { chanceAt, chanceOf, findMissing, learnModel, openDeals, windowOf } from './model.ts';
import type { Missing, Model } from './model.ts';
import { asKnown, type PastDeal } from './past-deal.ts';
import { settings } from './settings.ts';
import { simulate, type Columns, type Range } from './simulate.ts';

/** What moved the chance of a deal: by how much it is higher with the fact than without. */
export interface Fact {
  what: 'age' | Trait;
  /** The stage, size (0 to 3) or owner; days for the age. */
  value: string;
  by: number;
}

/** A deal's chance to be won within the horizon, and what moved it most. */
export interface DealChance {
  id: string;
  chance: number;
  facts: Fact[];
}

/** What a history of deals says about the days ahead. */
export interface Forecast {
  /** All that will be won: of the deals that are there and of those still to come. */
  all: Range;
  open: Range;
  owners: Map<string | null, Range>;
  deals: DealChance[];
  learnt: { from: number; to: number; won: number; lost: number; doubt: Doubt };
}

/** What will be won within `days` from the end of the day `last`; or what is missing to say. What became known later is
 * left out, so the same call makes forecasts of the past. */
export function forecast(
  history: readonly PastDeal[],
  { last, days }: { last: number; days: number },
): Forecast | { missing: Missing[] } {
  const deals = history.flatMap((deal) => asKnown(deal, last) ?? []);
  const window = windowOf(deals, last);
  const missing = findMissing(deals, window);
  if (missing.length > 0) return { missing };
  const doubt = learnDoubt(deals, window, days);
  const model = learnModel(deals, window, doubt.season);
  const open = openDeals(deals, last);
  const owners = [...new Set(open.map((deal) => deal.owner))];
  const columns = columnsOf(model, open, { days, owners, level: doubt.level });
  const drawn = simulate({
    deals: columns,
    groupDoubt: Float64Array.from(owners, (owner) => ownDoubt(model, owner)),
    // What history leaves open about the hazard itself comes on top.
    doubt: Math.sqrt(doubt.sd ** 2 + 1 / model.hazards.ends.won),
    ratioSd: model.ratio.sd,
    unborn: unbornOf(model, deals, days),
  });
  return {
    all: drawn.all,
    open: drawn.open,
    owners: new Map(owners.map((owner, at) => [owner, drawn.groups[at]!])),
    deals: open.map((deal, at) => ({ id: deal.id, chance: columns.won[at]!, facts: factsOf(model, deal, days) })),
    learnt: { from: window.first, to: window.last, ...model.hazards.ends, doubt },
  };
}

function columnsOf(
  model: Model,
  open: readonly PastDeal[],
  by: { days: number; owners: unknown[]; level: number },
): Columns {
  const place = new Map(by.owners.map((owner, at) => [owner, at]));
  return {
    won: Float64Array.from(open, (deal) => Math.min(1, chanceOf(model, deal, by.days).won * by.level)),
    value: Float64Array.from(open, (deal) => deal.amount * model.ratio.mean),
    group: Int32Array.from(open, (deal) => place.get(deal.owner)!),
  };
}

function ownDoubt(model: Model, owner: string | null): number {
  const ends = model.effects.of.owner.get(owner ?? '')?.ends ?? 0;
  return 1 / Math.sqrt(ends + settings.groupWeight);
}

/** Deals come as they came lately; each day's have the rest of the horizon to be won. */
function unbornOf(model: Model, deals: readonly PastDeal[], days: number): { won: number; values: Float64Array } {
  const { first, last } = model.window;
  const since = Math.max(first, last - settings.arrivalDays);
  const rate = deals.filter((deal) => deal.opened > since).length / (last - since);
  let won = 0;
  for (let day = 1; day < days; day++) won += rate * chanceAt(model, 0, { days: days - day, from: last + day }).won;
  const values = deals.flatMap((deal) => (deal.outcome === 'won' && deal.closed! > since ? [deal.won] : []));
  return { won, values: Float64Array.from(values) };
}

const mostFacts = 3;
const leastMove = 0.01; // less than a point of a hundred moves nobody

function factsOf(model: Model, deal: PastDeal, days: number): Fact[] {
  const { last } = model.window;
  const groups = groupsOf(deal, last, model.effects.sizes);
  const { won } = chanceOf(model, deal, days);
  const young = chanceOf(model, { ...deal, opened: last }, days).won;
  const facts: Fact[] = [{ what: 'age', value: String(last - deal.opened), by: won - young }];
  for (const trait of traits) {
    const value = groups[trait];
    if (value === null || !model.effects.of[trait].has(value)) continue;
    facts.push({ what: trait, value, by: won - chanceOf(model, deal, days, trait).won });
  }
  return facts
    .filter((fact) => Math.abs(fact.by) >= leastMove)
    .toSorted((one, other) => Math.abs(other.by) - Math.abs(one.by))
    .slice(0, mostFacts);
}
