import { wonWithin } from './doubt.ts';
import { openDeals } from './model.ts';
import type { PastDeal } from './past-deal.ts';

/** The habit: the part of ended deals that was won, times the value of all that is open. */
export function winRateTimesOpen(deals: readonly PastDeal[], last: number): number {
  const ended = deals.filter(({ closed }) => closed !== null && closed <= last);
  const won = ended.filter(({ outcome }) => outcome === 'won').length;
  const open = openDeals(deals, last).reduce((sum, deal) => sum + deal.amount, 0);
  return ended.length === 0 ? 0 : (won / ended.length) * open;
}

/** As last time: what the deals that were open so many days ago brought since. */
export function asLastPeriod(deals: readonly PastDeal[], last: number, days: number): number {
  return wonWithin(openDeals(deals, last - days), last);
}
