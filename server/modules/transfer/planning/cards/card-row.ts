import { isEmail } from '#shared/email';
import { hasLostLetters, isName, tidyName } from '#shared/person-name';
import { parseDate } from '#shared/partial-date';
import { type ContentLine, splitValue, unescapeValue } from '../../reading/content-lines.ts';
import type { Card } from '../../reading/vcard.ts';
import { addPhoto } from './card-photo.ts';
import { addEmails, addFax, addPhones, refuse } from '../rows/cell-values.ts';
import { settle, wholeName } from '../rows/person-row.ts';
import { newLink, newRow, type PlannedName, type PlannedRow, type PlanSettings } from '../planned-row.ts';

/** Plans one contact card: a person, a company, or a group of other cards. */
export function planCard(file: string, card: Card, settings: PlanSettings): PlannedRow {
  const planned = newRow({ file, sheet: null, row: card.number }, 'person');
  if (card.problem !== null) return { ...planned, status: 'rejected', reason: card.problem };
  const labels = labelsOf(card);
  for (const line of card.lines) addLine(planned, line, { labels, settings });
  if (first(card, 'KIND').toLowerCase() === 'group') return groupOf(planned, card);
  addName(planned, card);
  const [company = '', department = ''] = splitValue(first(card, 'ORG'), ';').map((part) =>
    tidyName(unescapeValue(part)),
  );
  if (isName(company)) {
    planned.values.company = company;
    planned.links.push(newLink('company', { name: company }));
  }
  if (department !== '') planned.values['department'] = department;
  if (showsCompany(card) && planned.values.company !== undefined) delete planned.values.name;
  const row = settle(planned);
  if (showsCompany(card) && row.values.company !== undefined) {
    row.status = 'company';
    row.object = 'company';
    row.values.name = row.values.company;
  }
  return row;
}

/** Gives the cards that a group names the group's name as a tag; a link whose card is in no file keeps no end. */
export function resolveGroups(rows: PlannedRow[]): void {
  const byId = new Map(rows.map((row) => [String(row.values['source_id'] ?? ''), row]));
  for (const group of rows) {
    if (group.status !== 'group') continue;
    for (const link of group.links) {
      const member = byId.get(link.sourceId ?? '');
      if (member === undefined) continue;
      link.to = { file: member.file, sheet: member.sheet, row: member.row };
      const tags = (member.values.tags ??= []);
      const name = String(group.values.name ?? '');
      if (name !== '' && !tags.includes(name)) tags.push(name);
    }
  }
}

interface CardContext {
  labels: Map<string, string>;
  settings: PlanSettings;
}

function first(card: Card, name: string): string {
  return card.lines.find((line) => line.name === name)?.value ?? '';
}

/** `item1.X-ABLabel:_$!<HomePage>!$_` names what the other lines of item1 are. */
function labelsOf(card: Card): Map<string, string> {
  const labels = card.lines.filter((line) => line.name === 'X-ABLABEL' && line.group !== '');
  return new Map(labels.map((line) => [line.group, unescapeValue(line.value).replace(/^_\$!<(.*)>!\$_$/, '$1')]));
}

function showsCompany(card: Card): boolean {
  return /^company$/i.test(first(card, 'X-ABSHOWAS')) || /^org/i.test(first(card, 'KIND'));
}

function groupOf(planned: PlannedRow, card: Card): PlannedRow {
  planned.status = 'group';
  planned.object = 'group';
  planned.values.name = tidyName(unescapeValue(first(card, 'FN')));
  for (const line of card.lines) {
    if (line.name === 'MEMBER') planned.links.push(newLink('member', { sourceId: line.value.trim() }));
  }
  return planned;
}

function addName(planned: PlannedRow, card: Card): void {
  const [last = '', given = '', middle = '', prefix = '', suffix = ''] = splitValue(first(card, 'N'), ';').map((part) =>
    tidyName(unescapeValue(part)),
  );
  const shown = tidyName(unescapeValue(first(card, 'FN')));
  let name: PlannedName;
  if (last !== '' || (given !== '' && !given.includes(' '))) {
    const full = [given, middle, last, suffix].filter((part) => part !== '').join(' ');
    name = { prefix, first: given, middle, last, suffix, full };
  } else name = wholeName(given || shown, prefix);
  if (!isName(name.full)) return;
  if (isEmail(name.full)) addEmails(planned, name.full, { header: 'FN', label: null });
  else planned.values.name = name;
  if (hasLostLetters(name.full))
    refuse(planned, 'FN', name.full, 'letters were lost before this file was written: keep as they are, flag');
}

