import type { Source } from '../reading/open-source.ts';
import { type CalendarContext, planComponent, settleVersions } from './calendar/calendar-row.ts';
import { learnZone } from './calendar/calendar-time.ts';
import { planCard, resolveGroups } from './cards/card-row.ts';
import { planMessage } from './rows/mail-row.ts';
import { Threads } from './rows/mail-threads.ts';
import type { PlannedRow, PlanSettings } from './planned-row.ts';

/** Plans the cards of a vCard file with their groups. */
export async function planCards(
  source: Extract<Source, { kind: 'cards' }>,
  settings: PlanSettings,
): Promise<PlannedRow[]> {
  const rows: PlannedRow[] = [];
  for await (const card of source.read()) rows.push(planCard(source.file, card, settings));
  resolveGroups(rows);
  return rows;
}

/** Plans the entries of a calendar; of several versions the newest holds. */
export async function planCalendar(
  source: Extract<Source, { kind: 'calendar' }>,
  settings: PlanSettings,
): Promise<PlannedRow[]> {
  const context: CalendarContext = { zones: new Map(), settings };
  const rows: PlannedRow[] = [];
  for await (const zone of source.zones()) learnZone(context.zones, zone);
  for await (const component of source.read()) rows.push(planComponent(source.file, component, context));
  settleVersions(rows);
  return rows;
}

/** Plans the messages of a mailbox one by one and names their talks; memory is that of one message. */
export async function* planMail(
  source: Extract<Source, { kind: 'mail' }>,
  settings: PlanSettings,
): AsyncIterable<PlannedRow> {
  const threads = new Threads();
  for await (const message of source.read()) {
    const row = planMessage(source.file, message, settings);
    threads.add(row);
    yield row;
  }
}
