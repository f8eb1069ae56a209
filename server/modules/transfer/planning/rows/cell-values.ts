import { amountOfNumber, parseAmount } from '#shared/amount';
import { parseEmails } from '#shared/email';
import { dateOfSerial, parseDate, parseTime, timeOfShare } from '#shared/partial-date';
import { parsePhones } from '#shared/phone';
import { type Cell, cellText } from '../../reading/table.ts';
import type { ColumnMapping } from '../../recognising/mapping.ts';
import { type Columns, meansNone } from './columns.ts';
import type { PlannedRow, PlanSettings, Values } from '../planned-row.ts';

/** A day read from a cell with the time beside it; `refused` tells why there is none though something stands there. */
export interface CellDate {
  value: string | null;
  time: string | null;
  refused: string | null;
}

/** Reads a date cell: true dates, day counts of spreadsheets, texts in the order of their column. */
export function dateOfCell(cell: Cell, column: ColumnMapping, columns: Columns, settings: PlanSettings): CellDate {
  if (cell === null) return { value: null, time: null, refused: null };
  if (typeof cell === 'object' && cell.kind === 'date') return { value: cell.date, time: cell.time, refused: null };
  if (typeof cell === 'number' && cell >= 10_000 && cell <= 60_000) {
    return { value: dateOfSerial(cell), time: Number.isInteger(cell) ? null : timeOfShare(cell), refused: null };
  }
  const dayFirst = columns.mapping.dayFirst[column.index] ?? settings.dayFirst;
  const parsed = parseDate(cellText(cell), dayFirst);
  if (parsed === null) return { value: null, time: null, refused: null };
  if ('refused' in parsed) return { value: null, time: null, refused: parsed.refused };
  return parsed.offset === null
    ? { value: parsed.value, time: parsed.time, refused: null }
    : { ...inZone(parsed, settings.timeZone), refused: null };
}

/** The day and time of an instant on the clocks of the workspace; a date at UTC midnight is a date. */
function inZone(parsed: { value: string; time: string | null; offset: string | null }, timeZone: string) {
  if (parsed.time === null || parsed.time === '00:00') return { value: parsed.value, time: null };
  const offset = parsed.offset === 'Z' ? '+00:00' : (parsed.offset ?? '+00:00');
  const instant = Temporal.Instant.from(`${parsed.value}T${parsed.time}:00${offset}`).toZonedDateTimeISO(timeZone);
  return { value: instant.toPlainDate().toString(), time: instant.toPlainTime().toString().slice(0, 5) };
}

/** `HH:MM` of a time cell, or null. */
export function timeOfCell(cell: Cell): string | null {
  if (typeof cell === 'object' && cell !== null) {
    return cell.kind === 'time' ? cell.time : cell.kind === 'date' ? cell.time : null;
  }
  if (typeof cell === 'number') return cell >= 0 && cell < 1 ? timeOfShare(cell) : parseTime(cell.toFixed(2));
  return parseTime(cellText(cell));
}

/** Puts the day of a field into the row's values, or refuses the value. */
export function addDate(
  row: PlannedRow,
  field: string,
  found: { cell: Cell; column: ColumnMapping } | null,
  context: Context,
): void {
  if (found === null) return;
  const date = dateOfCell(found.cell, found.column, context.columns, context.settings);
  if (date.refused !== null) refuse(row, found.column.header, cellText(found.cell), date.refused);
  else if (date.value !== null) row.values[field] = date.value;
}

/** What a row is read with. */
export interface Context {
  columns: Columns;
  settings: PlanSettings;
}

/** Puts a sum of money into the row's values, or refuses the value. */
export function addAmount(
  row: PlannedRow,
  field: string,
  found: { cell: Cell; column: ColumnMapping } | null,
  currency: string,
): void {
  if (found === null) return;
  const text = cellText(found.cell);
  if (isError(row, found)) return;
  const amount = typeof found.cell === 'number' ? amountOfNumber(found.cell) : null;
  const parsed = amount === null ? parseAmount(text) : { amount, currency: null };
  if (parsed !== null) row.values[field] = { amount: parsed.amount, currency: parsed.currency ?? currency };
  else if (!meansNone(text)) refuse(row, found.column.header, text, 'not an amount');
}

/** Adds the numbers of a phone cell; what is none is refused and kept as text. */
export function addPhones(
  row: PlannedRow,
  text: string,
  from: { header: string; label: string | null; region: string },
): void {
  if (text === '' || meansNone(text)) return;
  const { numbers, refused } = parsePhones(text, from.region);
  const phones = (row.values.phones ??= []);
  for (const number of numbers) {
    const known = phones.find((phone) => phone.value === number.value);
    if (known !== undefined) known.extension ??= number.extension;
    else phones.push({ ...number, label: from.label, primary: phones.length === 0 });
  }
  for (const part of refused) refuse(row, from.header, part, `not a valid number with region ${from.region}`);
}

/** Adds the addresses of an e-mail cell; what is none is refused and kept as text. */
export function addEmails(row: PlannedRow, text: string, from: { header: string; label: string | null }): void {
  if (text === '' || meansNone(text)) return;
  const { emails, refused } = parseEmails(text);
  const list = (row.values.emails ??= []);
  for (const value of emails) {
    if (!list.some((email) => email.value === value))
      list.push({ value, label: from.label, primary: list.length === 0 });
  }
  for (const part of refused) refuse(row, from.header, part, 'not an e-mail address');
}

/** Adds the numbers of a fax cell, which is nothing to call. */
export function addFax(row: PlannedRow, text: string, from: { header: string; region: string }): void {
  if (text === '' || meansNone(text)) return;
  const { numbers, refused } = parsePhones(text, from.region);
  if (numbers[0] !== undefined) row.values.fax ??= numbers[0].value;
  for (const part of refused) refuse(row, from.header, part, `not a valid number with region ${from.region}`);
}

/** The text that a link cell counts with: the address behind it when it is one of mail. */
export function linkText(cell: Cell | undefined): string {
  if (typeof cell === 'object' && cell !== null && cell.kind === 'link' && /^mailto:/i.test(cell.target))
    return decodeURI(cell.target);
  return cellText(cell);
}

/** Whether a cell holds a failed formula; it is reported and counts as empty. */
export function isError(row: PlannedRow, { cell, column }: { cell: Cell; column: ColumnMapping }): boolean {
  if (typeof cell !== 'object' || cell === null || cell.kind !== 'error') return false;
  refuse(row, column.header, cell.text, 'formula error: empty');
  return true;
}

/** Reports a value that cannot be used. */
export function refuse(row: PlannedRow, column: string, value: string, reason: string): void {
  row.refused.push({ column, value, reason });
}

/** The address of a row from its parts, without empty ones; absent when nothing is known. */
export function addAddress(
  values: Values,
  parts: Record<'street' | 'city' | 'state' | 'postal_code' | 'country', string>,
): void {
  if (Object.values(parts).some((part) => part !== '')) values.address = parts;
}
