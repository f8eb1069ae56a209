import type { FormulaScope } from '#shared/formula/check';
import { cmp, decimal, dec, divided, modulo, rounded, written, type Decimal } from './decimals.ts';
import type { Random } from './random.ts';

/** A value as the evaluator of tests has it; days count from 1970-01-01, moments are milliseconds. */
export type Value = Decimal | string | number | boolean | null;
export type ValueRow = Record<string, Value>;

/** A formula made at random: how it is written, and what it is worth, worked out without the product. */
export interface Made {
  text: string;
  of(row: ValueRow): Value;
  /** Fields of money that it names. */
  money: Set<string>;
}

/** The fields that made formulas name, with their types. */
export const madeFields: Record<string, string> = {
  n1: 'number',
  n2: 'number',
  m1: 'money',
  m2: 'money',
  t1: 'text',
  t2: 'text',
  d1: 'date',
  d2: 'date',
  w1: 'datetime',
  w2: 'datetime',
  b1: 'checkbox',
};

/** The scope of made formulas. */
export const madeScope: FormulaScope = {
  field: (name) => (Object.hasOwn(madeFields, name) ? { type: madeFields[name]! } : undefined),
  other: () => undefined,
};

export const todayOfTests = '2026-11-22';
const dayMs = 86_400_000;
const firstDay = Date.parse('0001-01-01') / dayMs;
const lastDay = Date.parse('9999-12-31') / dayMs;
export const dayNumber = (text: string): number => Date.parse(text) / dayMs;
export const dayWritten = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

type Kind = 'number' | 'money' | 'text' | 'date' | 'boolean';
type Apply = (...values: never[]) => Value;

/** Makes formulas of a type, at most `depth` deep. */
export function makeFormula(random: Random, kind: Kind, depth: number): Made {
  const make = (what: Kind) => makeFormula(random, what, depth - 1);
  if (depth <= 0 || random.oneIn(5)) return leaf(random, kind);
  if (random.oneIn(6)) return shared(random, kind, make);
  return makers[kind](random, make);
}

const makers = {
  number: makeNumber,
  money: makeMoney,
  text: makeText,
  date: makeDate,
  boolean: makeBoolean,
};

function join(text: string, args: Made[], apply: Apply): Made {
  const money = new Set(args.flatMap((arg) => [...arg.money]));
  return { text, money, of: (row) => apply(...(args.map((arg) => arg.of(row)) as never[])) };
}

/** As `join`; nothing in, nothing out. */
const strict = (text: string, args: Made[], apply: Apply): Made =>
  join(text, args, (...values) => (values.includes(null as never) ? null : apply(...values)));

const fixed = (text: string, value: Value): Made => ({ text, money: new Set(), of: () => value });
const field = (name: string): Made => ({
  text: name,
  money: new Set(madeFields[name] === 'money' ? [name] : []),
  of: (row) => row[name] ?? (madeFields[name] === 'checkbox' ? false : null),
});

function leaf(random: Random, kind: Kind): Made {
  switch (kind) {
    case 'number': {
      const text = random.pick(['0', '1', '2', '0.5', '3.000001', '100', '999999999999999', '0.000000000001']);
      return random.oneIn(2) ? fixed(text, dec(text)) : field(random.pick(['n1', 'n2']));
    }
    case 'money':
      return field(random.pick(['m1', 'm2']));
    case 'text': {
      const text = random.pick(['a', 'B', ' x ', 'it is', '12', '-3.50', 'Δλ', '😀b']);
      return random.oneIn(3) ? fixed(`"${text}"`, text) : field(random.pick(['t1', 't2']));
    }
    case 'date': {
      const text = random.pick(['2024-02-29', '0001-01-01', '9999-12-31', '2026-01-31']);
      if (random.oneIn(5)) return fixed('today()', dayNumber(todayOfTests));
      return random.oneIn(4) ? fixed(`date("${text}")`, dayNumber(text)) : field(random.pick(['d1', 'd2']));
    }
    case 'boolean':
      return random.oneIn(3) ? fixed('true', true) : field('b1');
  }
}

/** What makes values of any type. */
function shared(random: Random, kind: Kind, make: (kind: Kind) => Made): Made {
  const [a, b] = [make(kind), make(kind)];
  const pick = random.below(4);
  if (pick === 0) {
    const when = make('boolean');
    return join(`if(${when.text}, ${a.text}, ${b.text})`, [when, a, b], (c, x, y) => (c ? x : y));
  }
  if (pick === 1) {
    const [when, other] = [make('boolean'), make('boolean')];
    const rest = kind === 'boolean' ? false : null;
    const text = `case(${when.text}, ${a.text}, ${other.text}, ${b.text})`;
    return join(text, [when, a, other, b], (c, x, d, y) => (c ? x : d ? y : rest));
  }
  if (pick === 2 || kind === 'text' || kind === 'boolean')
    return join(`coalesce(${a.text}, null, ${b.text})`, [a, b], (x, y) => x ?? y);
  const least = random.oneIn(2);
  return join(`${least ? 'min' : 'max'}(${a.text}, ${b.text})`, [a, b], (x: Value, y: Value) => {
    if (x === null || y === null) return x ?? y;
    return order(x, y) < 0 === least ? x : y;
  });
}

