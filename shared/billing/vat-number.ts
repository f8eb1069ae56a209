// Forms as published by the European Commission for VIES; Greece writes EL.
const forms: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(?:\d{7}[A-W]{1,2}|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/** A VAT number that is written as its country writes them. */
export interface VatNumber {
  /** ISO 3166-1 alpha-2 of the country, XI of Northern Ireland. */
  country: string;
  /** With its prefix and without spaces: `CY10259033P`, `EL094259216`. */
  number: string;
}

/** Reads a VAT number of the European Union; one without a prefix is of the given country. Null where its form or, of
 * Cyprus and Greece, its check character is wrong. Whether it was ever given to anybody only VIES knows. */
export function readVatNumber(text: string, country: string | null = null): VatNumber | null {
  const plain = text.toUpperCase().replace(/[\s.\-/]/g, '');
  const [, prefix = '', rest = ''] = /^([A-Z]{2})?(.*)$/.exec(plain) ?? [];
  const own = country === 'GR' ? 'EL' : country;
  const taken = prefix === 'GR' ? 'EL' : prefix;
  const [of, digits] = forms[taken] ? [taken, rest] : [own, plain];
  if (!of || !forms[of]?.test(digits) || checks[of]?.(digits) === false) return null;
  return { country: of === 'EL' ? 'GR' : of, number: of + digits };
}

const checks: Record<string, (digits: string) => boolean> = { CY: checkedInCyprus, EL: checkedInGreece };

/** Odd places count by a table, even ones as they are; the letter is the sum modulo 26. */
function checkedInCyprus(number: string): boolean {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
  const sum = Array.from(number.slice(0, 8)).reduce(
    (all, digit, at) => all + (at % 2 ? Number(digit) : odd[Number(digit)]!),
    0,
  );
  return number.codePointAt(8) === 65 + (sum % 26) && !number.startsWith('12');
}

/** Powers of two from the right; modulo 11, then 10. */
function checkedInGreece(number: string): boolean {
  const sum = Array.from(number.slice(0, 8)).reduce((all, digit, at) => all + Number(digit) * 2 ** (8 - at), 0);
  return (sum % 11) % 10 === Number(number[8]);
}

/** Whether a country is part of the European Union's VAT territory, as far as goods and services are told apart. */
export function isInEu(country: string): boolean {
  return country === 'GR' || (country in forms && country !== 'EL' && country !== 'XI');
}
