import { fail } from '#shared/failure';
import { cut } from '#shared/fold';

/** Money that moved on an account, as a bank tells it. */
export interface BankEntry {
  /** The account that it moved on, where the file names it. */
  account: string | null;
  /** The bank's own id, where it gave one. */
  bankId: string | null;
  bookedOn: string;
  /** Decimal text; below zero: it went out. */
  amount: string;
  currency: string;
  reference: string;
  counterparty: string;
  counterpartyIban: string | null;
}

/** What was read of a file. */
export interface ReadStatement {
  entries: BankEntry[];
  /** Entries that are no money booked yet, and rows without a day or an amount. */
  leftOut: number;
}

/** More lines than a firm has in a quarter. */
const mostEntries = 5_000;

/** Refuses a file, in words that say what about it. */
export function unreadable(detail: string): never {
  return fail('bank_statement.unreadable', { detail });
}

/** Refuses a file of more lines than are taken at once. */
export function requireFew(count: number): void {
  if (count > mostEntries) unreadable(`A statement has ${mostEntries} lines at most. Give it in parts.`);
}

/** A text of a bank as one line, no longer than is kept. */
export function plainText(text: string, most: number): string {
  return cut(
    text
      // oxlint-disable-next-line no-control-regex -- no database holds a zero byte
      .replace(/[\s\u0000-\u001f]+/g, ' ')
      .trim(),
    most,
  );
}
