type Values = Record<string, unknown>;

const lists = new Set(['emails', 'phones', 'urls', 'domains', 'important_dates', 'tags']);

/** Values of rows that are one record: the first filled one counts, lists are joined. */
export function combine(rows: Values[]): Values {
  const all: Values = {};
  for (const values of rows) {
    for (const [key, value] of Object.entries(values)) {
      if (lists.has(key)) all[key] = join((all[key] as unknown[] | undefined) ?? [], value as unknown[]);
      else all[key] ??= value;
    }
  }
  return all;
}

/** What an import changes on a record that is there: empty fields are filled and lists grow; with `overwrite` its
 * values replace what stands there. Null where nothing changes. */
export function patchFor(existing: Values, given: Values, how: 'fill' | 'overwrite'): Values | null {
  const patch: Values = {};
  for (const [key, value] of Object.entries(given)) {
    const old = existing[key] ?? null;
    if (lists.has(key)) {
      const joined = join((old as unknown[] | null) ?? [], value as unknown[]);
      if (joined.length > ((old as unknown[] | null)?.length ?? 0)) patch[key] = joined;
    } else if (
      old === null ||
      (how === 'overwrite' && key !== 'name' && JSON.stringify(old) !== JSON.stringify(value))
    ) {
      patch[key] = value;
    }
  }
  return Object.keys(patch).length > 0 ? patch : null;
}

/** One list of both, each value once; the first keeps its place. */
function join(first: unknown[], second: unknown[]): unknown[] {
  const known = new Set(first.map(identity));
  const added = second.filter((item) => !known.has(identity(item)) && known.add(identity(item)));
  return [...first, ...added].map((item, index) =>
    typeof item === 'object' && item !== null && 'primary' in item ? { ...item, primary: index === 0 } : item,
  );
}

function identity(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { value, label, date } = item as { value?: string; label?: string; date?: string };
  return value ?? `${label}\u0000${date}`;
}
