import { companyKey, nameKey } from '#shared/fold';
import { isEmail, isRoleAddress } from '#shared/email';
import { hasLostLetters, isName, parseName, tidyName } from '#shared/person-name';
import { cellText, isEmptyCell, type Row } from '../../reading/table.ts';
import {
  addAddress,
  addAmount,
  addDate,
  addEmails,
  addFax,
  addPhones,
  type Context,
  isError,
  linkText,
  refuse,
} from './cell-values.ts';
import { cellOf, type Columns, meansNone, sourceOf, textOf, yesNo } from './columns.ts';
import { addSlots } from './numbered-columns.ts';
import { newLink, newRow, type PlannedName, type PlannedRow, type RowPlace } from '../planned-row.ts';

/** Plans one row of a table of people: a person, a company when only that is named, or nobody. */
export function planPerson(place: RowPlace, row: Row, context: Context): PlannedRow {
  const { columns } = context;
  const planned = newRow(place, 'person');
  planned.source = sourceOf(columns, row);
  if (isDeleted(planned, columns, row)) return planned;
  if (textOf(columns, row, 'contact_type') === '2' && columns.mapping.recognisedAs === 'ACT!') {
    planned.status = 'skipped';
    planned.reason = '"My Record" (Contact Type 2): the user, not a customer';
    return planned;
  }
  addName(planned, columns, row);
  addContact(planned, row, context);
  addCompanies(planned, columns, row);
  for (const field of DAYS) addDate(planned, field, cellOf(columns, row, field), context);
  addAmount(planned, 'value', cellOf(columns, row, 'value'), context.settings.currency);
  addTexts(planned, columns, row);
  addChoices(planned, columns, row);
  if (columns.byField.size < columns.count) addSlots(planned, row, context);
  addBeyond(planned, columns, row);
  return settle(planned);
}

/** Decides what a planned row is by what identifies it, and gives it its keys. */
export function settle(planned: PlannedRow): PlannedRow {
  const name = planned.values.name as PlannedName | undefined;
  const emails = planned.values.emails ?? [];
  const company = planned.values.company ?? '';
  const personal = emails.map((email) => email.value).filter((email) => !isRoleAddress(email));
  if (name === undefined && (emails.length === 0 || (company !== '' && personal.length === 0))) {
    planned.status = company === '' && planned.links.every((link) => link.role !== 'company') ? 'rejected' : 'company';
    if (planned.status === 'rejected') planned.reason = NOBODY;
    if (planned.status === 'company') {
      planned.object = 'company';
      planned.values.name = company;
    }
  }
  planned.keys = {
    emails: personal,
    phones: (planned.values.phones ?? []).map((phone) => phone.value),
    nameKey: name === undefined ? '' : nameKey(name.full),
    companyKey: company === '' ? '' : companyKey(company),
  };
  return planned;
}

/** Why a row that names nobody is not brought in. */
export const NOBODY = 'identifies nobody: no name, e-mail or company';

const DAYS = ['birthday', 'anniversary', 'since', 'on', 'last_reach', 'connected_on'];
const TEXTS = [
  'source_id',
  'title',
  'department',
  'note',
  'spouse',
  'children',
  'hobbies',
  'referred_by',
  'nickname',
  'website',
  'linkedin',
  'owner',
];

/** Whether the source says that the record is deleted there; then the row is skipped with the reason. */
export function isDeleted(planned: PlannedRow, columns: Columns, row: Row): boolean {
  if (yesNo(textOf(columns, row, 'deleted')) !== true) return false;
  const into = textOf(columns, row, 'merged_into');
  planned.status = 'skipped';
  planned.reason = into === '' ? 'deleted in the source' : `deleted in the source (merged into ${into})`;
  planned.values['source_id'] = textOf(columns, row, 'source_id');
  return true;
}

function addName(planned: PlannedRow, columns: Columns, row: Row): void {
  const part = (field: string) => tidyName(textOf(columns, row, field));
  const [first, last, whole] = [part('first'), part('last'), part('name')];
  let name: PlannedName | null = null;
  if (last !== '' || (first !== '' && whole !== '' && !first.includes(' ')))
    name = inParts({ first, last, whole }, part);
  else if (first !== '' || whole !== '') name = wholeName(whole || first, part('prefix'));
  if (name === null || !isName(name.full)) return;
  if (isEmail(name.full)) addEmails(planned, name.full, { header: 'name', label: null });
  else {
    planned.values.name = name;
    if (hasLostLetters(name.full)) refuse(planned, nameHeaders(columns), name.full, LOST);
  }
}

const LOST = 'letters were lost before this file was written: keep as they are, flag';

function nameHeaders(columns: Columns): string {
  const headers = ['first', 'last'].flatMap((field) => columns.byField.get(field)?.[0]?.header ?? []);
  return headers.length > 0 ? headers.join(' / ') : (columns.byField.get('name')?.[0]?.header ?? 'name');
}

function inParts(known: { first: string; last: string; whole: string }, part: (field: string) => string): PlannedName {
  const [prefix, middle, suffix] = [part('prefix'), part('middle'), part('suffix')];
  const { first, last } = known;
  const full = [first, middle, last, suffix].filter((word) => word !== '').join(' ');
  return { prefix, first, middle, last, suffix, full };
}

