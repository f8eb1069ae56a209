import { createHash } from 'node:crypto';
import { fail } from '#shared/failure';
import { readIban } from '#shared/billing/iban';
import { unitsOf, moneyIn } from '../lines/exact.ts';
import { createRecord, createRecords, getObject, withAllRights, type WriteSet } from '#kernel/objects';
import { unreadable, type BankEntry } from '../bank/bank-entry.ts';
import { matchEntry } from '../bank/match-entry.ts';
import { readBankCsv } from '../bank/read-bank-csv.ts';
import { readCamt } from '../bank/read-camt.ts';
import { listOpenInvoices, lockFingerprints } from '../queries/bank.ts';

/** A statement as somebody gives it. */
export interface GivenStatement {
  name: string;
  text: string;
  /** The account that it is of, where the file does not name it. */
  account?: string | undefined;
  owner?: string | undefined;
}

/** What came of a statement. */
export interface TakenStatement {
  id: string;
  /** Lines that were there already. */
  known: number;
  /** Entries that are not booked, and rows without a day or an amount. */
  left_out: number;
  proposed: number;
}

/** Keeps the lines of a statement that are not kept yet, each with the invoice that it seems to pay. */
export async function takeStatement(set: WriteSet, given: GivenStatement): Promise<TakenStatement> {
  const { ctx } = set;
  const named = given.account === undefined ? null : (readIban(given.account) ?? unreadable('The account is no IBAN.'));
  const { entries: read, leftOut } = given.text.trimStart().startsWith('<')
    ? readCamt(given.text.trim())
    : readBankCsv(given.text, ctx.workspace);
  const entries = fingerprinted(read.map((entry) => ({ ...entry, account: entry.account ?? named })));
  const kept = await lockFingerprints(
    ctx,
    entries.map(({ fingerprint }) => fingerprint),
  );
  const fresh = entries.filter(({ fingerprint }) => !kept.has(fingerprint));
  if (fresh.length === 0) return fail('bank_statement.known');
  const days = fresh.map(({ bookedOn }) => bookedOn).toSorted();
  const statement = await createRecord(set, getObject(ctx, 'bank_statement'), {
    name: given.name,
    account: fresh[0]!.account,
    from: days[0],
    to: days.at(-1),
    count: fresh.length,
    ...(given.owner && { owner: given.owner }),
  });
  const invoices = await listOpenInvoices(ctx, fresh);
  let proposed = 0;
  const records = fresh.map((entry) => {
    const proposal = matchEntry(entry, invoices);
    if (proposal?.invoice) proposed += 1;
    return {
      values: { ...valuesOf(entry, statement.id), ...proposal, status: proposal?.invoice ? 'proposed' : 'new' },
    };
  });
  await createRecords(withAllRights(set), getObject(ctx, 'bank_line').whole, records);
  return { id: statement.id, known: entries.length - fresh.length, left_out: leftOut, proposed };
}

type Fingerprinted = BankEntry & { fingerprint: string };

/** Each entry with what tells it from all others: its facts, the bank's own id in place of words where there is one,
 * and its place among those of the file that are equal. */
function fingerprinted(entries: BankEntry[]): Fingerprinted[] {
  const places = new Map<string, number>();
  return entries.map((entry) => {
    const { account, bankId, bookedOn, amount, currency, reference, counterparty, counterpartyIban } = entry;
    const words = bankId === null ? [reference, counterparty, counterpartyIban] : [bankId];
    const facts = JSON.stringify([account, bookedOn, amount, currency, bankId !== null, ...words]);
    const place = (places.get(facts) ?? 0) + 1;
    places.set(facts, place);
    return { ...entry, fingerprint: createHash('sha256').update(`${place} ${facts}`).digest('hex') };
  });
}

function valuesOf(entry: Fingerprinted, statement: string) {
  return {
    // Nothing that roles may hide.
    title: entry.bookedOn,
    bank_statement: statement,
    booked_on: entry.bookedOn,
    amount: moneyIn(entry.currency, unitsOf(entry.amount)),
    reference: entry.reference || null,
    counterparty: entry.counterparty || null,
    counterparty_iban: entry.counterpartyIban,
    fingerprint: entry.fingerprint,
  };
}
