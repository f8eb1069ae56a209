import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ColourRule, Filter, ObjectType, View } from '#web/kernel/api';
import { dayFields } from '../calendar/span.ts';
import { readGroupBy } from '../group/group-by.ts';
import type { Arrangement } from './layout.ts';
import { findField } from '../model/model.ts';

/** What a list shows right now; it lives in the address, so that a list can be sent and come back to. */
export type ListSearch = {
  view?: string;
  filter?: Filter;
  sort?: string;
  q?: string;
  kind?: View['kind'];
  group?: string;
  /** Of a grouped table: the keys of the groups that are open; the first alone without. */
  open?: string[];
  /** Of a calendar: a day that it shows, and how much around it; today and its month without. */
  on?: string;
  span?: 'week';
  columns?: string[];
  /** The day at whose end the list is shown; today without. */
  as_of?: string;
};

/** The list's state with the chosen view's answers where the address says nothing; what is one's own wins over its. */
export function effectiveList(search: ListSearch, view: View | null, object: ObjectType, own: Arrangement = {}) {
  const columns = search.columns ?? own.columns ?? view?.columns ?? object.columns;
  const kind = search.kind ?? view?.kind ?? 'table';
  const group = search.group ?? (view?.kind === kind ? view.group_by : null);
  const fit = kind === 'calendar' ? dayFields(object) : groupFields(object);
  const known = columns.filter((key) => findField(object, key));
  return {
    filter: search.filter ?? view?.filter ?? null,
    sort: search.sort ?? view?.sort ?? null,
    sortFrom: search.sort ? ('here' as const) : view?.sort ? ('view' as const) : null,
    kind,
    group: kind === 'table' ? (readGroupBy(object, group)?.term ?? null) : (group ?? fit[0]?.key ?? null),
    columns: [object.title, ...known.filter((key) => key !== object.title)],
    colours: own.colours ?? NO_COLOURS,
    changed: view !== null && ['filter', 'sort', 'kind', 'group', 'columns'].some((key) => key in search),
  };
}

// One and the same, so that nothing is worked out anew for it.
const NO_COLOURS: ColourRule[] = [];

export type ListShape = ReturnType<typeof effectiveList>;

/** Fields that can make the columns of a board: records that stand in an order, such as stages, and choices, one or
 * several. */
export const groupFields = (object: ObjectType) => {
  const live = object.fields.filter((field) => !field.many && !field.archived);
  const ordered = live.filter((field) => field.type === 'relation' && field.named);
  return [...ordered, ...['select', 'multi_select'].flatMap((type) => live.filter((field) => field.type === type))];
};

/** The address's list state and how to change parts of it. */
export function useListSearch(): [
  ListSearch,
  (change: Partial<Record<keyof ListSearch, unknown>>, replace?: boolean) => void,
] {
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  return [
    search,
    (change, replace = true) => {
      const next = Object.fromEntries(
        Object.entries({ ...search, ...change }).filter(
          ([, value]) => value !== undefined && value !== null && value !== '',
        ),
      );
      void navigate({ to: '.', search: next as never, replace });
    },
  ];
}
