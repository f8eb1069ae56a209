import type { BulkChoice, Filter, RecordRow } from '#web/kernel/api';
import { wireFilter } from '../filter/wire-filter.ts';

/** Which records are chosen: those of the ids, or, with `all`, every one that matches but those of the ids. */
export type Selection = { ids: Set<string>; all: Matching | null };
/** What a list was asked when all of it was chosen, and how many that were. */
export type Matching = { filter: Filter | null; q: string | undefined; count: number };

export const NOTHING: Selection = { ids: new Set(), all: null };

/** Whether the list still shows what was asked when all of it was chosen. */
export const stillMatches = (all: Matching, asked: Omit<Matching, 'count'>): boolean =>
  JSON.stringify([all.filter, all.q ?? '']) === JSON.stringify([asked.filter, asked.q ?? '']);

/** The loaded rows that stand as chosen. */
export function tickedOf({ ids, all }: Selection, rows: RecordRow[]): Set<string> {
  const ticked = rows.filter((row) => ids.has(row.id) !== (all !== null));
  return new Set(ticked.map((row) => row.id));
}

/** The selection after the ticks of the loaded rows became these; what is not loaded stays as it was. */
export function withTicks(selection: Selection, rows: RecordRow[], ticked: Set<string>): Selection {
  if (!selection.all) return { ids: ticked, all: null };
  // Who takes back every tick wants none, not the rest that is out of sight.
  if (ticked.size === 0) return NOTHING;
  const excepted = new Set(selection.ids);
  for (const { id } of rows) {
    if (ticked.has(id)) excepted.delete(id);
    else excepted.add(id);
  }
  return { ids: excepted, all: selection.all };
}

/** How many are chosen, of those that are loaded or of all that match. */
export const countOf = (selection: Selection, rows: RecordRow[]): number =>
  selection.all ? Math.max(0, selection.all.count - selection.ids.size) : tickedOf(selection, rows).size;

/** The choice as the server takes it. */
export function choiceOf(selection: Selection, rows: RecordRow[]): BulkChoice {
  if (!selection.all) return { ids: [...tickedOf(selection, rows)] };
  const { filter, q } = selection.all;
  return { filter: wireFilter(filter), q, except: [...selection.ids] };
}

/** The choice as one filter, for what knows no exceptions. */
export function filterOf(choice: BulkChoice): Filter | null {
  if (choice.ids) return { field: 'id', in: choice.ids };
  const except = choice.except ?? [];
  if (except.length === 0) return choice.filter ?? null;
  const others = { not: { field: 'id', in: except } };
  return choice.filter && Object.keys(choice.filter).length > 0 ? { all: [choice.filter, others] } : others;
}
