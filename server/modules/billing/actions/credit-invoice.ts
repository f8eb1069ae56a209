import { fail } from '#shared/failure';
import { toUnits } from '#shared/currencies/rates';
import type { TaxSum } from '#shared/billing/totals';
import { readValuesOf, getObject, withAllRights, type Values, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { invoices } from '../kinds.ts';
import { leastOf, moneyIn, shareOf, unitsOf } from '../lines/exact.ts';
import { readKept, type KeptDocument } from '../lines/kept-lines.ts';
import { sumLines } from '../lines/line-values.ts';
import type { Line } from '../lines/resolve-lines.ts';
import { lockDocument } from '../queries/documents.ts';
import { readCreditNotes } from '../queries/invoices.ts';
import { copyDocument } from './copy-lines.ts';
import { sumLine, taxName } from './make-invoice.ts';

/** What is credited of an invoice: these quantities of its lines, an amount before VAT, or all that is left. */
export interface Credited {
  lines?: { line: string; quantity: string }[] | undefined;
  amount?: string | undefined;
}

/** Makes a draft credit note of an issued invoice, never of more than is left of it. Answers with its id. */
export async function creditInvoice(set: WriteSet, id: string, asked: Credited): Promise<string> {
  const { ctx } = withAllRights(set);
  const values = await lockDocument(set.ctx, invoices, id);
  if (values['kind'] !== 'invoice' || !['issued', 'paid'].includes(String(values['status'])))
    fail('invoice.not_so_far');
  const kept = await readKept(ctx, invoices, { id, values });
  const credited = await readCredited(ctx, { invoice: id, but: null });
  const none = credited.total === 0n;
  const lines = asked.lines ? pick(kept, asked.lines) : null;
  const whole = asked.amount === undefined && none ? kept.lines.map(creditLine) : null;
  const made = lines ?? whole ?? sumsOf(kept, credited, { asked: asked.amount, language: values['language'] });
  const note = { lines: made, terms: kept.terms, sums: sumLines(made, kept.terms) };
  await requireLeft(ctx, { invoice: { id, values }, kept: note, but: null });
  const reference = { order: values['order'] ?? null, reference: values['reference'] ?? null };
  const nothing = moneyIn(kept.terms.currency, 0n);
  const owed = { open: nothing, paid: nothing, credited: nothing };
  const more = { ...reference, kind: 'credit_note', credits: id, terms: null, ...owed };
  return copyDocument(set, invoices, { from: values, kept: note, more });
}

function creditLine(line: Line): Line {
  return { ...line, id: null, credits_line: line.id };
}

function pick({ lines }: KeptDocument, wanted: { line: string; quantity: string }[]): Line[] {
  if (new Set(wanted.map(({ line }) => line)).size < wanted.length) fail('invoice.more_than_left');
  return wanted.map(({ line: id, quantity }) => {
    const line = lines.find((one) => one.id === id && one.kind === 'item') ?? fail('invoice.more_than_left');
    const [some, all] = [toUnits(quantity, 6)!, toUnits(line.quantity, 6)!];
    if (all < 0n ? some >= 0n || some < all : some <= 0n || some > all) fail('invoice.more_than_left');
    return { ...creditLine(line), quantity };
  });
}

interface Sums {
  total: bigint;
  /** By category and percentage of tax. */
  taxable: Map<string, bigint>;
  /** By line of the invoice, in millionths. */
  quantities: Map<string, bigint>;
}

/** What was credited of an invoice, also by drafts. */
async function readCredited(ctx: Context, { invoice, but }: { invoice: string; but: string | null }): Promise<Sums> {
  const ids = await readCreditNotes(ctx, invoice, but);
  const values = await readValuesOf(ctx, getObject(ctx, 'invoice').whole, ids);
  const notes: KeptDocument[] = [];
  // A few notes at most: an invoice that is credited more often is credited whole.
  for (const id of ids) notes.push(await readKept(ctx, invoices, { id, values: values.get(id)! }));
  return addUp(notes);
}

function addUp(notes: readonly KeptDocument[]): Sums {
  const sums: Sums = { total: 0n, taxable: new Map(), quantities: new Map() };
  for (const { sums: own, lines } of notes) {
    sums.total += unitsOf(own.total);
    for (const one of own.taxes) add(sums.taxable, taxName(one), unitsOf(one.taxable));
    for (const line of lines)
      if (line.credits_line) add(sums.quantities, line.credits_line, toUnits(line.quantity, 6)!);
  }
  return sums;
}

function add(sums: Map<string, bigint>, key: string, units: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + units);
}