/** A whole name in one cell, of a person or, in the first-name column, the same by habit of phones. */
export function wholeName(text: string, prefix = ''): PlannedName {
  const { sure: _, ...parts } = parseName(text);
  const whole = tidyName(text);
  const full = parts.prefix !== '' && whole.startsWith(parts.prefix) ? whole.slice(parts.prefix.length).trim() : whole;
  return { ...parts, prefix: prefix || parts.prefix, full };
}

function addContact(planned: PlannedRow, row: Row, { columns, settings }: Context): void {
  for (const column of columns.byField.get('phone') ?? []) {
    const text = cellText(row.cells[column.index]);
    addPhones(planned, text, { header: column.header, label: column.label, region: settings.region });
    if (column.label !== null || planned.values.phones === undefined) continue;
    const extension = textOf(columns, row, 'extension');
    const phone = planned.values.phones[0];
    if (extension !== '' && phone !== undefined) phone.extension ??= extension;
  }
  for (const column of columns.byField.get('email') ?? []) {
    addEmails(planned, linkText(row.cells[column.index]), { header: column.header, label: column.label });
  }
  for (const column of columns.byField.get('fax') ?? []) {
    addFax(planned, cellText(row.cells[column.index]), { header: column.header, region: settings.region });
  }
  addAddress(planned.values, addressParts(columns, row));
}

/** The parts of the main address of a row, or those of the home when that is the only one. */
export function addressParts(columns: Columns, row: Row) {
  const text = (field: string) => textOf(columns, row, field) || textOf(columns, row, `home.${field}`);
  const street = ['street', 'street2', 'street3']
    .map((field) => text(field))
    .filter((part) => part !== '')
    .join('\n');
  const [city, state, postal, country] = ['city', 'state', 'postal_code', 'country'].map(text);
  return { street, city: city ?? '', state: state ?? '', postal_code: postal ?? '', country: country ?? '' };
}

/** Companies by id, by name, or several of both in one cell, as HubSpot writes them. */
export function addCompanies(planned: PlannedRow, columns: Columns, row: Row): void {
  const name = tidyName(textOf(columns, row, 'company'));
  const ids = textOf(columns, row, 'company_id')
    .split(/\s*;\s*/)
    .filter((id) => id !== '');
  const names = ids.length > 1 ? name.split(/\s*;\s*/) : [name];
  if (isName(names[0] ?? '') && !meansNone(names[0] ?? '')) planned.values.company = names[0] ?? '';
  for (let i = 0; i < Math.max(ids.length, names.length); i++) {
    const company = isName(names[i] ?? '') ? (names[i] ?? '') : '';
    if (company === '' && ids[i] === undefined) continue;
    planned.links.push(newLink('company', { sourceId: ids[i] ?? null, name: company === '' ? null : company }));
  }
  const boss = textOf(columns, row, 'reports_to');
  if (boss !== '') planned.links.push(newLink('reports_to', { sourceId: boss }));
}

function addTexts(planned: PlannedRow, columns: Columns, row: Row): void {
  for (const field of TEXTS) {
    const found = cellOf(columns, row, field);
    if (found === null || isError(planned, found)) continue;
    const text = cellText(found.cell);
    if (text !== '') planned.values[field] = field === 'note' ? text.replace(/\r\n?/g, '\n') : text;
  }
}

function addChoices(planned: PlannedRow, columns: Columns, row: Row): void {
  const { values } = planned;
  const initials = textOf(columns, row, 'initials');
  if (isName(initials) && !columns.byField.has('owner')) values['owner'] = initials;
  const tags = (columns.byField.get('tags') ?? []).flatMap((column) => splitTags(cellText(row.cells[column.index])));
  if (tags.length > 0) values.tags = [...new Set(tags)];
  const optedOut = yesNo(textOf(columns, row, 'opted_out'));
  if (optedOut === true || /^unsubscribed$/i.test(textOf(columns, row, 'marketing_status'))) values['opted_out'] = true;
  const subscribed = yesNo(textOf(columns, row, 'subscribed'));
  if (subscribed !== null) values['subscribed'] = subscribed;
  if (yesNo(textOf(columns, row, 'do_not_call')) === true) values['do_not_call'] = true;
  if (textOf(columns, row, 'bounced') !== '') values['email_bounced'] = true;
  const hidden = textOf(columns, row, 'private');
  if (/^(?:private|true)$/i.test(hidden)) values['private'] = true;
}

/** Tags of one cell: ` ::: ` of Google (labels of its own start with `* `), `;` of Outlook, `,` of the others. */
export function splitTags(text: string): string[] {
  if (text === '') return [];
  const parts = text.includes(':::') ? text.split(':::') : text.split(/[;,]/);
  return parts.map((part) => part.trim()).filter((part) => part !== '' && !part.startsWith('* '));
}

function addBeyond(planned: PlannedRow, columns: Columns, row: Row): void {
  for (let i = columns.count; i < row.cells.length; i++) {
    if (!isEmptyCell(row.cells[i]))
      refuse(planned, '(beyond the header)', cellText(row.cells[i]), 'more cells than the header names');
  }
}
