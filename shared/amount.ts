/**
 * A sum of money as typed in a cell: decimal text with at least two decimals, and the currency if the cell names
 * one.
 */
export interface ParsedAmount {
  amount: string;
  currency: string | null;
}

/** Reads `1.250,50`, `1,250.50`, `€ 3.400`, `18 400 €`, `(120)`, `1.2E6`; null when the text is no amount. */
export function parseAmount(text: string): ParsedAmount | null {
  if (text.length > 100) return null;
  let rest = text
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .trim();
  let currency: string | null = null;
  const named = MONEY.exec(rest);
  if (named?.[1] !== undefined) {
    currency = SYMBOLS[named[1].toLowerCase()] ?? named[1].toUpperCase();
    rest = rest.replace(named[1], ' ').trim();
  }
  let sign = '';
  const bracketed = /^\((.*)\)$/.exec(rest);
  if (bracketed?.[1] !== undefined) {
    sign = '-';
    rest = bracketed[1].trim();
  }
  const signed = /^([-+−])?\s*(.*?)\s*([-−])?$/s.exec(rest);
  if (signed === null) return null;
  if ((signed[1] !== undefined && signed[1] !== '+') || signed[3] !== undefined) sign = '-';
  const digits = decimalText((signed[2] ?? '').replace(/[\s'’]/g, ''));
  if (digits === null) return null;
  return { amount: (Number(digits) === 0 ? '' : sign) + digits, currency };
}

/** A number with two decimals or more as decimal text; null for what is no finite number. */
export function amountOfNumber(value: number): string | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return null;
  const text = String(Math.round(value * 1e6) / 1e6);
  return decimalText(text.replace('-', ''), true, value < 0 ? '-' : '');
}

/** Reads `40`, `40%`, `0,4` (a share when the cell was formatted as a percentage) as whole per cents. */
export function parsePercent(text: string): number | null {
  const match = /^\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*$/.exec(text);
  if (match?.[1] === undefined) return null;
  const value = Number(match[1].replace(',', '.'));
  return value <= 100 ? value : null;
}

const CODES = 'EUR|USD|GBP|CHF|RUB|TRY|JPY|CYP|SEK|NOK|DKK|PLN|RON|BGN|ILS|AED|CAD|AUD';
const MONEY = new RegExp(`(€|\\$|£|¥|₽|₺|₴|₹|\\b(?:${CODES})\\b|ευρώ|ευρω|euros?)`, 'i');

const SYMBOLS: Record<string, string> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
  '₹': 'INR',
  ευρώ: 'EUR',
  ευρω: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
};

function decimalText(text: string, plain = false, sign = ''): string | null {
  const scientific = /^(\d+(?:\.\d+)?)E([+-]?\d{1,2})$/i.exec(text);
  if (scientific !== null) return decimalText(Number(text).toFixed(2), true);
  if (!/^\d[\d.,]*$/.test(text) && !/^[.,]\d+$/.test(text)) return null;
  const mark = plain ? '.' : decimalMark(text);
  const at = mark === '' ? -1 : text.lastIndexOf(mark);
  const whole = (at < 0 ? text : text.slice(0, at)).replace(/[.,]/g, '').replace(/^0+(?=\d)/, '') || '0';
  const part = at < 0 ? '' : text.slice(at + 1);
  if (/[.,]/.test(part) || whole.length > 15) return null;
  return `${sign}${whole}.${part.slice(0, 6).padEnd(2, '0')}`;
}

/** The last mark is the decimal one when both occur; a single mark before three digits groups thousands. */
function decimalMark(text: string): '.' | ',' | '' {
  const dot = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  const at = Math.max(dot, comma);
  if (at < 0) return '';
  const mark = dot >= 0 ? '.' : ',';
  if (text.indexOf(mark) !== at) return '';
  const grouped = text.length - at - 1 === 3 && at <= 3 && at > 0 && text[0] !== '0';
  return grouped ? '' : mark;
}
