import type { TimelineEntry } from '#web/kernel/api';

/** What a timeline shows in order: a day's heading, one entry, or several changes folded together. */
export type TimelineItem =
  | { kind: 'day'; day: string }
  | { kind: 'entry'; entry: TimelineEntry }
  | { kind: 'removed'; entry: TimelineEntry }
  | { kind: 'changes'; entries: TimelineEntry[] };

/** Groups entries (newest first) by the reader's days and folds neighbouring changes of one person. */
export function timelineItems(entries: TimelineEntry[], dayOf: (iso: string) => string): TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = '';
  for (const entry of entries) {
    const on = dayOf(entry.at);
    if (on !== day) {
      day = on;
      items.push({ kind: 'day', day: on });
    }
    if (removedFile(entry) !== null) {
      items.push({ kind: 'removed', entry });
      continue;
    }
    if (entry.kind !== 'change') {
      items.push({ kind: 'entry', entry });
      continue;
    }
    const last = items.at(-1);
    if (last?.kind === 'changes' && last.entries[0]?.author?.id === entry.author?.id) last.entries.push(entry);
    else items.push({ kind: 'changes', entries: [entry] });
  }
  return items;
}

/** The name of the file that a change took off the record; null for every other change. */
export const removedFile = (entry: TimelineEntry): string | null =>
  entry.kind === 'change' ? (/^File removed: (.+)$/s.exec(entry.title ?? '')?.[1] ?? null) : null;

/** How many fields a fold of changes touches, each counted once. */
export const changedFields = (entries: TimelineEntry[]): string[] => [
  ...new Set(entries.flatMap((entry) => (entry.fields ?? []).map((one) => one.field))),
];
