import { dayText, localDay } from '#shared/filter';
import { fail, type Issue } from '#shared/failure';
import { readEcbRates } from '#shared/currencies/ecb-rates';
import { toUnits, type Rate } from '#shared/currencies/rates';
import { audit } from '#kernel/audit';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { Catalog } from '../catalog.ts';
import { baseColumn } from './worth.ts';

/** Rates that are written at once: some 120 days of all currencies of the European Central Bank. */
export const mostRates = 5_000;

export interface Written {
  written: number;
  /** The newest day among them; null where the file held none. */
  newest: string | null;
  /** The file holds older days, which were left out. */
  more: boolean;
}

/** Keeps rates, all or none; what was kept for the same currency and day is replaced. No record changes by it. */
export async function writeRates(ctx: Context, rates: readonly Rate[], source: string): Promise<Written> {
  const issues = rates.flatMap((rate, at) => issuesOf(ctx, rate, at)).concat(doubled(rates));
  if (issues.length > 0) fail('rate.invalid', { issues: issues.slice(0, 100), detail: issues[0]!.message });
  const rows = JSON.stringify(rates);
  await ctx.db
    .run(sql`insert into ${ctx.db.table('exchange_rate')} as e (currency, day, rate, source, set_at, set_by_id)
    select currency, day, rate, ${source}, ${ctx.now.toISOString()}::timestamptz, ${ctx.actor.memberId}::uuid
    from json_to_recordset(${rows}::json) n (currency text, day date, rate numeric) order by currency, day
    on conflict (currency, day) do update set rate = excluded.rate, source = excluded.source,
      set_at = excluded.set_at, set_by_id = excluded.set_by_id`);
  const days = rates.map((rate) => rate.day).toSorted();
  const [oldest, newest] = [days[0] ?? null, days.at(-1) ?? null];
  const about = [...new Set(rates.map((rate) => rate.currency))].toSorted().join(', ');
  await audit(ctx, 'rates.changed', { about, details: { written: rates.length, source, oldest, newest } });
  return { written: rates.length, newest, more: false };
}

/** Keeps the rates of a file of the European Central Bank: its newest days, as many as fit. */
export async function writeEcbRates(ctx: Context, text: string): Promise<Written> {
  const { rates, fault, more } = readEcbRates(text, ctx.workspace.currency, mostRates);
  const refuse = (detail: string) =>
    fail('rate.invalid', { detail, issues: [{ pointer: '/ecb', code: 'rate.invalid', message: detail }] });
  if (fault !== null) refuse(`Line ${fault} is not as the European Central Bank writes it.`);
  if (rates.length === 0) refuse("The file has no rate for the workspace's currency.");
  return { ...(await writeRates(ctx, rates, 'ecb')), more };
}

function issuesOf({ workspace, now }: Context, { currency, day, rate }: Rate, at: number): Issue[] {
  const issue = (part: string, message: string): Issue[] => [
    { pointer: `/rates/${at}/${part}`, code: 'rate.invalid', message },
  ];
  if (!/^[A-Z]{3}$/.test(currency)) return issue('currency', 'Give the currency by its three letters, such as USD.');
  if (currency === workspace.currency) return issue('currency', "The workspace's own currency has no rate.");
  if (!isDay(day)) return issue('day', 'Write the day as 2026-11-20.');
  if (day > dayText(localDay(now, workspace.timeZone))) return issue('day', 'This day is still to come.');
  const units = rate.length <= 25 ? toUnits(rate, 10) : null;
  return units !== null && units > 0n && units < 10n ** 24n
    ? []
    : issue('rate', 'Write the rate as a number above zero with at most ten decimals.');
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^[12]\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function doubled(rates: readonly Rate[]): Issue[] {
  const seen = new Set<string>();
  return rates.flatMap(({ currency, day }, at) => {
    const key = `${currency} ${day}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `${currency} has two rates for ${day}.`;
    return [{ pointer: `/rates/${at}`, code: 'rate.invalid', message }];
  });
}

/** Removes one rate; records keep what was worked out by it. */
export async function removeRate(ctx: Context, { currency, day }: { currency: string; day: string }): Promise<void> {
  const removed = isDay(day)
    ? await ctx.db.run(sql`delete from ${ctx.db.table('exchange_rate')}
        where currency = ${currency} and day = ${day}::date`)
    : 0;
  if (removed === 0) fail('rate.not_found');
  await audit(ctx, 'rates.changed', { about: currency, details: { removed: day } });
}

/** Lets all rates go, and what records were worth by them: for another currency of the workspace they mean nothing. */
export async function forgetRates(ctx: Context): Promise<void> {
  await ctx.db.run(sql`delete from ${ctx.db.table('exchange_rate')}`);
  for (const object of (ctx.workspace.model as Catalog).objects.values()) {
    const columns = object.stored.flatMap((field) => (field.type === 'money' ? (baseColumn(field) ?? []) : []));
    if (columns.length === 0) continue;
    const sets = columns.map((name) => sql`${sql.id(name)} = null`);
    const kept = columns.map((name) => sql`${sql.id(name)} is not null`);
    await ctx.db.run(sql`update ${ctx.db.table(object.table)} set ${sql.join(sets)}
      where ${sql.join(kept, sql` or `)}`);
  }
}
