const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `BYMONTH=2;BYMONTHDAY=30` is looked for forever; a rule of days that no named month has names nothing. */
export function neverMatches(rule: string): boolean {
  const list = (name: string) =>
    (new RegExp(`(?:^|;)${name}=([^;]+)`, 'i').exec(rule)?.[1] ?? '').split(',').filter(Boolean).map(Number);
  const days = list('BYMONTHDAY').map(Math.abs);
  const months = list('BYMONTH');
  if (days.length === 0) return false;
  const longest = Math.max(...(months.length === 0 ? [31] : months.map((month) => LONGEST_MONTH[month - 1] ?? 0)));
  return Math.min(...days) > longest;
}
