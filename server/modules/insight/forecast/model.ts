import { effectOn, groupsOf, learnEffects, type Effects, type Trait } from './groups.ts';
import { learnHazards, type Hazards, type Window } from './hazards.ts';
import { wasOpen, type PastDeal } from './past-deal.ts';
import { learnSeason, monthOf, noSeason, type Season } from './season.ts';
import { settings } from './settings.ts';

/** What a firm's history taught, as known at the end of `window.last`. */
export interface Model {
  window: Window;
  hazards: Hazards;
  effects: Effects;
  season: Season;
  /** What won deals brought over what they were thought to be worth. */
  ratio: { mean: number; sd: number };
}

/** What is missing before anything can be forecast. */
export interface Missing {
  what: 'won' | 'lost' | 'days';
  have: number;
  need: number;
}

/** The days that can teach something: from the first deal that ended, because nothing that ended before is known. */
export function windowOf(deals: readonly PastDeal[], last: number): Window {
  let first = last;
  for (const { closed } of deals) if (closed !== null && closed < first) first = closed;
  return { first: Math.max(first, last - settings.historyDays), last };
}

/** What a history lacks; empty where it is enough. */
export function findMissing(deals: readonly PastDeal[], window: Window): Missing[] {
  const ended = { won: 0, lost: 0 };
  for (const { closed, outcome } of deals)
    if (outcome !== 'open' && closed !== null && closed >= window.first && closed <= window.last) ended[outcome] += 1;
  const have = { ...ended, days: window.last - window.first };
  return (['won', 'lost', 'days'] as const)
    .map((what) => ({ what, have: have[what], need: settings.least[what] }))
    .filter((one) => one.have < one.need);
}

/** Learns from deals as they were known at the end of the window (`asKnown`). */
export function learnModel(deals: readonly PastDeal[], window: Window, withSeason: boolean): Model {
  const hazards = learnHazards(deals, window);
  return {
    window,
    hazards,
    effects: learnEffects(deals, window, hazards),
    season: withSeason ? learnSeason(deals, window, hazards) : noSeason,
    ratio: learnRatio(deals, window),
  };
}

const oddRatio = 5; // a deal that brought more than so many times its estimate was mistyped more likely than not

function learnRatio(deals: readonly PastDeal[], window: Window): Model['ratio'] {
  const ratios = deals
    .filter((deal) => deal.outcome === 'won' && deal.amount > 0 && deal.closed !== null && deal.closed >= window.first)
    .map((deal) => Math.min(oddRatio, deal.won / deal.amount));
  if (ratios.length === 0) return { mean: 1, sd: 0 };
  const mean = ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
  const spread = ratios.reduce((sum, one) => sum + (one - mean) ** 2, 0) / ratios.length;
  return { mean, sd: Math.sqrt(spread) };
}

/** The chances that a deal is won, or lost, within some days. */
export interface Chance {
  won: number;
  lost: number;
}

const mostOfDay = 0.95; // no day ends all deals, whatever factors say

/** The chance of an open deal of an age within so many days behind the window: Σ S(t)·h(t), with what its groups do. */
export function chanceAt(model: Model, age: number, ahead: { days: number; from?: number; effect?: Chance }): Chance {
  const { hazards, season, window } = model;
  const { days, from = window.last, effect = { won: 1, lost: 1 } } = ahead;
  const chance = { won: 0, lost: 0 };
  let open = 1;
  for (let step = 1; step <= days; step++) {
    const at = Math.min(age + step, settings.oldestDay);
    const seasonal = season === noSeason ? 1 : season[monthOf(from + step).ofQuarter];
    let won = hazards.won[at]! * effect.won * seasonal;
    let lost = hazards.lost[at]! * effect.lost;
    const cut = mostOfDay / Math.max(mostOfDay, won + lost);
    won *= cut;
    lost *= cut;
    chance.won += open * won;
    chance.lost += open * lost;
    open *= 1 - won - lost;
  }
  return chance;
}

/** The chance of a deal as it stands at the end of the window; without one of its groups, to tell what that does. */
export function chanceOf(model: Model, deal: PastDeal, days: number, without?: Trait): Chance {
  const { last } = model.window;
  const effect = effectOn(model.effects, groupsOf(deal, last, model.effects.sizes), without);
  return chanceAt(model, last - deal.opened, { days, effect });
}

/** The deals that are open at the end of a window. */
export function openDeals(deals: readonly PastDeal[], day: number): PastDeal[] {
  return deals.filter((deal) => wasOpen(deal, day));
}
