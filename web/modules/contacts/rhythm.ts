/** In how many days the next contact is due (negative: late); null without a rhythm. */
export function contactDue(last: string | null, rhythm: number | null, now: Date = new Date()): number | null {
  if (rhythm === null) return null;
  if (last === null) return 0;
  return rhythm - Math.floor((now.getTime() - new Date(last).getTime()) / 86_400_000);
}

/** The calendar instant that lies so many days ahead. */
export const daysAhead = (days: number, now: Date = new Date()): Date => new Date(now.getTime() + days * 86_400_000);
