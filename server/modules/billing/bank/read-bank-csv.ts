import { parseAmount } from '#shared/amount';
import { readIban } from '#shared/billing/iban';
import { fromUnits, toUnits } from '#shared/currencies/rates';
import { fold } from '#shared/fold';
import { orderOf, parseDate } from '#shared/partial-date';
import { plainText, requireFew, unreadable, type BankEntry, type ReadStatement } from './bank-entry.ts';

/** What columns are called, the better name first. */
const headers = {
  date: ['Booking date', 'Transaction date', 'Posting date', 'Ημερομηνία συναλλαγής', 'Date', 'Ημερομηνία', 'Ημ/νία'],
  amount: ['Amount', 'Ποσό', 'Ποσό συναλλαγής', 'Transaction amount', 'Value', 'Αξία'],
  credit: ['Credit', 'Paid in', 'Money in', 'Πίστωση', 'Πιστώσεις', 'Credit amount', 'Ποσό πίστωσης'],
  debit: ['Debit', 'Paid out', 'Money out', 'Χρέωση', 'Χρεώσεις', 'Debit amount', 'Ποσό χρέωσης'],
  reference: ['Reference', 'Description', 'Details', 'Αιτιολογία', 'Περιγραφή', 'Narrative', 'Σχόλια', 'Αναφορά'],
  counterparty: ['Counterparty', 'Name', 'Payer', 'Beneficiary', 'Αντισυμβαλλόμενος', 'Όνομα', 'Επωνυμία', 'Εντολέας'],
  iban: ['Counterparty IBAN', 'IBAN αντισυμβαλλομένου', 'Counterparty account', 'Λογαριασμός αντισυμβαλλομένου'],
  currency: ['Currency', 'Νόμισμα', 'Ccy'],
  id: ['Transaction id', 'Transaction number', 'Αριθμός συναλλαγής', 'Κωδικός συναλλαγής'],
} as const;
type Column = keyof typeof headers;
type Columns = Partial<Record<Column, number>>;

/** Reads the statement of an account from text in columns: where a row of headers is recognised. */
export function readBankCsv(text: string, { currency }: { currency: string }): ReadStatement {
  const plain = text.replace(/^\uFEFF/, '');
  const start = plain.slice(0, 32_768);
  const found = [';', ',', '\t', '|'].flatMap((delimiter) => {
    const rows = splitRows(start, delimiter).slice(0, 30);
    return rows.flatMap((cells, at) => {
      const columns = columnsOf(cells);
      const whole = columns.date !== undefined && (columns.amount ?? columns.credit ?? columns.debit) !== undefined;
      return whole ? [{ delimiter, at, columns }] : [];
    });
  });
  const [best] = found.toSorted((a, b) => Object.keys(b.columns).length - Object.keys(a.columns).length);
  if (!best) return unreadable('There is no row of headers with a date and an amount.');
  const rows = splitRows(plain, best.delimiter).slice(best.at + 1);
  requireFew(rows.length);
  const dayFirst = isDayFirst(rows.map((cells) => cells[best.columns.date!] ?? ''));
  const entries = rows.flatMap((cells, at) => {
    const cell = (column: Column) => cells[best.columns[column] ?? -1]?.trim() ?? '';
    return readRow(cell, { dayFirst, currency, line: best.at + at + 2 }) ?? [];
  });
  return { entries, leftOut: rows.length - entries.length };
}

/** The records of a delimited text without those that are empty; a cell may be in quotes. */
function splitRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  const sign = delimiter === '|' ? '\\|' : delimiter;
  // A quote that is not closed soon is a letter.
  const cell = new RegExp(`(?:"((?:[^"]|""){0,9999})"|([^${sign}\\r\\n]*))(${sign}|\\r\\n|\\n|\\r|$)`, 'y');
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) break;
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === delimiter) continue;
    if (row.some((one) => one.trim() !== '')) rows.push(row);
    row = [];
  }
  if (row.some((one) => one.trim() !== '')) rows.push(row);
  return rows;
}

function columnsOf(cells: string[]): Columns {
  const folded = cells.map((cell) => fold(cell.slice(0, 100)));
  const columns: Columns = {};
  for (const [column, names] of Object.entries(headers) as [Column, readonly string[]][]) {
    const at = names.map((name) => folded.indexOf(fold(name))).find((place) => place >= 0);
    if (at !== undefined) columns[column] = at;
  }
  return columns;
}

function isDayFirst(dates: string[]): boolean {
  const orders = new Set(dates.map(orderOf));
  if (orders.has('day') && orders.has('month')) unreadable('Some dates begin with the day, others with the month.');
  return !orders.has('month');
}

function readRow(
  cell: (column: Column) => string,
  { dayFirst, currency, line }: { dayFirst: boolean; currency: string; line: number },
): BankEntry | null {
  // A heading between the rows, or a sum below them.
  if (!/\d/.test(cell('date'))) return null;
  const amount = amountOf(cell, line);
  if (!amount) return null;
  const date = parseDate(cell('date'), dayFirst);
  if (!date || 'refused' in date || !/^\d{4}-\d\d-\d\d$/.test(date.value)) return refuse(line, 'date');
  const told = cell('currency').toUpperCase() || amount.currency || currency;
  if (!/^[A-Z]{3}$/.test(told)) return refuse(line, 'currency');
  return {
    account: null,
    bankId: cell('id').slice(0, 200) || null,
    bookedOn: date.value,
    amount: amount.text,
    currency: told,
    reference: plainText(cell('reference'), 500),
    counterparty: plainText(cell('counterparty'), 200),
    counterpartyIban: readIban(cell('iban')),
  };
}

/** What a row tells, below zero where it went out; null where nothing moved. */
function amountOf(cell: (column: Column) => string, line: number): { text: string; currency: string | null } | null {
  let sum = 0n;
  let currency: string | null = null;
  for (const column of ['amount', 'credit', 'debit'] as const) {
    if (cell(column) === '') continue;
    const parsed = parseAmount(cell(column));
    const units = parsed ? toUnits(parsed.amount.replace('-', ''), 4) : null;
    if (!parsed || units === null) return refuse(line, 'amount');
    currency = parsed.currency;
    const negative = parsed.amount.startsWith('-');
    if (column === 'amount')
      return units === 0n ? null : { text: fromUnits(negative ? -units : units, 4, 2), currency };
    // Banks write what went out with and without a minus.
    if (column === 'debit') sum -= units;
    else sum += negative ? -units : units;
  }
  return sum === 0n ? null : { text: fromUnits(sum, 4, 2), currency };
}

function refuse(line: number, what: string): never {
  return unreadable(`Row ${line} has no ${what} that can be read.`);
}
