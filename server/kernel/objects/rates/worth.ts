import { dayText, localDay } from '#shared/filter';
import type { Money } from '#shared/fields/money';
import { baseAmount, isGoodOn, rateGoodFor, type DayRate, type Rate } from '#shared/currencies/rates';
import { sql, type Db, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel } from '../catalog.ts';

/** What money is worth in the workspace's currency on one day: decimal text; null where it is in that currency, or no
 * rate is known. */
export type Worth = (money: Money) => string | null;

/** For columns that are only compared: nothing is kept of them. */
export const unknownWorth: Worth = () => null;

/** What money is worth that is written now: at the newest rate of today or before. */
export function worthNow({ workspace, now }: Context): Worth {
  if (workspace.rates.size === 0) return unknownWorth;
  let today: string | null = null;
  return (money) => {
    today ??= dayText(localDay(now, workspace.timeZone));
    return worthAt(workspace.rates.get(money.currency), money, today);
  };
}

function worthAt(found: DayRate | undefined, { amount }: Money, day: string): string | null {
  return found && isGoodOn(found.day, day) ? baseAmount(amount, found.rate) : null;
}

/** What money was worth at a past moment. What was kept with a value that is no more is not known; the rates are. */
export async function worthThen({ db, workspace }: Context, at: string): Promise<Worth> {
  if (workspace.rates.size === 0) return unknownWorth;
  const day = dayText(localDay(new Date(at), workspace.timeZone));
  const rows = await db.many<Rate>(sql`select distinct on (currency) currency, day, trim_scale(rate)::text as rate
    from ${db.table('exchange_rate')} where day <= ${day}::date and day >= ${day}::date - ${rateGoodFor}::integer
    order by currency, day desc`);
  const rates = new Map(rows.map((row) => [row.currency, row]));
  return (money) => worthAt(rates.get(money.currency), money, day);
}

/** The newest rate of each currency. */
export async function newestRates(db: Db): Promise<ReadonlyMap<string, DayRate>> {
  const rows = await db.many<Rate>(sql`select distinct on (currency) currency, day, trim_scale(rate)::text as rate
    from ${db.table('exchange_rate')} order by currency, day desc`);
  return new Map(rows.map(({ currency, day, rate }) => [currency, { day, rate }]));
}

/** The column that keeps what a field's money is worth; none for what is worked out from other values. */
export function baseColumn(field: Pick<FieldModel, 'column' | 'summary'>): string | null {
  return field.summary ? null : `${field.column}__base`;
}

/** What a row's money is worth where its currency is not the workspace's own; its own is worth its amount. */
export function baseSql(field: FieldModel, alias: string): Sql {
  const column = baseColumn(field);
  return column === null ? sql`null::numeric` : sql.id(alias, column);
}
