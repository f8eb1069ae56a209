import { format } from '#web/kernel/i18n';
import type { Choice } from '#web/kernel/ui';

const REGIONS = [
  'CY',
  'GR',
  'GB',
  'DE',
  'FR',
  'IT',
  'ES',
  'NL',
  'BE',
  'AT',
  'CH',
  'IE',
  'PT',
  'PL',
  'RO',
  'BG',
  'MT',
  'US',
  'CA',
  'AU',
  'AE',
  'IL',
  'LB',
];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'PLN', 'RON', 'BGN', 'AED', 'ILS', 'CAD', 'AUD'];
const byLabel = (a: Choice, b: Choice): number => a.label.localeCompare(b.label, format.localeTag());

/** Countries by name in the reader's language. */
export function regions(): Choice[] {
  const names = new Intl.DisplayNames([format.localeTag()], { type: 'region' });
  return REGIONS.map((code) => ({ value: code, label: names.of(code) ?? code })).toSorted(byLabel);
}

/** Currencies as code and name. */
export function currencies(): Choice[] {
  const names = new Intl.DisplayNames([format.localeTag()], { type: 'currency' });
  return CURRENCIES.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}

/** Every time zone that the browser knows. */
export const timeZones = (): Choice[] => {
  const zones = new Set(['Asia/Nicosia', 'Europe/Athens', ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
};
