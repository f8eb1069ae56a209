import type { RecordRow } from '#web/kernel/api';

/** After so many days without a change a card warms, and after the second number it is warm. */
const IDLE_FROM = 14;
const IDLE_LONG = 30;

/** Whole days since anything happened with a record that is still open; 0 for what is closed. */
export function idleDays(row: RecordRow, now: number = Date.now()): number {
  const closed = typeof row['outcome'] === 'string' && row['outcome'] !== 'open';
  const last = [row['last_contact_at'], row.updated_at].filter((at) => typeof at === 'string').map(Date.parse);
  if (closed || last.length === 0) return 0;
  return Math.max(0, Math.floor((now - Math.max(...last)) / 86_400_000));
}

/** How warm a card's tint is: 0 for fresh, 1 after two weeks, 2 after a month; where its column has a `limit` of days
 * it is warm from then on, and warms half-way there. */
export function warmth(row: RecordRow, limit: number | null = null, now?: number): number {
  const days = idleDays(row, now);
  return days >= (limit ?? IDLE_LONG) ? 2 : days >= idleFrom(limit) ? 1 : 0;
}

/** After how many days a card says that nothing happened. */
export const idleFrom = (limit: number | null): number => (limit === null ? IDLE_FROM : Math.ceil(limit / 2));
