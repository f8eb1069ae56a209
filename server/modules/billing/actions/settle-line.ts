import { fail } from '#shared/failure';
import type { Money } from '#shared/fields/money';
import { getObject, updateRecords, withAllRights, type Values, type WriteSet } from '#kernel/objects';
import { lockBankLine } from '../queries/bank.ts';
import { enterPayment, type GivenPart } from './write-payment.ts';

/** Enters the payment that a line of a statement tells of, and marks the line; once. Without invoices it pays the one
 * that is proposed. */
export async function applyLine(set: WriteSet, id: string, invoices: GivenPart[] | undefined): Promise<void> {
  const line = await lockUnsettled(set, id);
  const proposed = line['invoice'] as string | null;
  const wanted = invoices ?? (proposed ? [{ invoice: proposed }] : fail('bank_line.nothing_proposed'));
  const told = (key: string) => (line[key] as string | null) ?? undefined;
  const { amount, currency } = line['amount'] as Money;
  const payment = await enterPayment(set, {
    amount,
    currency,
    paid_on: told('booked_on'),
    way: 'transfer',
    reference: told('reference'),
    counterparty: told('counterparty'),
    invoices: wanted,
  });
  await markLine(set, id, { status: 'applied', payment });
}

/** Marks a line that pays nothing. */
export async function ignoreLine(set: WriteSet, id: string): Promise<void> {
  await lockUnsettled(set, id);
  await markLine(set, id, { status: 'ignored' });
}

/** The lock was only given to who may change the line; the action of the change set is that of payments. */
async function markLine(set: WriteSet, id: string, values: Values): Promise<void> {
  const all = withAllRights(set);
  await updateRecords(all, getObject(all.ctx, 'bank_line').whole, [{ id, values }]);
}

/** The values of a line that nobody dealt with yet, locked; or a refusal. */
async function lockUnsettled(set: WriteSet, id: string): Promise<Values> {
  const line = await lockBankLine(set.ctx, id);
  if (line['status'] !== 'new' && line['status'] !== 'proposed') fail('bank_line.settled');
  return line;
}
