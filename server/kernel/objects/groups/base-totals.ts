import { divideRounded, fromUnits, toUnits } from '#shared/currencies/rates';
import { sql, type Sql } from '#kernel/database';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import { baseSql } from '../rates/worth.ts';
import type { Aggregate } from './aggregate.ts';
import { nameOf, weighted } from './weighted.ts';

/** A total of money of all currencies in the workspace's, at the rates that the records keep. */
export interface BaseTotal {
  /** Decimal text with two decimals; null where there is no least, greatest or mean. */
  amount: string | null;
  currency: string;
  /** Records whose money is in another currency and had no rate: they are no part of it. */
  left_out: number;
}

interface Parts {
  fn: Aggregate['fn'];
  /** Ten thousandths. */
  units: bigint | null;
  counted: number;
  leftOut: number;
}

/** What is added up beside the sums by currency: the values of a group and what its totals are made of, by name. */
export type Totals = Map<Record<string, unknown>, Map<string, Parts>>;

/** The columns beside those of the sums by currency. Money in the workspace's own currency has no base, so nothing is
 * worked out twice. */
export function baseColumnsSql(object: ObjectModel, money: FieldModel | null, asked: readonly Aggregate[]): Sql[] {
  if (!money) return [];
  const [base, amount] = [baseSql(money, 't'), sql.id('t', money.column)];
  const columns = asked.flatMap(({ fn, times }, at) => {
    const one = sql`${sql.raw(fn === 'avg' ? 'sum' : fn)}(${weighted(object, times, base)}) as ${sql.id(`b${at}`)}`;
    return fn === 'avg' ? [one, sql`sum(${amount}) as ${sql.id(`s${at}`)}`] : [one];
  });
  return [...columns, sql`count(${base}) as with_base`, sql`count(${amount}) as with_amount`];
}

interface Row {
  row: Record<string, unknown>;
  own: string;
  asked: readonly Aggregate[];
}

/** Adds what one currency of a group is worth to the totals of the group. */
export function totalsOf(totals: Totals, values: Record<string, unknown>, { row, own, asked }: Row): void {
  const mine = totals.get(values) ?? new Map<string, Parts>();
  totals.set(values, mine);
  const [amounts, bases] = [Number(row['with_amount']), Number(row['with_base'])];
  const isOwn = row['currency'] === own;
  for (const [at, one] of asked.entries()) {
    const { fn } = one;
    const name = `${nameOf(one)}_base`;
    const parts = mine.get(name) ?? { fn, units: null, counted: 0, leftOut: 0 };
    mine.set(name, parts);
    const text = row[isOwn ? (fn === 'avg' ? `s${at}` : `v${at}`) : `b${at}`];
    parts.units = joined(fn, parts.units, text === null ? null : toUnits(String(text), 4));
    parts.counted += isOwn ? amounts : bases;
    parts.leftOut += isOwn ? 0 : amounts - bases;
  }
}

function joined(fn: Aggregate['fn'], a: bigint | null, b: bigint | null): bigint | null {
  if (a === null || b === null) return a ?? b;
  if (fn === 'min') return a < b ? a : b;
  if (fn === 'max') return a > b ? a : b;
  return a + b;
}

/** Writes the totals beside the sums by currency. */
export function closeBases(totals: Totals, currency: string): void {
  for (const [values, all] of totals) {
    for (const [name, parts] of all) {
      const total: BaseTotal = { amount: amountOf(parts), currency, left_out: parts.leftOut };
      values[name] = total;
    }
  }
}

function amountOf({ fn, units, counted }: Parts): string | null {
  if (units === null) return fn === 'sum' ? '0.00' : null;
  const cents = divideRounded(units, 100n * (fn === 'avg' ? BigInt(counted) : 1n));
  return fromUnits(cents, 2, 2);
}
