import type { Address, RecordRow } from '#web/kernel/api';
import { fold } from '#shared/fold';
import { labelled } from '../fields/values.ts';
import { countryZones } from './country-zones.ts';

type Country = { code: string; calling: string; zone: string };

const countries: Country[] = countryZones.split('|').map((row) => {
  const [code = '', calling = '', zone = ''] = row.split(' ');
  return { code, calling, zone };
});

let names: Map<string, string> | null = null;

/** Every country by its folded names in both languages and its code; those of several times as well. */
function countryCodes(): Map<string, string> {
  if (names) return names;
  names = new Map();
  const languages = ['en', 'el'].map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((one) => letters.map((two) => one + two))) {
    for (const language of languages) {
      const name = language.of(code);
      if (name) names.set(fold(name), code);
    }
    names.set(fold(code), code);
  }
  return names;
}

/** The country in which somebody's clock is known, from the address, else from the first telephone; else null. */
export function clockCountry(record: RecordRow): { code: string; zone: string } | null {
  const written = record.country ?? (record.address as Address | null | undefined)?.country;
  const code = typeof written === 'string' ? countryCodes().get(fold(written)) : undefined;
  // An address in a country of several times says more than a telephone: nothing is known for sure.
  if (code) return countries.find((country) => country.code === code) ?? null;
  const digits = labelled(record.phones)[0]?.value.replace(/^\+/, '') ?? '';
  const known = countries.filter((country) => country.calling !== '-' && digits.startsWith(country.calling));
  return known.toSorted((a, b) => b.calling.length - a.calling.length)[0] ?? null;
}