function addLine(planned: PlannedRow, line: ContentLine, { labels, settings }: CardContext): void {
  const { values } = planned;
  const text = () => unescapeValue(line.value).trim();
  const label = labels.get(line.group) ?? typeOf(line);
  switch (line.name) {
    case 'TEL':
      if (isFax(line)) addFax(planned, text(), { header: 'TEL', region: settings.region });
      else addPhones(planned, text().replaceAll('\\', ''), { header: 'TEL', label, region: settings.region });
      return;
    case 'EMAIL':
      return addEmails(planned, text(), { header: 'EMAIL', label });
    case 'ADR':
      return addAddress(planned, line.value);
    case 'BDAY':
    case 'ANNIVERSARY':
    case 'X-ANNIVERSARY':
    case 'X-ABDATE':
      return addDay(planned, line, label);
    case 'X-ABRELATEDNAMES':
    case 'RELATED':
    case 'X-SPOUSE':
      return addRelation(planned, line, label);
    case 'CATEGORIES':
      values.tags = [
        ...(values.tags ?? []),
        ...splitValue(line.value, ',')
          .map((part) => unescapeValue(part).trim())
          .filter(Boolean),
      ];
      return;
    case 'PHOTO':
      return addPhoto(planned, line);
    default: {
      const field = TEXTS[line.name];
      if (field !== undefined && text() !== '') values[field] ??= text();
      else if (field === undefined && !KNOWN.has(line.name) && text() !== '')
        planned.source[line.name] = text().slice(0, 4_000);
    }
  }
}

const TEXTS: Record<string, string> = {
  TITLE: 'title',
  NICKNAME: 'nickname',
  NOTE: 'note',
  URL: 'website',
  UID: 'source_id',
};
const KNOWN = new Set([
  'N',
  'FN',
  'ORG',
  'VERSION',
  'KIND',
  'MEMBER',
  'PRODID',
  'REV',
  'X-ABLABEL',
  'X-ABADR',
  'X-ABSHOWAS',
  'LOGO',
  'SOUND',
  'KEY',
]);

function typeOf(line: ContentLine): string | null {
  const types = (line.params.get('TYPE') ?? []).map((type) => type.toLowerCase());
  if (types.includes('cell') || types.includes('mobile') || types.includes('iphone')) return 'mobile';
  return types.find((type) => /^(?:work|home|main|other|spouse|anniversary)$/.test(type)) ?? null;
}

/** Whom a card names as belonging to its person; addresses of other cards (`urn:uuid:`) are kept as they are. */
function addRelation(planned: PlannedRow, line: ContentLine, label: string | null): void {
  const value = unescapeValue(line.value).trim();
  if (value === '') return;
  const said = label ?? line.params.get('TYPE')?.[0]?.toLowerCase() ?? '';
  if (line.name === 'X-SPOUSE' || /spouse|(?<!business )partner|wife|husband|σύζυγος/i.test(said))
    planned.values['spouse'] ??= value;
  else ((planned.values['relations'] ??= []) as unknown[]).push({ label: said, value });
}

function isFax(line: ContentLine): boolean {
  return (line.params.get('TYPE') ?? []).some((type) => /fax/i.test(type));
}

function addAddress(planned: PlannedRow, value: string): void {
  if (planned.values.address !== undefined) return;
  const [box = '', extra = '', street = '', city = '', state = '', postal = '', country = ''] = splitValue(
    value,
    ';',
  ).map((part) => unescapeValue(part).trim());
  const lines = [street, extra, box].filter((part) => part !== '').join('\n');
  if (lines + city + state + postal + country === '') return;
  planned.values.address = { street: lines, city, state, postal_code: postal, country };
}

function addDay(planned: PlannedRow, line: ContentLine, label: string | null): void {
  const omitted = line.params.get('X-APPLE-OMIT-YEAR')?.[0];
  let text = unescapeValue(line.value).trim().replace(/T.*$/, '');
  if (omitted !== undefined && text.startsWith(omitted)) text = `-${text.slice(4).replace(/^(\d\d)(\d\d)$/, '-$1-$2')}`;
  const date = parseDate(text, true);
  if (date === null) return;
  if ('refused' in date) return refuse(planned, line.name, text, date.refused);
  if (line.name === 'BDAY') planned.values['birthday'] ??= date.value;
  else if (line.name !== 'X-ABDATE' || /anniversary/i.test(label ?? '')) planned.values['anniversary'] ??= date.value;
  else planned.source[`date ${label ?? ''}`.trim()] = date.value;
}
