import { patchFor } from './combine.ts';
import { mergeFacts } from './to-values.ts';

type Values = Record<string, unknown>;

/** What rows change on a record that is there: it was in the workspace, or (`continued`) an earlier row made it. */
export function patchOf(
  { continued, how }: { continued: boolean; how: 'fill' | 'overwrite' },
  existing: Values,
  given: Values,
): Values | null {
  return continued ? patchToOwn(existing, given) : patchFor(existing, given, how);
}

/** What a later row of an import adds to the record that an earlier row made, as if both had been joined before they
 * were stored: lists grow, notes go one below the other, an opt-out holds whoever says it; of what a row has one of,
 * an address or a web site, the first stays whole. */
function patchToOwn(existing: Values, given: Values): Values | null {
  const added: Values = { ...given };
  if (existing['address'] !== null) for (const key of ['address', 'city', 'country']) delete added[key];
  if (listOf(existing['domains']).length > 0) delete added['domains'];
  leaveOut(added, existing, { key: 'urls', same: (one, other) => isLinkedin(one) === isLinkedin(other) });
  leaveOut(added, existing, { key: 'important_dates', same: isSameDay });
  const patch = { ...patchFor(existing, added, 'fill') };
  for (const key of ['mail_opt_out', 'do_not_call'])
    if (given[key] === true && existing[key] !== true) patch[key] = true;
  const [notes, facts] = [existing['notes'], existing['quick_facts']];
  const { notes: note, quick_facts: more } = given;
  if (typeof notes === 'string' && typeof note === 'string' && !notes.includes(note))
    patch['notes'] = `${notes}\n${note}`;
  if (typeof facts === 'string' && typeof more === 'string') {
    const all = mergeFacts([...facts.split('\n'), ...more.split('\n')]);
    if (all !== facts) patch['quick_facts'] = all;
  }
  return Object.keys(patch).length > 0 ? patch : null;
}

function leaveOut(
  added: Values,
  existing: Values,
  { key, same }: { key: string; same: (one: Values, other: Values) => boolean },
): void {
  const known = listOf(existing[key]);
  if (added[key] !== undefined)
    added[key] = listOf(added[key]).filter((one) => !known.some((other) => same(one, other)));
}

function listOf(value: unknown): Values[] {
  return (value as Values[] | null | undefined) ?? [];
}

function isLinkedin({ value }: Values): boolean {
  return /\blinkedin\./i.test(String(value));
}

const named = new Set<unknown>(['Anniversary', 'Customer since']);

/** Whether both are the one day of its kind that a row has. */
function isSameDay(one: Values, other: Values): boolean {
  return one['label'] === other['label'] && named.has(one['label']);
}
