import { fold } from '#shared/fold';
import { isDepartmentWord, isName, tidyName } from '#shared/person-name';
import { cellText, type Row } from '../../reading/table.ts';
import { type Context, dateOfCell, timeOfCell } from './cell-values.ts';
import { cellOf, type Columns, sourceOf, textOf, yesNo } from './columns.ts';
import { htmlToText } from './html-text.ts';
import { isDeleted } from './person-row.ts';
import { newLink, newRow, type InteractionKind, type PlannedRow, type RowPlace } from '../planned-row.ts';

/** Plans one row of a table of dealings: it needs a usable date and names whom it was with; it creates nobody. */
export function planInteraction(place: RowPlace, row: Row, context: Context): PlannedRow {
  const { columns, settings } = context;
  const planned = newRow(place, 'interaction');
  planned.source = sourceOf(columns, row);
  if (isDeleted(planned, columns, row)) return planned;
  addTexts(planned, columns, row);
  planned.kind = kindOf(textOf(columns, row, 'kind'), planned);
  if (!columns.byField.has('kind')) planned.kind = defaultKind(columns, row);
  const done = textOf(columns, row, 'done') || textOf(columns, row, 'status');
  if (planned.kind === 'task') planned.values['done'] = yesNo(done) ?? /^(?:done|completed|closed)$/i.test(done);
  if (columns.byField.has('text') && planned.values['text'] === undefined && planned.values['subject'] === undefined) {
    return { ...planned, status: 'rejected', reason: 'a note without text' };
  }
  const found = cellOf(columns, row, 'on');
  const date = found === null ? null : dateOfCell(found.cell, found.column, columns, settings);
  if (date === null || date.value === null || !/^\d{4}-\d\d-\d\d$/.test(date.value)) {
    const why = date === null ? 'no date' : (date.refused ?? 'not a date');
    return { ...planned, status: 'rejected', reason: `interaction without a usable date: ${why}` };
  }
  planned.values['on'] = date.value;
  const clock = cellOf(columns, row, 'time');
  const time = (clock === null ? null : timeOfCell(clock.cell)) ?? date.time;
  if (time !== null) planned.values['time'] = time;
  if (clock !== null && timeOfCell(clock.cell) === null) planned.source[clock.column.header] = cellText(clock.cell);
  addParties(planned, columns, row);
  return planned;
}

function addTexts(planned: PlannedRow, columns: Columns, row: Row): void {
  for (const field of ['subject', 'result', 'note', 'by', 'source_id']) {
    const text = field === 'note' ? htmlToText(textOf(columns, row, field)) : textOf(columns, row, field);
    if (text !== '') planned.values[field] = text;
  }
  const text = htmlToText(textOf(columns, row, 'text'));
  if (text !== '') planned.values['text'] = text;
  const minutes = minutesOf(textOf(columns, row, 'minutes'));
  if (minutes !== null) planned.values['minutes'] = minutes;
}

function addParties(planned: PlannedRow, columns: Columns, row: Row): void {
  const company = tidyName(textOf(columns, row, 'company'));
  const who = tidyName(textOf(columns, row, 'with'));
  const companyName = isName(company) ? company : null;
  if (companyName !== null) planned.links.push(newLink('company', { name: companyName }));
  if (isName(who) && !isDepartmentWord(who)) planned.links.push(newLink('person', { name: who, companyName }));
  const personId = textOf(columns, row, 'person_id');
  if (personId !== '') planned.links.push(newLink('person', { sourceId: personId }));
  const about = textOf(columns, row, 'what_id');
  if (about.startsWith('001')) planned.links.push(newLink('company', { sourceId: about }));
  const dealId = textOf(columns, row, 'deal_id') || (about.startsWith('006') ? about : '');
  const deal = textOf(columns, row, 'deal');
  if (dealId !== '' || deal !== '') {
    planned.links.push(newLink('deal', { sourceId: dealId === '' ? null : dealId, name: deal === '' ? null : deal }));
  }
}

/** Without a column for the kind: calls tell their direction, tasks are due, everything else is a note. */
function defaultKind(columns: Columns, row: Row): InteractionKind {
  if (columns.byField.has('call_type')) return textOf(columns, row, 'call_type') === '' ? 'task' : 'call';
  return /^due\b/i.test(columns.byField.get('on')?.[0]?.header ?? '') ? 'task' : 'note';
}

const KINDS: [InteractionKind, RegExp][] = [
  ['mail', /^(?:e ?mail|mail|il minyma|ilektroniko minyma)/],
  ['call', /^(?:til|tilefonima|tilefono|klisi|phone|call|tel|telephone)/],
  ['meeting', /^(?:synantisi|rantevou|meeting|appointment|visit|episkepsi|lunch|gevma)/],
  ['letter', /^(?:epistoli|letter|gramma|post)/],
  ['chat', /^(?:whatsapp|viber|chat|sms|minyma|messenger|telegram|signal)/],
  ['task', /^(?:task|to ?do|ergasia)/],
  ['note', /^(?:note|simeiosi)/],
];

/** The kind that a word means; an unknown word makes a note and stays with the source. */
function kindOf(text: string, planned: PlannedRow): InteractionKind {
  if (text === '') return 'note';
  const key = fold(text);
  const kind = KINDS.find(([, pattern]) => pattern.test(key))?.[0];
  if (kind === undefined) planned.source['kind'] = text;
  return kind ?? 'note';
}

/** Minutes of `90`, `90 λ`, `1:30`, `2 ώρες`, or null. */
function minutesOf(text: string): number | null {
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]);
  const match = /^(\d+(?:[.,]\d+)?)\s*([\p{L}.΄']*)/u.exec(text);
  if (match?.[1] === undefined) return null;
  const amount = Number(match[1].replace(',', '.'));
  return Math.round(/^(?:h|ω|ώ)/i.test(match[2] ?? '') ? amount * 60 : amount);
}
