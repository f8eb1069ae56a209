import { parseDate } from '#shared/partial-date';
import { cellText, type Row } from '../../reading/table.ts';
import { addEmails, addFax, addPhones, type Context, refuse } from './cell-values.ts';
import type { Columns } from './columns.ts';
import { newLink, type PlannedRow } from '../planned-row.ts';

/**
 * Reads `E-mail 1 - Label/Value`, `Phone …`, `Address …`, `Relation …`, `Event …` and `Custom Field …` of Google
 * and Outlook.
 */
export function addSlots(planned: PlannedRow, row: Row, { columns, settings }: Context): void {
  for (const { label, value, header, type } of slots(columns, row, 'email')) {
    if (/^EX$/i.test(type)) refuse(planned, header, value, 'E-mail Type EX: a directory name, not an e-mail address');
    else addEmails(planned, value.replaceAll(':::', '\n'), { header, label: kindOf(label) });
  }
  for (const { label, value, header } of slots(columns, row, 'phone')) {
    if (/fax/i.test(label)) addFax(planned, value, { header, region: settings.region });
    else addPhones(planned, value.replaceAll(':::', '\n'), { header, label: kindOf(label), region: settings.region });
  }
  for (const { label, value } of slots(columns, row, 'relation')) {
    if (/spouse|(?<!business )partner|wife|husband|σύζυγος/i.test(label)) planned.values['spouse'] ??= value;
    else push(planned, 'relations', { label, value });
  }
  for (const { label, value } of slots(columns, row, 'event')) {
    const date = parseDate(value, settings.dayFirst);
    const day = date !== null && 'value' in date ? date.value : null;
    if (/anniversary|επέτειος/i.test(label) && day !== null) planned.values['anniversary'] ??= day;
    else if (day !== null) push(planned, 'important_dates', { label, date: day, note: '' });
  }
  for (const { label, value } of slots(columns, row, 'custom')) push(planned, 'custom', { label, value });
  for (const { value } of slots(columns, row, 'website')) planned.values['website'] ??= value;
  addFirstAddress(planned, columns, row);
  addOrganization(planned, columns, row);
}

interface Slot {
  label: string;
  value: string;
  type: string;
  header: string;
}

function slots(columns: Columns, row: Row, kind: string): Slot[] {
  const found: Slot[] = [];
  for (const column of columns.byField.get(`${kind}.value`) ?? []) {
    const value = cellText(row.cells[column.index]);
    if (value === '') continue;
    const beside = (part: string) => {
      const other = columns.byField.get(`${kind}.${part}`)?.find((one) => one.slot === column.slot);
      return other === undefined ? '' : cellText(row.cells[other.index]);
    };
    found.push({ label: beside('label') || beside('type'), value, type: beside('type'), header: column.header });
  }
  return found;
}

function kindOf(label: string): string | null {
  const plain = label.replace(/^\* /, '').toLowerCase();
  return plain === '' || plain === 'smtp' ? null : plain;
}

function push(planned: PlannedRow, field: string, value: unknown): void {
  const list = (planned.values[field] ??= []) as unknown[];
  list.push(value);
}

function addFirstAddress(planned: PlannedRow, columns: Columns, row: Row): void {
  if (planned.values.address !== undefined) return;
  const text = (part: string) => {
    for (const column of columns.byField.get(`address.${part}`) ?? []) {
      const value = cellText(row.cells[column.index]);
      if (value !== '') return value;
    }
    return '';
  };
  const street = text('street');
  const city = text('city');
  const formatted = text('formatted');
  if (street === '' && city === '' && formatted === '') return;
  const rest = { state: text('region'), postal_code: text('postal_code'), country: text('country') };
  planned.values.address = { street: street || (city === '' ? formatted : ''), city, ...rest };
}

function addOrganization(planned: PlannedRow, columns: Columns, row: Row): void {
  const name = columns.byField
    .get('organization.name')
    ?.map((column) => cellText(row.cells[column.index]))
    .find((text) => text !== '');
  if (name !== undefined && planned.values.company === undefined) {
    planned.values.company = name;
    planned.links.push(newLink('company', { name }));
  }
  const title = columns.byField
    .get('organization.title')
    ?.map((column) => cellText(row.cells[column.index]))
    .find((text) => text !== '');
  if (title !== undefined) planned.values['title'] ??= title;
}