function order(x: Value, y: Value): number {
  if (typeof x === 'object') return cmp(x as Decimal, y as Decimal);
  if (typeof x !== 'string') return Number(x) - Number(y);
  return Buffer.compare(Buffer.from(x), Buffer.from(y as string));
}

function makeNumber(random: Random, make: (kind: Kind) => Made): Made {
  const [a, b] = [make('number'), make('number')];
  const day = () => make('date');
  const infix = (sign: string, apply: Apply) => strict(`(${a.text} ${sign} ${b.text})`, [a, b], apply);
  const call = (name: string, args: Made[], apply: Apply) =>
    strict(`${name}(${args.map((arg) => arg.text).join(', ')})`, args, apply);
  const part = (name: string, at: number) =>
    call(name, [day()], (x: number) => dec(String(Number(dayWritten(x).split('-')[at]))));
  switch (random.below(19)) {
    case 0:
      return infix('+', (x: Decimal, y: Decimal) => decimal.add(x, y));
    case 1:
      return infix('-', (x: Decimal, y: Decimal) => decimal.add(x, decimal.negate(y)));
    case 2:
      return infix('*', (x: Decimal, y: Decimal) => decimal.times(x, y));
    case 3:
      return infix('/', (x: Decimal, y: Decimal) => divided(x, y));
    case 4:
      return infix('%', (x: Decimal, y: Decimal) => modulo(x, y));
    case 5:
      return strict(`-(${a.text})`, [a], (x: Decimal) => decimal.negate(x));
    case 6: {
      const digits = random.below(7);
      return strict(`round(${a.text}, ${digits})`, [a], (x: Decimal) => rounded(x, digits));
    }
    case 7:
      return call('floor', [a], (x: Decimal) => decimal.floor(x));
    case 8:
      return call('ceil', [a], (x: Decimal) => decimal.negate(decimal.floor(decimal.negate(x))));
    case 9:
      return call('abs', [a], (x: Decimal) => (x.n < 0n ? decimal.negate(x) : x));
    case 10: {
      const of = make('text');
      return join(`len(${of.text})`, [of], (x: string | null) => dec(String([...(x ?? '')].length)));
    }
    case 11:
      return call('number', [make('text')], (x: string) => {
        const said = /^\s*([+-]?[0-9]{1,15}(?:\.[0-9]{1,12})?)\s*$/.exec(x)?.[1];
        return said === undefined ? null : dec(said.replace('+', ''));
      });
    case 12:
      return call('days_between', [day(), day()], (x: number, y: number) => dec(String(y - x)));
    case 13:
      return part('year', 0);
    case 14:
      return part('month', 1);
    case 15:
      return part('day', 2);
    case 16:
      return call('weekday', [day()], (x: number) => dec(String(((((x + 3) % 7) + 7) % 7) + 1)));
    case 17:
      return call('hours_between', [field('w1'), field('w2')], (x: number, y: number) =>
        divided(decimal.times(dec(String(y - x)), dec('0.001')), dec('3600')),
      );
    default: {
      const [m, o] = [make('money'), make('money')];
      return strict(`(${m.text} / ${o.text})`, [m, o], (x: Decimal, y: Decimal) => divided(x, y));
    }
  }
}

function makeMoney(random: Random, make: (kind: Kind) => Made): Made {
  const [a, b, n] = [make('money'), make('money'), make('number')];
  switch (random.below(5)) {
    case 0:
      return strict(`(${a.text} + ${b.text})`, [a, b], (x: Decimal, y: Decimal) => decimal.add(x, y));
    case 1:
      return strict(`(${n.text} * ${a.text})`, [n, a], (x: Decimal, y: Decimal) => decimal.times(x, y));
    case 2:
      return strict(`(${a.text} / ${n.text})`, [a, n], (x: Decimal, y: Decimal) => divided(x, y));
    case 3:
      return strict(`(${a.text} - ${n.text})`, [a, n], (x: Decimal, y: Decimal) => decimal.add(x, decimal.negate(y)));
    default:
      return join(`coalesce(${a.text}, 0)`, [a], (x) => x ?? dec('0'));
  }
}

const orNull = (text: string): string | null => text || null;
const spaceless = (text: string): string => text.replace(/^ +| +$/g, '');

