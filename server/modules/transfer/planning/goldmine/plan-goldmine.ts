import { isName, tidyName } from '#shared/person-name';
import type { Table } from '../../reading/table.ts';
import { targetOfHeader } from '../../recognising/headers.ts';
import { newLink, newRow, type PlannedName, type PlannedRow, type PlanSettings } from '../planned-row.ts';
import { addFax, addPhones } from '../rows/cell-values.ts';
import { settle, wholeName } from '../rows/person-row.ts';
import {
  type Accounts,
  type CustomField,
  DELETED,
  type GoldRow,
  type GoldTables,
  loadGoldTables,
  placeOf,
} from './goldmine-tables.ts';
import { planHistory } from './plan-history.ts';
import { planSupplements } from './plan-supplements.ts';

/** Plans a GoldMine folder: people with the details of all its files, further contacts, and their history. */
export async function planGoldmine(tables: Table[], settings: PlanSettings): Promise<PlannedRow[]> {
  const gold = await loadGoldTables(tables);
  const accounts: Accounts = { byNumber: new Map(), further: new Map() };
  const people = gold.contacts.rows.map((row) => planContact(row, { gold, accounts, settings }));
  const supplements = planSupplements(gold, accounts, settings);
  const history = planHistory(gold.history, accounts);
  for (const row of people) if (row.status !== 'skipped') settle(row);
  for (const row of people) if (row.status === 'rejected' && row.links.length > 0) row.links = [];
  return [...people, ...supplements, ...history];
}

interface GoldContext {
  gold: GoldTables;
  accounts: Accounts;
  settings: PlanSettings;
}

function planContact(row: GoldRow, { gold, accounts, settings }: GoldContext): PlannedRow {
  const planned = newRow(placeOf(gold.contacts.file, row), 'person');
  const account = row.text('ACCOUNTNO');
  planned.values['source_id'] = account;
  if (!accounts.byNumber.has(account) || !row.deleted) accounts.byNumber.set(account, planned);
  if (row.deleted) return { ...Object.assign(planned, { status: 'skipped', reason: DELETED }) };
  const name = nameOf(row);
  if (name !== null) planned.values.name = name;
  for (const n of [1, 2, 3]) {
    const phones = planned.values.phones?.length ?? 0;
    addPhones(planned, row.text(`PHONE${n}`), {
      header: `PHONE${n}`,
      label: n === 1 ? 'work' : null,
      region: settings.region,
    });
    const extension = row.text(`EXT${n}`);
    const added = planned.values.phones?.[phones];
    if (added !== undefined && extension !== '') added.extension ??= extension;
  }
  addFax(planned, row.text('FAX'), { header: 'FAX', region: settings.region });
  const company = tidyName(row.text('COMPANY'));
  if (isName(company)) {
    planned.values.company = company;
    planned.links.push(newLink('company', { name: company }));
  }
  addPlain(planned, row);
  addFields(
    planned,
    row,
    gold.fields.filter((field) => /^KEY\d$/.test(field.column)),
  );
  const more = gold.more.get(account);
  if (more !== undefined) addMore(planned, more, gold.fields);
  return planned;
}

function nameOf(row: GoldRow): PlannedName | null {
  const full = tidyName(row.text('CONTACT'));
  const last = tidyName(row.text('LASTNAME'));
  if (!isName(full)) return null;
  const name = wholeName(full);
  if (last === '' || !name.full.endsWith(last)) return name;
  const [first = '', ...middle] = name.full.slice(0, -last.length).trim().split(' ');
  return { ...name, first, middle: middle.join(' '), last };
}

function addPlain(planned: PlannedRow, row: GoldRow): void {
  const { values } = planned;
  const street = ['ADDRESS1', 'ADDRESS2', 'ADDRESS3']
    .map((column) => row.text(column))
    .filter((text) => text !== '')
    .join('\n');
  const address = {
    street,
    city: row.text('CITY'),
    state: row.text('STATE'),
    postal_code: row.text('ZIP'),
    country: row.text('COUNTRY'),
  };
  if (Object.values(address).some((part) => part !== '')) values.address = address;
  const fields = { title: 'TITLE', department: 'DEPARTMENT', note: 'NOTES', owner: 'OWNER', nickname: 'DEAR' };
  for (const [field, column] of Object.entries(fields)) if (row.text(column) !== '') values[field] = row.text(column);
  for (const column of ['SOURCE', 'SECR', 'CREATEBY', 'MERGECODES', 'STATUS']) {
    if (row.text(column) !== '') planned.source[column] = row.text(column);
  }
  const created = row.cell('CREATEON');
  if (typeof created === 'object' && created?.kind === 'date') values['created_at'] = created.date;
  const tag = row.text('KEY1');
  if (tag !== '') values.tags = [tag];
}

function addMore(planned: PlannedRow, more: GoldRow, fields: CustomField[]): void {
  const cadence = Number(more.text('CALLBKFREQ'));
  if (Number.isInteger(cadence) && cadence > 0) planned.values['cadence_days'] = cadence;
  for (const column of ['COMMENTS', 'PREVRESULT', 'NEXTACTION', 'LASTCONTON', 'CALLBACKON', 'ACTIONON']) {
    if (more.text(column) !== '') planned.source[column] = more.text(column);
  }
  addFields(
    planned,
    more,
    fields.filter((field) => !/^KEY\d$/.test(field.column)),
  );
}

/** The firm's own fields: into a field of Kith when the label says one, else kept under their label. */
function addFields(planned: PlannedRow, row: GoldRow, fields: CustomField[]): void {
  for (const { column, label, masterOnly } of fields) {
    const cell = row.cell(column);
    const value = row.text(column);
    if (value === '' || column === 'KEY1') continue;
    const field = targetOfHeader(label, 'person')?.field ?? '';
    if (field === 'birthday' && typeof cell === 'object' && cell?.kind === 'date') planned.values[field] = cell.date;
    else if (field === 'spouse') planned.values[field] = value;
    else {
      const custom = (planned.values['custom'] ??= []) as unknown[];
      custom.push({ key: column, label, value, restricted: masterOnly });
    }
  }
}
