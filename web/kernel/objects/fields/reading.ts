/** `45`, `1:20`, `1h 20m`, `1,5h` as seconds; null when it is none. */
export function readDuration(text: string): number | null {
  const typed = text.trim().toLowerCase();
  const clock = /^(\d{1,3}):(\d{2})$/.exec(typed);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60;
  const parts = /^(?:(\d+(?:[.,]\d+)?)\s*(?:h|ω)[a-zα-ω.]*)?\s*(?:(\d+)\s*(?:m|λ)?[a-zα-ω.]*)?$/u.exec(typed);
  if (!parts || (!parts[1] && !parts[2])) return null;
  return Math.round(Number((parts[1] ?? '0').replace(',', '.')) * 3600) + Number(parts[2] ?? 0) * 60;
}

/** An instant as the text of a `datetime-local` box in that zone. */
export function zonedInput(iso: string | null, zone: string): string {
  if (!iso) return '';
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
  return parts.replace(' ', 'T');
}

/** The instant that a `datetime-local` text means in that zone; the offset is found by asking the zone twice. */
export function zonedInstant(text: string, zone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const wanted = Date.parse(`${text.slice(0, 16)}:00Z`);
  let instant = wanted;
  for (let round = 0; round < 2; round++) {
    instant += wanted - Date.parse(`${zonedInput(new Date(instant).toISOString(), zone)}:00Z`);
  }
  return new Date(instant).toISOString();
}
