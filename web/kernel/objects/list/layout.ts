import { useSyncExternalStore } from 'react';
import { wireFilter } from '../filter/wire-filter.ts';
import type { Field, Layout, View } from '#web/kernel/api';

// Seven usual columns, such as those of companies, stand in a window of 1440.
const BY_TYPE: Record<string, number> = {
  person_name: 300,
  text: 165,
  long_text: 260,
  emails: 220,
  phones: 150,
  urls: 180,
  relation: 180,
  member: 150,
  select: 140,
  multi_select: 180,
  datetime: 165,
  date: 120,
  partial_date: 120,
  number: 90,
  money: 130,
  percent: 100,
  checkbox: 90,
  address: 240,
};

/** How wide a column starts, by what it holds. */
export const startWidth = (field: Field, isTitle: boolean): number => (isTitle ? 280 : (BY_TYPE[field.type] ?? 150));

/** How a person left a list: order and widths of columns, what stays in place, totals, colours. */
export type Arrangement = Layout & { columns?: string[] };

/** The view's layout with what this person changed since laid over it. */
export function laidOver(view: Layout | null, own: Arrangement): Arrangement {
  return {
    ...view,
    ...own,
    widths: { ...view?.widths, ...own.widths },
    totals: { ...view?.totals, ...own.totals },
  };
}

/** The layout as a view keeps it; null where everything stands as it began. */
export function layoutToKeep({ widths = {}, pinned = 1, totals = {}, colours = [] }: Arrangement): Layout | null {
  const kept = colours.map(({ filter, colour }) => ({ filter: wireFilter(filter) ?? {}, colour }));
  const none = [...Object.keys(widths), ...Object.keys(totals), ...kept].length === 0 && pinned === 1;
  return none ? null : { widths, pinned, totals, ...(kept.length > 0 ? { colours: kept } : {}) };
}

const listeners = new Set<() => void>();
const known = new Map<string, Arrangement>();

const nameOf = (api: string, view: View | null): string => `kith-list-${api}-${view?.id ?? 'all'}`;

function read(name: string): Arrangement {
  const found = known.get(name);
  if (found) return found;
  let kept: Arrangement = {};
  try {
    kept = JSON.parse(localStorage.getItem(name) ?? '{}') as Arrangement;
  } catch {
    // Whoever wrote something else there loses a width, not the list.
  }
  known.set(name, kept);
  return kept;
}

function write(name: string, own: Arrangement): void {
  known.set(name, own);
  if (Object.keys(own).length === 0) localStorage.removeItem(name);
  else localStorage.setItem(name, JSON.stringify(own));
  for (const listener of listeners) listener();
}

/** The columns as they stand; changes stay in this browser until they are saved with the view. */
export function useArrangement(api: string, view: View | null) {
  const name = nameOf(api, view);
  const own = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(name),
  );
  return {
    layout: laidOver(view?.layout ?? null, own),
    changed: Object.keys(own).length > 0,
    change: (change: Arrangement) => write(name, { ...read(name), ...change }),
    forget: () => write(name, {}),
  };
}
