import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  groupRecords,
  keys,
  listGroup,
  queries,
  type ColourRule,
  type Filter,
  type Group,
  type ObjectType,
  type Page,
  type Query,
  type RecordRow,
  type TotalFn,
} from '#web/kernel/api';
import { coloursAsked } from '../colours/use-colours.ts';
import { wireFilter } from '../filter/wire-filter.ts';
import type { GroupBy } from './group-by.ts';
import { inOrder, keyOf } from './group-names.ts';

/** One screen and a half of rows a request, as in lists without groups. */
const PAGE = 100;

/** A line of a grouped table that is no record: the head of a group, or the place where its next rows will stand. */
export type Band =
  | { kind: 'head'; group: Group; open: boolean; toggle: () => void }
  | { kind: 'more'; load: () => void };

/** The lines of a grouped table, records and bands; a band is found by the id of its line. */
export type Grouped = {
  /** Null until the groups are known. */
  lines: RecordRow[] | null;
  /** What tells each line from the others: a record may stand in several groups. */
  lineKeys: string[];
  rows: RecordRow[];
  bands: Map<string, Band>;
  /** There are more groups than the server tells. */
  cut: boolean;
  problem: Error | null;
};

type Asked = {
  by: GroupBy;
  filter: Filter | null;
  sort: string | null;
  q: string | undefined;
  asOf: string | null;
  colours: ColourRule[];
  totals: Record<string, TotalFn>;
  /** Keys of the groups that are open; the first one alone without. */
  open: string[] | undefined;
  onOpen: (keys: string[]) => void;
};

/** The groups of a table by one request; the rows of a group page by page once it is open and scrolled to. */
export function useGrouped(object: ObjectType, asked: Asked): Grouped {
  const { by, sort } = asked;
  const query = {
    filter: wireFilter(asked.filter),
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.asOf ? { as_of: asked.asOf } : {}),
    group_by: by.term,
  };
  const told = useGroups(object, { query, totals: asked.totals });
  const groups = told.data ? inOrder(by, told.data.groups) : [];
  const open = asked.open ?? groups.slice(0, 1).map(keyOf);
  const { counts, want } = useWanted(JSON.stringify([object.api, query, sort]));
  const pagesOf = (group: Group): Query[] =>
    chain(
      object.api,
      { ...query, group: group.key, ...(sort ? { sort } : {}), ...coloursAsked(asked.colours) },
      counts[keyOf(group)] ?? 1,
    );
  const asks = groups.filter((group) => open.includes(keyOf(group))).map((group) => ({ group, asks: pagesOf(group) }));
  // What they bring is read from the store, page by page of each group; here they are only asked for.
  useQueries({
    queries: asks.flatMap((one) =>
      one.asks.map((ask) => ({
        queryKey: keys.list(object.api, ask),
        queryFn: ({ signal }: { signal: AbortSignal }) => listGroup(object.api, ask, signal),
      })),
    ),
  });
  const bands = new Map<string, Band>();
  const rows: RecordRow[] = [];
  const lines: RecordRow[] = [];
  const lineKeys: string[] = [];
  for (const group of groups) {
    const key = keyOf(group);
    const mine = asks.find((one) => one.group === group);
    const toggle = (): void => asked.onOpen(mine ? open.filter((one) => one !== key) : [...open, key]);
    lines.push(band(bands, `head ${key}`, { kind: 'head', group, open: mine !== undefined, toggle }));
    if (!mine) continue;
    const pages = mine.asks.flatMap((ask) => queries.getQueryData<Page>(keys.list(object.api, ask)) ?? []);
    const found = pages.flatMap((page) => page.data);
    rows.push(...found);
    for (const row of found) lineKeys[lines.push(row) - 1] = `${key} ${row.id}`;
    if (pages.length < mine.asks.length || pages.at(-1)?.next_cursor) {
      const load = (): void => want(key, pages.length + 1);
      lines.push(band(bands, `more ${key}`, { kind: 'more', load }));
    }
  }
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  return {
    lines: told.data ? lines : null,
    lineKeys,
    rows: once,
    bands,
    cut: told.data?.more ?? false,
    problem: told.error,
  };
}

function band(bands: Map<string, Band>, id: string, one: Band): RecordRow {
  bands.set(id, one);
  return { id, object: '', version: 0 };
}

type GroupsAsked = { query: Query & { group_by: string }; totals: Record<string, TotalFn> };

function useGroups(object: ObjectType, { query, totals }: GroupsAsked) {
  const sums = Object.entries(totals).flatMap(([field, fn]) => (fn === 'none' ? [] : [{ fn, field }]));
  const whole = { ...query, aggregate: [{ fn: 'count' as const }, ...sums] };
  return useQuery({
    queryKey: keys.groups(object.api, whole),
    queryFn: () => groupRecords(object.api, whole),
    placeholderData: (before, asked) =>
      (asked?.queryKey[3] as Query | undefined)?.group_by === query.group_by ? before : undefined,
  });
}

/** As many pages of a group as are wanted, as far as they are known: each begins where the one before it ends. */
function chain(api: string, query: Query, wanted: number): Query[] {
  const pages: Query[] = [{ ...query, limit: PAGE }];
  while (pages.length < wanted) {
    const next = queries.getQueryData<Page>(keys.list(api, pages.at(-1)))?.next_cursor;
    if (!next) break;
    pages.push({ ...query, limit: PAGE, cursor: next });
  }
  return pages;
}

/** How many pages of each group are wanted, as long as the list asks for the same. */
function useWanted(asked: string) {
  const [kept, keep] = useState<{ asked: string; counts: Record<string, number> }>({ asked, counts: {} });
  const counts = kept.asked === asked ? kept.counts : {};
  return {
    counts,
    want: (key: string, count: number): void =>
      counts[key] === count ? undefined : keep({ asked, counts: { ...counts, [key]: count } }),
  };
}