interface Leaving {
  invoice: { id: string; values: Values };
  /** The credit note. */
  kept: KeptDocument;
  but: string | null;
}

/** Refuses a credit note of more than what others leave of its invoice: as a whole, of each tax, and of each line. */
export async function requireLeft(ctx: Context, { invoice, kept, but }: Leaving): Promise<void> {
  const { lines, sums } = await readKept(ctx, invoices, invoice);
  const all = await readCredited(ctx, { invoice: invoice.id, but });
  const own = addUp([kept]);
  for (const [key, units] of own.taxable) add(all.taxable, key, units);
  for (const [key, units] of own.quantities) add(all.quantities, key, units);
  const most = new Map(sums.taxes.map((one) => [taxName(one), unitsOf(one.taxable)]));
  const quantities = new Map(lines.map((line) => [line.id!, toUnits(line.quantity, 6)!]));
  const size = (units: bigint) => (units < 0n ? -units : units);
  const beyond =
    all.total + own.total > unitsOf(sums.total) ||
    kept.terms.currency !== (invoice.values['currency'] as string) ||
    [...all.taxable].some(([key, units]) => units > (most.get(key) ?? 0n)) ||
    [...all.quantities].some(([key, units]) => size(units) > size(quantities.get(key) ?? 0n));
  if (beyond) fail('invoice.more_than_left');
}

/** A line for each tax: an amount before VAT shared out among them, or all that is left. */
function sumsOf(
  kept: KeptDocument,
  credited: Sums,
  { asked, language }: { asked: string | undefined; language: unknown },
): Line[] {
  const { currency } = kept.terms;
  const left = kept.sums.taxes
    .map((one) => ({ one, units: unitsOf(one.taxable) - (credited.taxable.get(taxName(one)) ?? 0n) }))
    .filter(({ units }) => units > 0n);
  const all = left.reduce((sum, { units }) => sum + units, 0n);
  let rest = asked === undefined ? all : unitsOf(asked);
  if (rest <= 0n || rest > all || rest % leastOf(currency) !== 0n) fail('invoice.more_than_left');
  const wanted = rest;
  const parts = left.map(({ one, units }, at) => {
    const part = at === left.length - 1 ? rest : shareOf(wanted, { of: units, all, currency });
    rest -= part;
    return { one, units: part };
  });
  const deposit = kept.lines.every((line) => line.deposit);
  const name = language === 'el' ? 'Πίστωση' : 'Credit';
  const line = ({ one, units }: { one: TaxSum; units: bigint }) => ({
    ...sumLine(kept.lines, one, { name, units }),
    undiscounted: true,
    ...(deposit && { deposit }),
  });
  return fitting(parts, { kept, line, most: unitsOf(kept.sums.total) - credited.total });
}

/** The lines of these parts; less by the least there is where the tax, rounded anew, would go beyond what is left. */
function fitting(
  parts: { one: TaxSum; units: bigint }[],
  of: { kept: KeptDocument; line: (part: { one: TaxSum; units: bigint }) => Line; most: bigint },
): Line[] {
  const { kept, line, most } = of;
  const some = parts.filter(({ units }) => units > 0n);
  const lines = some.map(line);
  if (some.length === 0 || unitsOf(sumLines(lines, kept.terms).total) <= most) return lines;
  const [first, ...others] = some.toSorted((a, b) => (a.units < b.units ? 1 : -1));
  return fitting([{ ...first!, units: first!.units - leastOf(kept.terms.currency) }, ...others], of);
}
