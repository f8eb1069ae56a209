import { toUnits } from '#shared/currencies/rates';
import { companyKey } from '#shared/fold';
import type { BankEntry } from './bank-entry.ts';

/** An invoice that is not paid yet. */
export interface OpenInvoice {
  id: string;
  number: string;
  /** Decimal text. */
  open: string;
  currency: string;
  company: string;
}

/** What a line is proposed to pay, and why; without an invoice where a person has to choose. */
export interface Proposal {
  invoice: string | null;
  confidence: 'sure' | 'likely' | 'possible' | null;
  reason: 'number' | 'numbers' | 'name' | 'amount';
}

type Moved = Pick<BankEntry, 'amount' | 'currency' | 'reference' | 'counterparty'>;

/** The invoice that money which came in seems to pay: the one that the reference names; else one of exactly this
 * amount whose customer has a name like that of the payer; else the only one of this amount. */
export function matchEntry(entry: Moved, invoices: readonly OpenInvoice[]): Proposal | null {
  const units = toUnits(entry.amount, 4)!;
  if (units <= 0n) return null;
  const inCurrency = invoices.filter(({ currency }) => currency === entry.currency);
  const equal = inCurrency.filter(({ open }) => toUnits(open, 4) === units);
  const numbered = namedIn(entry.reference, inCurrency, equal);
  if (numbered.length > 1) return { invoice: null, confidence: null, reason: 'numbers' };
  if (numbered.length === 1) return { invoice: numbered[0]!.id, confidence: 'sure', reason: 'number' };
  const alike = equal.filter(({ company }) => isAlike(entry.counterparty, company));
  if (alike.length === 1) return { invoice: alike[0]!.id, confidence: 'likely', reason: 'name' };
  if (equal.length === 1) return { invoice: equal[0]!.id, confidence: 'possible', reason: 'amount' };
  return null;
}

/** The digits of what may be numbers of invoices in a text. */
export function digitsNamed(reference: string): string[] {
  return wordsOf(reference).flatMap((word) => {
    const digits = word.replace(/[^0-9]/g, '');
    return digits.length >= 3 ? [digits] : [];
  });
}

function namedIn(reference: string, invoices: readonly OpenInvoice[], equal: readonly OpenInvoice[]): OpenInvoice[] {
  const words = wordsOf(reference);
  const whole = new Set(words.map(keyOf));
  const exact = invoices.filter(({ number }) => whole.has(keyOf(number)));
  if (exact.length > 0) return exact;
  // Another series, or none, before the digits; `20261001` may as well be a day, so that needs the amount too.
  const groups = new Set(words.map(groupsOf));
  const near = invoices.filter(({ number }) => groupsOf(number).includes('-') && groups.has(groupsOf(number)));
  if (near.length > 0) return near;
  const digits = new Set(digitsNamed(reference));
  return equal.filter(({ number }) => digits.has(number.replace(/[^0-9]/g, '')));
}

const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}/._-]+/u).filter((word) => /\d/.test(word));
const keyOf = (text: string) =>
  text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
const groupsOf = (text: string) => (text.match(/\d+/g) ?? []).join('-');

/** Names are alike where all words of the shorter one, legal forms apart, are words of the other. */
function isAlike(one: string, other: string): boolean {
  const [few, many] = [one, other]
    .map((name) => companyKey(name).split(' ').filter(Boolean))
    .toSorted((a, b) => a.length - b.length) as [string[], string[]];
  return few.join('').length >= 3 && few.every((word) => many.includes(word));
}