function makeText(random: Random, make: (kind: Kind) => Made): Made {
  const [a, b, n, d] = [make('text'), make('text'), make('number'), make('date')];
  const long = (count: Decimal) => {
    const whole = decimal.whole(count);
    return whole < 0n ? null : Number(whole > 100_000n ? 100_000n : whole);
  };
  switch (random.below(8)) {
    case 0:
      return join(`(${a.text} & ${b.text})`, [a, b], (x, y) => orNull(`${x ?? ''}${y ?? ''}`));
    case 1:
      return strict(`lower(${a.text})`, [a], (x: string) => x.toLowerCase());
    case 2:
      return strict(`upper(${a.text})`, [a], (x: string) => x.toUpperCase());
    case 3:
      return strict(`trim(${a.text})`, [a], (x: string) => orNull(spaceless(x)));
    case 4:
      return strict(`left(${a.text}, ${n.text})`, [a, n], (x: string, count: Decimal) => {
        const length = long(count);
        return length === null ? null : orNull([...x].slice(0, length).join(''));
      });
    case 5:
      return strict(`right(${a.text}, ${n.text})`, [a, n], (x: string, count: Decimal) => {
        const length = long(count);
        return length === null || length === 0 ? null : orNull([...x].slice(-length).join(''));
      });
    case 6:
      return strict(`text(${n.text})`, [n], (x: Decimal) => written(rounded(x, 6)));
    default:
      return strict(`text(${d.text})`, [d], (x: number) => dayWritten(x));
  }
}

function makeDate(random: Random, make: (kind: Kind) => Made): Made {
  const [d, n] = [make('date'), make('number')];
  const moved = (days: bigint): number | null =>
    days < BigInt(firstDay) || days > BigInt(lastDay) ? null : Number(days);
  const later = (factor: bigint) => (x: number, y: Decimal) => moved(BigInt(x) + decimal.whole(y) * factor);
  const months = (factor: bigint) => (x: number, y: Decimal) => {
    const [year, month, day] = dayWritten(x).split('-').map(Number) as [number, number, number];
    const index = BigInt(year * 12 + month - 1) + decimal.whole(y) * factor;
    if (index < 12n || index >= 120_000n) return null;
    const [y2, m2] = [Number(index / 12n), Number(index % 12n) + 1];
    const last = m2 === 2 ? (leap(y2) ? 29 : 28) : [4, 6, 9, 11].includes(m2) ? 30 : 31;
    const two = (part: number) => String(part).padStart(2, '0');
    return dayNumber(`${String(y2).padStart(4, '0')}-${two(m2)}-${two(Math.min(day, last))}`);
  };
  switch (random.below(5)) {
    case 0:
      return strict(`(${d.text} + ${n.text})`, [d, n], later(1n));
    case 1:
      return strict(`date_add(${d.text}, ${n.text}, "weeks")`, [d, n], later(7n));
    case 2:
      return strict(`date_add(${d.text}, ${n.text}, "months")`, [d, n], months(1n));
    case 3:
      return strict(`date_add(${d.text}, ${n.text}, "years")`, [d, n], months(12n));
    default:
      return strict(`(${d.text} - ${n.text})`, [d, n], later(-1n));
  }
}

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function makeBoolean(random: Random, make: (kind: Kind) => Made): Made {
  if (random.oneIn(3)) {
    const [a, b] = [make('boolean'), make('boolean')];
    if (random.oneIn(3)) return join(`not (${a.text})`, [a], (x) => !x);
    if (random.oneIn(2)) return join(`(${a.text} and ${b.text})`, [a, b], (x, y) => x && y);
    return join(`(${a.text} or ${b.text})`, [a, b], (x, y) => x || y);
  }
  if (random.oneIn(4)) {
    const [a, b] = [make('text'), make('text')];
    const test = (x: string | null, y: string | null, where: 'includes' | 'startsWith') =>
      x !== null && y !== null && x.toLowerCase()[where](y.toLowerCase());
    if (random.oneIn(3)) return join(`blank(${a.text})`, [a], (x) => x === null);
    if (random.oneIn(2)) return join(`contains(${a.text}, ${b.text})`, [a, b], (x, y) => test(x, y, 'includes'));
    return join(`starts_with(${a.text}, ${b.text})`, [a, b], (x, y) => test(x, y, 'startsWith'));
  }
  const kind = random.pick(['number', 'money', 'text', 'date'] as const);
  const [a, b] = [make(kind), make(kind)];
  const sign = random.pick(['=', '<>', '<', '<=', '>', '>=']);
  const even = (value: Value) => (typeof value === 'object' && value ? rounded(value as Decimal, 6) : value);
  return join(`(${a.text} ${sign} ${b.text})`, [a, b], (x: Value, y: Value) => {
    if (x === null || y === null) return sign === '=' ? x === y : sign === '<>' && x !== y;
    const side = Math.sign(order(even(x), even(y)));
    return { '=': side === 0, '<>': side !== 0, '<': side < 0, '<=': side <= 0, '>': side > 0, '>=': side >= 0 }[sign]!;
  });
}
