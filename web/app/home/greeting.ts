import { i18n } from '#web/kernel/i18n';

/** A greeting by the hour of the reader's day, with the first name; in the night it names no time of day. */
export function greeting(name: string, zone: string, now: Date = new Date()): string {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hour12: false, timeZone: zone }).format(now));
  const first = name.split(' ')[0] ?? name;
  if (hour >= 5 && hour < 12) return i18n.t('Good morning, {first}', { first });
  if (hour >= 12 && hour < 18) return i18n.t('Good afternoon, {first}', { first });
  if (hour >= 18 && hour < 23) return i18n.t('Good evening, {first}', { first });
  return i18n.t('Hello, {first}', { first });
}
