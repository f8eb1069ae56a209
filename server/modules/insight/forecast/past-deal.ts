/** A deal as history tells it. Days are whole numbers since 1970-01-01. */
export interface PastDeal {
  id: string;
  opened: number;
  /** The day it was won or lost; null while it is open. */
  closed: number | null;
  outcome: 'open' | 'won' | 'lost';
  /** What it was thought to be worth while it was open, in one currency. */
  amount: number;
  /** What it brought when it was won, else 0. */
  won: number;
  owner: string | null;
  /** The stages it entered, in the order of time. */
  stages: readonly { day: number; stage: string }[];
}

/** Whether the deal was there and not yet ended at the end of a day. */
export function wasOpen(deal: PastDeal, day: number): boolean {
  return deal.opened <= day && (deal.closed === null || deal.closed > day);
}

/** The deal as it was known at the end of a day; null where it was not there yet. Nothing later is in it. */
export function asKnown(deal: PastDeal, day: number): PastDeal | null {
  if (deal.opened > day) return null;
  if (deal.closed !== null && deal.closed <= day) return deal;
  return { ...deal, closed: null, outcome: 'open', won: 0, stages: deal.stages.filter((one) => one.day <= day) };
}

/** The stage in which a deal stood at the end of a day; null where nothing tells. */
export function stageAt(deal: PastDeal, day: number): string | null {
  let found: string | null = null;
  for (const { day: entered, stage } of deal.stages) if (entered <= day) found = stage;
  return found;
}
