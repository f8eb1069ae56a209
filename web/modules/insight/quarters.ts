/** The quarter a number of quarters away from that of a day, as `2026-Q4`. */
export function quarterFrom(day: string, away: number): string {
  const count = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3) + away;
  return `${Math.floor(count / 4)}-Q${(count % 4) + 1}`;
}
