/** When a field is shown: what has to be so of other fields of the same record, in the words of filters. */
export type ShownIf = { all: ShownIf[] } | { any: ShownIf[] } | ({ field: string } & ShownIfAsked);

/** What may be asked of one field, the operator with its operand. */
export interface ShownIfAsked {
  is?: unknown;
  is_not?: unknown;
  in?: unknown[];
  empty?: boolean;
}

const operators = new Set(['is', 'is_not', 'in', 'empty']);
// A form asks this of every field at every key that is pressed.
const mostParts = 20;

/** The names of the fields that are asked, or null where it is no such condition. */
export function readShownIf(given: unknown): string[] | null {
  const names = namesIn(given);
  return names && names.length > 0 && names.length <= mostParts ? names : null;
}

function namesIn(given: unknown): string[] | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const { field, ...asked } = given as Record<string, unknown>;
  const [[word, operand] = ['', null], ...more] = Object.entries(asked);
  if (more.length > 0) return null;
  if (typeof field === 'string') return operators.has(word) ? [field] : null;
  if (field !== undefined || (word !== 'all' && word !== 'any') || !Array.isArray(operand)) return null;
  const parts = operand.map(namesIn);
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
}

/** Whether a condition holds for the values of a record, as a page has them. */
export function isShown(condition: ShownIf, values: Readonly<Record<string, unknown>>): boolean {
  if ('all' in condition) return condition.all.every((part) => isShown(part, values));
  if ('any' in condition) return condition.any.some((part) => isShown(part, values));
  const has = [values[condition.field] ?? []].flat().map(bare);
  const { is, is_not: isNot, in: among, empty } = condition;
  if (empty !== undefined) return has.every((one) => one === '') === empty;
  if (among) return has.some((one) => among.map(bare).includes(one));
  if (isNot !== undefined) return !has.includes(bare(isNot));
  // Yes or no that was never set is no.
  return has.includes(bare(is)) || (is === false && has.length === 0);
}

/** Members, records and amounts are compared by what tells them apart. */
function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { id, amount } = value as { id?: unknown; amount?: unknown };
  return id ?? amount ?? JSON.stringify(value);
}
