import { companyKey } from '#shared/fold';
import { isName, tidyName } from '#shared/person-name';
import { cellText, type Row } from '../../reading/table.ts';
import { addAddress, addAmount, addEmails, addFax, addPhones, type Context, isError, linkText } from './cell-values.ts';
import { cellOf, sourceOf, textOf } from './columns.ts';
import { addressParts, isDeleted, NOBODY, splitTags } from './person-row.ts';
import { newLink, newRow, type PlannedRow, type RowPlace } from '../planned-row.ts';

/** Plans one row of a table of companies; a company without a name is named by its web domain. */
export function planCompany(place: RowPlace, row: Row, context: Context): PlannedRow {
  const { columns, settings } = context;
  const planned = newRow(place, 'company');
  planned.source = sourceOf(columns, row);
  if (isDeleted(planned, columns, row)) return planned;
  const typed = tidyName(textOf(columns, row, 'name'));
  const website = textOf(columns, row, 'website');
  const name = isName(typed) ? typed : domainOf(website);
  for (const column of columns.byField.get('phone') ?? []) {
    const from = { header: column.header, label: column.label, region: settings.region };
    addPhones(planned, cellText(row.cells[column.index]), from);
  }
  for (const column of columns.byField.get('email') ?? []) {
    addEmails(planned, linkText(row.cells[column.index]), { header: column.header, label: column.label });
  }
  for (const column of columns.byField.get('fax') ?? []) {
    addFax(planned, cellText(row.cells[column.index]), { header: column.header, region: settings.region });
  }
  addAddress(planned.values, addressParts(columns, row));
  addAmount(planned, 'revenue', cellOf(columns, row, 'revenue'), settings.currency);
  for (const field of ['source_id', 'vat', 'industry', 'employees', 'note', 'owner']) {
    const found = cellOf(columns, row, field);
    if (found !== null && !isError(planned, found)) planned.values[field] = cellText(found.cell);
  }
  const tags = splitTags(textOf(columns, row, 'tags'));
  if (tags.length > 0) planned.values.tags = tags;
  if (website !== '') planned.values['website'] = website;
  const parent = textOf(columns, row, 'parent_id');
  if (parent !== '') planned.links.push(newLink('parent', { sourceId: parent }));
  if (name === '') return { ...planned, status: 'rejected', reason: NOBODY };
  planned.values.name = name;
  planned.values.company = name;
  const phones = (planned.values.phones ?? []).map((phone) => phone.value);
  planned.keys = { emails: [], phones, nameKey: '', companyKey: companyKey(name) };
  return planned;
}

/** The host name of a web address without `www.`. */
export function domainOf(website: string): string {
  const match = /^(?:https?:\/\/)?(?:www\.)?([^/\s:?#]+\.[^/\s:?#]+)/i.exec(website.trim());
  return match?.[1]?.toLowerCase() ?? '';
}
