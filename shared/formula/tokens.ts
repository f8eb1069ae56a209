import { refuseFormula } from './problem.ts';

/** One word of a formula, and where it begins. */
export interface Token {
  kind: 'number' | 'text' | 'word' | 'sign' | 'end';
  /** What it says: a text without its quotes. */
  text: string;
  at: number;
}

/** Longer formulas are read by nobody; what is long is better worked out in steps. */
export const longestFormula = 2_000;

const signs = ['<=', '>=', '<>', '!=', '+', '-', '*', '/', '%', '&', '=', '<', '>', '(', ')', ',', '.'];

/** Takes a formula apart into words, the last of which is its end. */
export function readTokens(formula: string): Token[] {
  if (formula.length > longestFormula) refuseFormula('too_long', longestFormula, { limit: String(longestFormula) });
  const tokens: Token[] = [];
  for (let at = 0; at < formula.length;) {
    const sign = formula[at]!;
    if (/\s/.test(sign)) {
      at += 1;
      continue;
    }
    const token = readToken(formula, at);
    tokens.push(token.token);
    at = token.end;
  }
  return [...tokens, { kind: 'end', text: '', at: formula.length }];
}

function readToken(formula: string, at: number): { token: Token; end: number } {
  const first = formula[at]!;
  if (first === '"' || first === "'") return readQuoted(formula, at);
  const number = /[0-9]+(?:\.[0-9]+)?/y;
  number.lastIndex = at;
  const digits = number.exec(formula)?.[0];
  if (digits !== undefined) {
    if (!/^[0-9]{1,15}(\.[0-9]{1,12})?$/.test(digits)) refuseFormula('bad_number', at);
    return { token: { kind: 'number', text: digits, at }, end: at + digits.length };
  }
  const name = /[A-Za-z_][A-Za-z0-9_]*/y;
  name.lastIndex = at;
  const word = name.exec(formula)?.[0];
  if (word !== undefined) return { token: { kind: 'word', text: word.toLowerCase(), at }, end: at + word.length };
  const known = signs.find((one) => formula.startsWith(one, at));
  const shown = String.fromCodePoint(formula.codePointAt(at)!).toWellFormed();
  if (known === undefined) return refuseFormula('unknown_sign', at, { sign: shown });
  return { token: { kind: 'sign', text: known === '!=' ? '<>' : known, at }, end: at + known.length };
}

/** A text in quotes; two of them stand for one inside. */
function readQuoted(formula: string, at: number): { token: Token; end: number } {
  const quote = formula[at]!;
  let text = '';
  for (let next = at + 1; next < formula.length; next += 1) {
    if (formula[next] !== quote) {
      text += formula[next];
    } else if (formula[next + 1] === quote) {
      text += quote;
      next += 1;
    } else {
      // No database holds a zero byte or half of a sign.
      return { token: { kind: 'text', text: text.replaceAll('\0', '').toWellFormed(), at }, end: next + 1 };
    }
  }
  return refuseFormula('open_text', at, { sign: quote });
}
