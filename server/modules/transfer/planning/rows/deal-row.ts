import { fold } from '#shared/fold';
import { parsePercent } from '#shared/amount';
import { isName, tidyName } from '#shared/person-name';
import { cellText, type Row } from '../../reading/table.ts';
import { addAmount, addDate, type Context } from './cell-values.ts';
import { cellOf, type Columns, sourceOf, textOf, yesNo } from './columns.ts';
import { addCompanies, isDeleted } from './person-row.ts';
import { newLink, newRow, type PlannedRow, type RowPlace } from '../planned-row.ts';

/** Plans one row of a table of deals; a deal needs a title. */
export function planDeal(place: RowPlace, row: Row, context: Context): PlannedRow {
  const { columns, settings } = context;
  const planned = newRow(place, 'deal');
  planned.source = sourceOf(columns, row);
  if (isDeleted(planned, columns, row)) return planned;
  const title = tidyName(textOf(columns, row, 'title'));
  if (!isName(title)) return { ...planned, status: 'rejected', reason: 'a deal without a title' };
  planned.values['title'] = title;
  const currency = textOf(columns, row, 'currency').toUpperCase();
  addAmount(
    planned,
    'amount',
    cellOf(columns, row, 'amount'),
    /^[A-Z]{3}$/.test(currency) ? currency : settings.currency,
  );
  for (const field of ['closes_on', 'closed_on', 'won_on', 'lost_on', 'created_at']) {
    addDate(planned, field, cellOf(columns, row, field), context);
  }
  const probability = parsePercent(textOf(columns, row, 'probability'));
  if (probability !== null) planned.values['probability'] = probability;
  for (const field of ['source_id', 'stage', 'pipeline', 'owner', 'note', 'lost_reason', 'next_step']) {
    const text = textOf(columns, row, field);
    if (text !== '') planned.values[field] = text;
  }
  planned.values['outcome'] = outcomeOf(columns, row);
  addCompanies(planned, columns, row);
  addPeople(planned, columns, row);
  return planned;
}

function addPeople(planned: PlannedRow, columns: Columns, row: Row): void {
  const name = tidyName(textOf(columns, row, 'person'));
  const ids = textOf(columns, row, 'person_id')
    .split(/\s*;\s*/)
    .filter((id) => id !== '');
  const companyName = planned.values.company ?? null;
  for (const sourceId of ids)
    planned.links.push(
      newLink('person', { sourceId, name: ids.length === 1 && name !== '' ? name : null, companyName }),
    );
  if (ids.length === 0 && isName(name)) planned.links.push(newLink('person', { name, companyName }));
}

/** Won, lost or open by the source's own flags, else by the words of status and stage. */
function outcomeOf(columns: Columns, row: Row): 'won' | 'lost' | 'open' {
  if (yesNo(textOf(columns, row, 'is_won')) === true) return 'won';
  if (yesNo(textOf(columns, row, 'is_closed')) === true) return 'lost';
  for (const field of ['status', 'stage']) {
    const text = fold(cellText(textOf(columns, row, field)));
    if (/\b(?:won|kerdithike|kerdismeni|kerdismeno|epitychia)\b/.test(text)) return 'won';
    if (/\b(?:lost|chathike|chameni|chameno|apotychia|aporrifthike)\b/.test(text)) return 'lost';
  }
  return 'open';
}
