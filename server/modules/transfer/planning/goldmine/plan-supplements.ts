import { emailDomain } from '#shared/email';
import { isName, tidyName } from '#shared/person-name';
import { newLink, newRow, type PlannedRow, type PlanSettings } from '../planned-row.ts';
import { addEmails, addPhones, refuse } from '../rows/cell-values.ts';
import { settle, wholeName } from '../rows/person-row.ts';
import { type Accounts, DELETED, type GoldRow, type GoldTables, placeOf } from './goldmine-tables.ts';

/** Plans CONTSUPP: e-mail addresses and web sites go to their person, further contacts become people. */
export function planSupplements(gold: GoldTables, accounts: Accounts, settings: PlanSettings): PlannedRow[] {
  const { file, rows } = gold.supplements;
  const planned = rows.map((row) => planOne(row, newRow(placeOf(file, row), 'detail'), { accounts, settings }));
  rows.forEach((row, i) => {
    const one = planned[i];
    if (one?.status === 'email') addAddress(row, one, accounts);
  });
  const domains = new Set(planned.flatMap(hostsOf));
  rows.forEach((row, i) => {
    const one = planned[i];
    if (one?.status !== 'website') return;
    completeUrl(one, row, domains);
    ownerOf(row, accounts).values['website'] ??= one.values['url'];
  });
  for (const one of planned) if (one.status === 'person') settle(one);
  return planned;
}

interface SupplementContext {
  accounts: Accounts;
  settings: PlanSettings;
}

function planOne(row: GoldRow, planned: PlannedRow, context: SupplementContext): PlannedRow {
  const { accounts } = context;
  const skip = (status: 'skipped' | 'rejected', reason: string): PlannedRow => ({ ...planned, status, reason });
  const account = accounts.byNumber.get(row.text('ACCOUNTNO'));
  planned.values['account'] = row.text('ACCOUNTNO');
  if (row.deleted) return skip('skipped', DELETED);
  if (row.text('RECTYPE') === 'H') return skip('skipped', 'header of a profile: names the extended fields');
  if (account === undefined) return skip('rejected', 'belongs to no row of CONTACT1');
  if (account.status === 'skipped') return skip('skipped', 'its row of CONTACT1 is deleted');
  if (row.text('RECTYPE') === 'C') return planFurther(row, planned, { ...context, account });
  planned.links.push(newLink('person', { sourceId: row.text('ACCOUNTNO'), to: account }));
  return planDetail(row, planned);
}

function planFurther(
  row: GoldRow,
  planned: PlannedRow,
  context: SupplementContext & { account: PlannedRow },
): PlannedRow {
  const { account, accounts, settings } = context;
  planned.status = 'person';
  planned.object = 'person';
  const full = tidyName(row.text('CONTACT'));
  if (isName(full)) planned.values.name = wholeName(full);
  addPhones(planned, row.text('PHONE'), { header: 'PHONE', label: 'work', region: settings.region });
  const extension = row.text('EXT');
  const phone = planned.values.phones?.[0];
  if (phone !== undefined && extension !== '') phone.extension ??= extension;
  for (const [field, column] of [
    ['title', 'TITLE'],
    ['note', 'NOTES'],
    ['nickname', 'DEAR'],
  ] as const) {
    if (row.text(column) !== '') planned.values[field] = row.text(column);
  }
  planned.values['source_id'] = `${row.text('ACCOUNTNO')} ${row.text('RECID')}`;
  if (account.values.company !== undefined) {
    planned.values.company = account.values.company;
    planned.links.push(newLink('company', { name: account.values.company }));
  }
  accounts.further.set(row.text('RECID'), planned);
  return planned;
}

function planDetail(row: GoldRow, planned: PlannedRow): PlannedRow {
  const type = row.text('RECTYPE');
  const what = row.text('CONTACT');
  const value = row.text('CONTSUPREF');
  if (type === 'L') planned.status = 'document link';
  else if (type === 'R') {
    planned.status = 'referral';
    planned.values['referred_to'] = row.text('LINKACCT');
    planned.values['note'] = value;
  } else if (/^e-?mail address$/i.test(what)) {
    planned.status = 'email';
    planned.values['email'] = (value.length >= FIELD ? value + row.text('ADDRESS1') : value).toLowerCase();
    planned.values['primary'] = row.text('ZIP')[1] === '1';
  } else if (/^web ?site$/i.test(what)) {
    planned.status = 'website';
    planned.values['url'] = row.text('NOTES') || (value.length >= FIELD ? value + row.text('ADDRESS1') : value);
  }
  planned.object = planned.status;
  if (planned.status !== 'detail' && planned.status !== 'document link') return planned;
  for (const column of ['CONTACT', 'CONTSUPREF', 'TITLE', 'ADDRESS1', 'ADDRESS2', 'LINKEDDOC', 'NOTES']) {
    if (row.text(column) !== '') planned.source[column] = row.text(column);
  }
  return planned;
}

/** LINKACCT names the further contact by RECID; without it the detail is the main contact's. */
function ownerOf(row: GoldRow, accounts: Accounts): PlannedRow {
  const further = accounts.further.get(row.text('LINKACCT'));
  const account = accounts.byNumber.get(row.text('ACCOUNTNO'));
  return further ?? account ?? newRow({ file: '', sheet: null, row: 0 }, 'skipped');
}

function addAddress(row: GoldRow, planned: PlannedRow, accounts: Accounts): void {
  const owner = ownerOf(row, accounts);
  const before = owner.refused.length;
  addEmails(owner, String(planned.values['email']), { header: 'E-mail Address', label: null });
  for (const refusal of owner.refused.splice(before)) refuse(planned, refusal.column, refusal.value, refusal.reason);
  if (accounts.further.has(row.text('LINKACCT'))) {
    const name = owner.values.name;
    planned.values['of'] = typeof name === 'object' ? name.full : '';
    planned.links = [newLink('person', { to: owner })];
  }
  const address = owner.values.emails?.find((email) => email.value === planned.values['email']);
  if (planned.values['primary'] !== true || address === undefined) return;
  for (const email of owner.values.emails ?? []) email.primary = email === address;
}

/** How many letters CONTSUPREF holds; what is longer was cut there. */
const FIELD = 35;

/** An address cut in the middle of its host is completed when exactly one host of the files begins so. */
function completeUrl(planned: PlannedRow, row: GoldRow, domains: Set<string>): void {
  const url = String(planned.values['url']);
  const cut = /^(https?:\/\/(?:www\.)?)([^/]+)$/i.exec(url);
  if (cut?.[2] === undefined || row.text('CONTSUPREF').length < FIELD || row.text('NOTES') !== '') return;
  const host = cut[2].toLowerCase();
  const found = [...domains].filter((domain) => domain.startsWith(host));
  if (found.length === 1) planned.values['url'] = `${cut[1]}${found[0]}`;
  else refuse(planned, 'CONTSUPREF', url, 'as long as the field: the end may have been cut off');
}

function hostsOf(planned: PlannedRow): string[] {
  if (planned.status === 'email') return [emailDomain(String(planned.values['email']))];
  const host = /^https?:\/\/(?:www\.)?([^/]+)\//i.exec(String(planned.values['url'] ?? ''))?.[1];
  return host === undefined ? [] : [host.toLowerCase()];
}
