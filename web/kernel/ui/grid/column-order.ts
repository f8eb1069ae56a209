/** The list with the item at `from` standing at `to`; the first `still` items keep their places. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number, still = 0): Item[] {
  const target = Math.max(still, Math.min(to, items.length - 1));
  const moved = items[from];
  if (from < still || from >= items.length || moved === undefined || from === target) return [...items];
  const rest = items.filter((_, at) => at !== from);
  return [...rest.slice(0, target), moved, ...rest.slice(target)];
}

/** Where something dropped at `x` lands among neighbours with these middles, once it is out of its old place. */
export function dropPlace(middles: readonly number[], x: number, from: number): number {
  const before = middles.filter((middle) => middle < x).length;
  return before > from ? before - 1 : before;
}
