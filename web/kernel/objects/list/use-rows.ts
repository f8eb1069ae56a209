import { useInfiniteQuery } from '@tanstack/react-query';
import {
  keys,
  listRecords,
  type ColourRule,
  type Filter,
  type Page,
  type RecordRow,
  type Total,
} from '#web/kernel/api';
import { coloursAsked } from '../colours/use-colours.ts';
import { noteAnswer } from './answer-times.ts';
import { wireFilter } from '../filter/wire-filter.ts';

/** One screen and a half of rows a request: small enough to answer at once, large enough not to stutter. */
const PAGE = 100;

type Asked = {
  filter: Filter | null;
  sort: string | null;
  q?: string | undefined;
  trash?: boolean;
  asOf?: string | null;
  /** How many rows a request brings, where not a usual page. */
  limit?: number;
  colours?: ColourRule[];
};

/** The rows of a list, page by page as they are scrolled to, with their number, an estimate where there are many. */
export function useRows(api: string, asked: Asked) {
  const query = {
    filter: wireFilter(asked.filter),
    ...(asked.sort ? { sort: asked.sort } : {}),
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.asOf ? { as_of: asked.asOf } : {}),
    ...(asked.trash ? { trash: true } : {}),
    ...coloursAsked(asked.colours ?? []),
    limit: asked.limit ?? PAGE,
  };
  const pages = useInfiniteQuery({
    queryKey: keys.list(api, query),
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const begun = performance.now();
      const page = await listRecords(
        api,
        { ...query, ...(pageParam ? { cursor: pageParam } : { total: 'quick' }) },
        signal,
      );
      noteAnswer(performance.now() - begun);
      return page;
    },
    getNextPageParam: (last: Page) => last.next_cursor,
    placeholderData: (before) => before,
  });
  const rows: RecordRow[] = pages.data?.pages.flatMap((page) => page.data) ?? [];
  const total: Total | null = pages.data?.pages[0]?.total ?? null;
  const rowsUpTo = async (count: number): Promise<RecordRow[]> => {
    let known = rows;
    let more = pages.hasNextPage;
    while (more && known.length < count) {
      const { data, hasNextPage } = await pages.fetchNextPage();
      known = data?.pages.flatMap((page) => page.data) ?? known;
      more = hasNextPage;
    }
    return known;
  };
  return { pages, rows, total, rowsUpTo };
}
