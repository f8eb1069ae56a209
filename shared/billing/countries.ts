import { fold } from '../fold.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const others: Record<string, string> = {
  el: 'GR',
  hellas: 'GR',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'great britain': 'GB',
  αγγλια: 'GB',
  usa: 'US',
  ηπα: 'US',
  holland: 'NL',
  'czech republic': 'CZ',
};

const state: { names: Map<string, string> | null } = { names: null };

/** The ISO 3166-1 alpha-2 code of a country as people write it: its code, or its name in English or Greek. Null for a
 * text that names none. */
export function countryOf(text: string | null): string | null {
  const typed = (text ?? '').trim();
  if (typed === '') return null;
  state.names ??= readNames();
  return state.names.get(plain(typed)) ?? null;
}

const plain = (text: string): string => fold(text).replaceAll(/\s+/g, ' ').trim();

function readNames(): Map<string, string> {
  const names = new Map<string, string>();
  const tellers = ['en', 'el'].map((locale) => new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' }));
  for (const code of letters.flatMap((one) => letters.map((two) => one + two))) {
    const told = tellers.flatMap((teller) => teller.of(code) ?? []);
    // A code of yesterday, such as UK, means the one of today.
    const today = told.length > 0 ? (new Intl.Locale(`und-${code}`).region ?? code) : code;
    if (told.length > 0) for (const name of [code, ...told]) names.set(plain(name), today);
  }
  for (const [name, code] of Object.entries(others)) names.set(plain(name), code);
  return names;
}
