/** The filter of a rule as it was typed: null for all enquiries, undefined where it is none. */
export function readCondition(given: unknown): object | null | undefined {
  if (typeof given !== 'string' || given.trim() === '') return null;
  try {
    const filter: unknown = JSON.parse(given);
    return typeof filter === 'object' && filter !== null && !Array.isArray(filter) ? filter : undefined;
  } catch {
    return undefined;
  }
}
