// Zones that are met in one process: those of its workspaces and of the customers whose local time is told.
const most = 200;
const kept = new Map<string, Intl.DateTimeFormat>();

/** A formatter of instants in a zone, kept: making one takes thirty times as long as using it. */
export function zoneFormat(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = kept.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  if (kept.size >= most) kept.clear();
  kept.set(key, made);
  return made;
}
