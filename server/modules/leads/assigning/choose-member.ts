import { fold } from '#shared/fold';
import { isAtWork, readHours } from './working-hours.ts';

/** Somebody who may take enquiries. */
export interface Candidate {
  id: string;
  name: string;
  /** Enquiries of theirs that nobody answered yet. */
  open: number;
  hours: string | null;
  time_zone: string | null;
  away_until: string | null;
  territories: string | null;
  skills: string | null;
}

export interface Choosing {
  way: 'turns' | 'load';
  /** Who had the last turn. */
  last: string | null;
  /** What has to be among the territories or skills of whoever takes it; null where nothing has to. */
  wants: { of: 'territories' | 'skills'; value: string } | null;
  now: Date;
  timeZone: string;
}

/** Whoever of the pool, in its order, takes the next enquiry; null where nobody is there. */
export function chooseMember(pool: readonly Candidate[], choosing: Choosing): Candidate | null {
  const there = pool.filter((one) => isThere(one, choosing) && suits(one, choosing));
  if (there.length === 0) return null;
  if (choosing.way === 'load') return there.reduce((least, one) => (one.open < least.open ? one : least));
  // The order of the whole pool: who is away misses a turn, and nobody else's moves by it.
  const place = (one: Candidate) => pool.indexOf(one);
  const lastPlace = pool.findIndex(({ id }) => id === choosing.last);
  return there.find((one) => place(one) > lastPlace) ?? there[0]!;
}

function isThere({ hours, time_zone, away_until }: Candidate, { now, timeZone }: Choosing): boolean {
  const zone = time_zone || timeZone;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now);
  return !(away_until && today <= away_until) && isAtWork(readHours(hours) ?? [], zone, now);
}

function suits(one: Candidate, { wants }: Choosing): boolean {
  if (!wants) return true;
  const value = fold(wants.value);
  return value !== '' && (one[wants.of] ?? '').split('\n').some((line) => fold(line) === value);
}
