import { toUnits } from '#shared/currencies/rates';
import { fail } from '#shared/failure';
import { getObject, updateRecords, withAllRights, type Patch, type Values, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { dayAfter } from '../begin-document.ts';
import { invoices, orders } from '../kinds.ts';
import { moneyIn, unitsIn, unitsOf } from '../lines/exact.ts';
import { readKept, type KeptDocument } from '../lines/kept-lines.ts';
import { lockDocument } from '../queries/documents.ts';
import { lockBeside, nextNumber, readInvoiced } from '../queries/invoices.ts';
import { readParties } from '../queries/parties.ts';
import { readInvoicing } from '../queries/sellers.ts';
import { requireLeft } from './credit-invoice.ts';

/** Issues a draft: it gets the next number of its series and year, and is never changed again. */
export async function issueInvoice(set: WriteSet, id: string): Promise<void> {
  const { ctx } = withAllRights(set);
  const values = await lockDocument(set.ctx, invoices, id);
  if (values['status'] !== 'draft') fail('document.not_a_draft');
  const kept = await readKept(ctx, invoices, { id, values });
  if (!kept.lines.some(({ kind }) => kind === 'item')) fail('document.empty');
  const { seller, company, person } = values as Record<string, string | null>;
  const total = unitsOf(kept.sums.total);
  if (!seller || !(company || person) || total < 0n) return fail('invoice.not_ready');
  const order = values['order'] as string | null;
  if (order) await requireOrdered(ctx, { id, order });
  const credit = values['kind'] === 'credit_note';
  const parties = await readParties(ctx, { seller, company: company ?? null, person: person ?? null });
  const off = credit ? await takeOff(set, { id, values, kept }) : 0n;
  const { invoice_series, credit_series, payment_days } = await readInvoicing(ctx, seller);
  const day = dayAfter(ctx, 0);
  const series = (credit ? (credit_series ?? 'C') : (invoice_series ?? '')).trim();
  const year = Number(day.slice(0, 4));
  const count = await nextNumber(ctx, { seller, series, year });
  const { currency } = kept.terms;
  const issued = {
    number: [...(series ? [series] : []), year, String(count).padStart(4, '0')].join('-'),
    status: total === off ? 'paid' : 'issued',
    issued_on: day,
    due_on: (values['due_on'] as string | null) ?? (credit ? null : dayAfter(ctx, payment_days ?? 30)),
    open: moneyIn(currency, total - off),
    paid: moneyIn(currency, 0n),
    credited: moneyIn(currency, 0n),
    parties: JSON.stringify(parties),
  };
  await moveInvoices(set, [{ id, values: issued }]);
}

/** Writes how far invoices are. */
export async function moveInvoices(set: WriteSet, patches: Patch[]): Promise<void> {
  await updateRecords(withAllRights(set), getObject(set.ctx, 'invoice').whole, patches);
}

/** No line of an order is invoiced beyond what was ordered, and no deposit taken off that nobody invoiced. */
async function requireOrdered(ctx: Context, { id, order }: { id: string; order: string }): Promise<void> {
  const values = (await lockBeside(ctx, orders, order)) ?? fail('invoice.not_ready');
  const { lines } = await readKept(ctx, orders, { id: order, values });
  const { quantities, deposits } = await readInvoiced(ctx, order, id);
  const beyond = lines.some((line) => {
    const [taken, all] = [toUnits(quantities.get(line.id!) ?? '0', 6)!, toUnits(line.quantity, 6)!];
    return all < 0n ? taken < all : taken > all;
  });
  if (beyond || [...deposits.values()].some((left) => unitsOf(left) < 0n)) fail('invoice.more_than_left');
}

/** Takes a credit note off what is left to pay of the invoice that it credits. Answers how much of it that was: the
 * rest is to be paid back. */
async function takeOff(
  set: WriteSet,
  { id, values, kept }: { id: string; values: Values; kept: KeptDocument },
): Promise<bigint> {
  const credits = values['credits'] as string | null;
  if (!credits) return fail('invoice.not_ready');
  const { ctx } = withAllRights(set);
  const invoice = (await lockBeside(ctx, invoices, credits)) ?? fail('invoice.not_ready');
  await requireLeft(ctx, { invoice: { id: credits, values: invoice }, kept, but: id });
  const { currency } = kept.terms;
  const [total, open] = [unitsOf(kept.sums.total), unitsIn(invoice['open'])];
  const off = total < open ? total : open;
  const credited = unitsIn(invoice['credited']) + total;
  const whole = credited === unitsIn(invoice['total']);
  const status = open > off ? 'issued' : whole && unitsIn(invoice['paid']) === 0n ? 'cancelled' : 'paid';
  const moved = { open: moneyIn(currency, open - off), credited: moneyIn(currency, credited), status };
  await moveInvoices(set, [{ id: credits, values: moved }]);
  return off;
}
