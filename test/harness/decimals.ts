/** An exact decimal: n / 10^s. */
export interface Decimal {
  n: bigint;
  s: number;
}

const ten = (digits: number): bigint => 10n ** BigInt(digits);

/** A number as it is written. */
export function dec(text: string): Decimal {
  const [whole = '', behind = ''] = text.split('.');
  return { n: BigInt(whole + behind), s: behind.length };
}

function level(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const s = Math.max(a.s, b.s);
  return [a.n * ten(s - a.s), b.n * ten(s - b.s), s];
}

export const decimal = {
  add: (a: Decimal, b: Decimal): Decimal => {
    const [x, y, s] = level(a, b);
    return { n: x + y, s };
  },
  negate: ({ n, s }: Decimal): Decimal => ({ n: -n, s }),
  times: (a: Decimal, b: Decimal): Decimal => ({ n: a.n * b.n, s: a.s + b.s }),
  /** Without what stands behind the point. */
  whole: ({ n, s }: Decimal): bigint => n / ten(s),
  floor: ({ n, s }: Decimal): Decimal => {
    const whole = n / ten(s);
    return { n: n < 0n && whole * ten(s) !== n ? whole - 1n : whole, s: 0 };
  },
};

/** Below 0, 0 or above, as a is to b. */
export function cmp(a: Decimal, b: Decimal): number {
  const [x, y] = level(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** With twelve decimals, the others cut off; nothing through zero. */
export function divided(a: Decimal, b: Decimal): Decimal | null {
  const [x, y] = level(a, b);
  return y === 0n ? null : { n: (x * ten(12)) / y, s: 12 };
}

/** What remains, with the sign of what is divided; nothing through zero. */
export function modulo(a: Decimal, b: Decimal): Decimal | null {
  const [x, y, s] = level(a, b);
  return y === 0n ? null : { n: x % y, s };
}

/** Half goes away from zero. */
export function rounded({ n, s }: Decimal, digits: number): Decimal {
  if (s <= digits) return { n, s };
  const unit = ten(s - digits);
  const half = n < 0n ? -(unit / 2n) : unit / 2n;
  return { n: (n + half) / unit, s: digits };
}

/** Without zeros at its end. */
export function written({ n, s }: Decimal): string {
  const sign = n < 0n ? '-' : '';
  const digits = String(n < 0n ? -n : n).padStart(s + 1, '0');
  const [whole, behind] = [digits.slice(0, digits.length - s), digits.slice(digits.length - s).replace(/0+$/, '')];
  return `${sign}${whole}${behind ? `.${behind}` : ''}`;
}
