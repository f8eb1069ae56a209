import { fail } from '#shared/failure';
import { mayAdminister } from '#kernel/access';
import {
  createRecord,
  createRecords,
  getObject,
  trashRecords,
  updateRecords,
  withAllRights,
  type Patch,
  type Values,
  type WriteSet,
} from '#kernel/objects';
import { dayAfter } from '../begin-document.ts';
import { moneyIn, unitsIn, unitsOf } from '../lines/exact.ts';
import { lockInvoices, lockPayment, readParts } from '../queries/payments.ts';
import { readStandardSeller } from '../queries/sellers.ts';
import { moveInvoices } from './issue-invoice.ts';

/** Which invoice a payment pays, and how much of it; as much as it can where nothing is said. */
export interface GivenPart {
  invoice: string;
  amount?: string | undefined;
}

/** A payment as somebody enters it. */
export interface GivenPayment {
  amount: string;
  currency?: string | undefined;
  company?: string | undefined;
  paid_on?: string | undefined;
  way?: string | undefined;
  reference?: string | undefined;
  counterparty?: string | undefined;
  owner?: string | undefined;
  invoices?: GivenPart[] | undefined;
  /** The payment of which it pays back what was not applied. */
  refunds?: string | undefined;
}

/** Enters a payment and applies it, all or nothing. What is not applied stays to the credit of the customer; money is
 * only paid back of credit notes or of what was not applied. Answers with its id. */
export async function enterPayment(set: WriteSet, given: GivenPayment): Promise<string> {
  const { ctx } = set;
  const { invoices: wanted = [], refunds, amount: _, currency: __, ...told } = given;
  const currency = given.currency ?? ctx.workspace.currency;
  const units = unitsOf(given.amount);
  if (units === 0n) fail('payment.wrong_amount');
  if (units < 0n) await requireApproved(set, { units: -units, currency });
  const source = refunds === undefined ? null : await lockPayment(ctx, refunds);
  const locked = await lockInvoices(
    ctx,
    wanted.map((part) => part.invoice),
  );
  const [first] = locked.values();
  const values = {
    paid_on: dayAfter(ctx, 0),
    way: 'transfer',
    ...told,
    company: told.company ?? first?.['company'] ?? source?.['company'] ?? null,
    title: titleOf(set, units),
    amount: moneyIn(currency, units),
    status: 'entered',
    refunds: refunds ?? null,
  };
  const taken = source ? payBack(source, { units, currency, wanted }) : null;
  const { parts, rest } = share(wanted, locked, { units: taken === null ? units : 0n, currency });
  // Nobody is paid back what nobody is told of.
  if (units < 0n && rest !== 0n) fail('payment.wrong_amount');
  const object = getObject(ctx, 'payment');
  const made = await createRecord(set, object, { ...values, unapplied: moneyIn(currency, rest) });
  if (taken !== null) await movePayments(set, [{ id: refunds!, values: { unapplied: moneyIn(currency, taken) } }]);
  await writeParts(set, made.id, parts);
  return made.id;
}

/** Applies what is left of a payment to invoices. */
export async function applyPayment(set: WriteSet, id: string, wanted: GivenPart[]): Promise<void> {
  const payment = await lockPayment(set.ctx, id);
  if (payment['status'] !== 'entered') fail('payment.reversed');
  const currency = (payment['amount'] as { currency: string }).currency;
  const locked = await lockInvoices(
    set.ctx,
    wanted.map(({ invoice }) => invoice),
  );
  const { parts, rest } = share(wanted, locked, { units: unitsIn(payment['unapplied']), currency });
  await movePayments(set, [{ id, values: { unapplied: moneyIn(currency, rest) } }]);
  await writeParts(set, id, parts);
}

/** Takes a payment back that was entered by mistake or bounced: what it paid is owed again. */
export async function reversePayment(set: WriteSet, id: string): Promise<void> {
  const all = withAllRights(set);
  const payment = await lockPayment(set.ctx, id);
  if (payment['status'] !== 'entered') fail('payment.reversed');
  const { parts, refunded } = await readParts(all.ctx, id);
  if (refunded) fail('payment.paid_back');
  const currency = (payment['amount'] as { currency: string }).currency;
  const source = payment['refunds'] as string | null;
  if (source) {
    const before = await lockPayment(all.ctx, source);
    const again = unitsIn(before['unapplied']) - unitsIn(payment['amount']);
    await movePayments(set, [{ id: source, values: { unapplied: moneyIn(currency, again) } }]);
  }
  const locked = await lockInvoices(
    all.ctx,
    parts.map(({ invoice }) => invoice),
  );
  if (parts.length > 0) {
    await trashRecords(
      all,
      getObject(all.ctx, 'payment_part').whole,
      parts.map((part) => part.id),
    );
    const back = parts.map(({ invoice, amount }) => ({ id: invoice, units: -unitsOf(amount) }));
    await moveInvoices(
      set,
      back.map(({ id: at, units }) => paid(at, locked.get(at)!, units)),
    );
  }
  await movePayments(set, [{ id, values: { status: 'reversed', unapplied: moneyIn(currency, 0n) } }]);
}

