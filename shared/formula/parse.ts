import { refuseFormula } from './problem.ts';
import { readTokens, type Token } from './tokens.ts';

/** A formula as it is written, before its types are known. */
export type Node =
  | { kind: 'number' | 'text'; value: string; at: number }
  | { kind: 'boolean'; value: boolean; at: number }
  | { kind: 'null'; at: number }
  /** A field, or one of the record that it leads to. */
  | { kind: 'field'; path: string[]; at: number }
  | { kind: 'call'; name: string; args: Node[]; at: number };

/** What a person can still follow, and a database works out at once. */
const deepest = 32;
const largest = 300;

/** How strongly an operator binds what stands around it. */
const binding: Record<string, number> = {
  or: 1,
  and: 2,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '&': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};
const notBinding = 3;
const signBinding = 8;

/** Reads a formula; refuses it with the place of the first thing that is wrong. */
export function parseFormula(formula: string): Node {
  if (formula.trim() === '') refuseFormula('empty', 0);
  const reader = new Reader(readTokens(formula));
  const node = reader.expression(0, 0);
  reader.expect('end', '');
  return node;
}

class Reader {
  readonly #tokens: Token[];
  #next = 0;
  #nodes = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  /** A value with all operators behind it that bind more strongly than what stands before it. */
  expression(above: number, depth: number): Node {
    let left = this.#operand(depth);
    for (;;) {
      const { kind, text, at } = this.#peek();
      const strength = kind === 'sign' || kind === 'word' ? binding[text] : undefined;
      if (strength === undefined || strength <= above) return left;
      this.#next += 1;
      const right = this.expression(strength, depth + 1);
      left = this.#counted({ kind: 'call', name: text, args: [left, right], at });
    }
  }

  /** Steps over a word that has to stand here. */
  expect(kind: Token['kind'], text: string): void {
    const token = this.#peek();
    if (token.kind !== kind || token.text !== text)
      refuseFormula('expected', token.at, { wanted: told({ ...token, kind, text }), found: told(token) });
    this.#next += 1;
  }

  #operand(depth: number): Node {
    const { kind, text, at } = this.#peek();
    if (depth > deepest) refuseFormula('too_deep', at);
    this.#next += 1;
    if (kind === 'number' || kind === 'text') return this.#counted({ kind, value: text, at });
    if (kind === 'word') return this.#word({ kind, text, at }, depth);
    if (kind === 'sign' && text === '(') {
      const inside = this.expression(0, depth + 1);
      this.expect('sign', ')');
      return inside;
    }
    if (kind === 'sign' && text === '-') {
      const of = this.expression(signBinding, depth + 1);
      return this.#counted({ kind: 'call', name: '0-', args: [of], at });
    }
    return refuseFormula('no_value', at);
  }

  #word({ text, at }: Token, depth: number): Node {
    if (text === 'true' || text === 'false') return this.#counted({ kind: 'boolean', value: text === 'true', at });
    if (text === 'null') return this.#counted({ kind: 'null', at });
    if (text === 'not') {
      const of = this.expression(notBinding, depth + 1);
      return this.#counted({ kind: 'call', name: 'not', args: [of], at });
    }
    if (text === 'and' || text === 'or') refuseFormula('no_value', at);
    if (this.#isSign('(')) return this.#counted({ kind: 'call', name: text, args: this.#args(depth), at });
    const path = [text];
    if (this.#isSign('.')) {
      this.#next += 1;
      const token = this.#peek();
      if (token.kind !== 'word') refuseFormula('field_of', token.at, { name: text });
      path.push(token.text);
      this.#next += 1;
    }
    return this.#counted({ kind: 'field', path, at });
  }

  #args(depth: number): Node[] {
    this.#next += 1;
    const args: Node[] = [];
    while (!this.#isSign(')')) {
      if (args.length > 0) this.expect('sign', ',');
      args.push(this.expression(0, depth + 1));
    }
    this.#next += 1;
    return args;
  }

  #counted(node: Node): Node {
    this.#nodes += 1;
    if (this.#nodes > largest) refuseFormula('too_large', node.at);
    return node;
  }

  #isSign(sign: string): boolean {
    const { kind, text } = this.#peek();
    return kind === 'sign' && text === sign;
  }

  #peek(): Token {
    return this.#tokens[this.#next]!;
  }
}

/** A word of a formula as a message names it. */
function told({ kind, text }: Token): string {
  if (kind === 'end') return '⏎';
  return kind === 'text' ? '"…"' : text;
}