/** Refuses to pay more back than the firm lets go without somebody who administers. */
async function requireApproved({ ctx }: WriteSet, { units, currency }: { units: bigint; currency: string }) {
  const limit = (await readStandardSeller(ctx))?.refund_limit;
  if (limit == null || mayAdminister(ctx)) return;
  if (currency !== ctx.workspace.currency || units > unitsOf(limit)) fail('payment.needs_approval');
}

interface Paying {
  units: bigint;
  currency: string;
}

/** What is left of a payment behind what is paid back of it. */
function payBack(source: Values, { units, currency, wanted }: Paying & { wanted: GivenPart[] }): bigint {
  const left = unitsIn(source['unapplied']) + units;
  const same = (source['amount'] as { currency: string }).currency === currency;
  if (units >= 0n || wanted.length > 0 || !same || source['status'] !== 'entered') fail('payment.wrong_amount');
  if (left < 0n) fail('invoice.more_than_left');
  return left;
}

interface Part {
  invoice: string;
  values: Values;
  /** Below zero where a credit note is paid back. */
  units: bigint;
  currency: string;
}

/** Shares a payment out among locked invoices in the order given, never more than is open of each. */
function share(
  wanted: readonly GivenPart[],
  locked: Map<string, Values>,
  { units, currency }: Paying,
): { parts: Part[]; rest: bigint } {
  const sign = units < 0n ? -1n : 1n;
  const kind = units < 0n ? 'credit_note' : 'invoice';
  if (new Set(wanted.map(({ invoice }) => invoice)).size < wanted.length) fail('payment.wrong_amount');
  let left = units * sign;
  const parts = wanted.map(({ invoice, amount }) => {
    const values = locked.get(invoice)!;
    const open = values['open'] as { currency: string };
    if (values['kind'] !== kind || values['status'] !== 'issued') fail('invoice.not_so_far');
    if (open.currency !== currency) fail('payment.wrong_amount');
    const most = unitsIn(open) < left ? unitsIn(open) : left;
    const part = amount === undefined ? most : unitsOf(amount);
    if (part <= 0n || part > most) fail('invoice.more_than_left');
    left -= part;
    return { invoice, values, units: part * sign, currency };
  });
  return { parts, rest: left * sign };
}

async function writeParts(set: WriteSet, payment: string, parts: Part[]): Promise<void> {
  if (parts.length === 0) return;
  const records = parts.map(({ invoice, values, units, currency }) => ({
    values: { title: String(values['number']), payment, invoice, amount: moneyIn(currency, units) },
  }));
  await createRecords(withAllRights(set), getObject(set.ctx, 'payment_part').whole, records);
  await moveInvoices(
    set,
    parts.map(({ invoice, values, units }) => paid(invoice, values, units)),
  );
}

/** An invoice of which more, or less, is paid. */
function paid(id: string, values: Values, units: bigint): Patch {
  const currency = values['currency'] as string;
  const size = values['kind'] === 'credit_note' ? -units : units;
  const open = unitsIn(values['open']) - size;
  const sum = unitsIn(values['paid']) + size;
  const status = open === 0n ? 'paid' : 'issued';
  return { id, values: { open: moneyIn(currency, open), paid: moneyIn(currency, sum), status } };
}

async function movePayments(set: WriteSet, patches: Patch[]): Promise<void> {
  await updateRecords(withAllRights(set), getObject(set.ctx, 'payment').whole, patches);
}

const titles = { en: ['Payment', 'Money paid back'], el: ['Πληρωμή', 'Επιστροφή χρημάτων'] } as const;

/** Nothing of what it tells is in its title: roles may hide that. */
function titleOf({ ctx }: WriteSet, units: bigint): string {
  return titles[ctx.workspace.language][units < 0n ? 1 : 0];
}
