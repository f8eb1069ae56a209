import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Filter, ObjectType, RecordRow, View } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, ProblemNote, SearchField, SkeletonRows, useShortcuts, type Shortcut } from '#web/kernel/ui';
import { FilterBar } from '../filter/filter-bar.tsx';
import { openCreate } from '../forms/create-store.ts';
import { readGroupBy } from '../group/group-by.ts';
import { objectLabel } from '../model/model.ts';
import { useSlots } from '../model/slots.ts';
import { NewSince } from '../looks/new-since.tsx';
import { AsOf, PastNote } from '../past/as-of.tsx';
import { endOfDay, knownSort, pastObject } from '../past/past-object.ts';
import { useZone } from '../past/use-zone.ts';
import { countOf, NOTHING, stillMatches, tickedOf, withTicks, type Selection } from '../select/selection.ts';
import { SelectionBar } from '../select/selection-bar.tsx';
import { useArrangement } from './layout.ts';
import { ListEmpty } from './list-empty.tsx';
import { effectiveList, useListSearch } from './list-state.ts';
import { RecordGrid } from './record-grid.tsx';
import { useRows } from './use-rows.ts';
import { useViews, ViewControls, ViewTabs } from './view-tabs.tsx';
import './list.css';

const CalendarView = lazy(() => import('../calendar/calendar-view.tsx'));
const GroupedGrid = lazy(() => import('../group/grouped-grid.tsx'));
const BoardView = lazy(() => import('../board/board-view.tsx'));
const Preview = lazy(() => import('../record/preview.tsx'));

/** The list of any object: views, filter in words, grid, board or calendar, selection, totals. */
export function ListPage({ object: today }: { object: ObjectType }) {
  const list = useList(today);
  const { object, shape, view, shown: rows, change, search } = list;
  const asked = { filter: shape.filter, q: list.q, sort: shape.sort };
  const [selection, setSelection] = useSelection(asked);
  const [preview, setPreview] = useState<RecordRow | null>(null);
  const [adding, setAdding] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  useListShortcuts(object, {
    kind: shape.kind,
    focusSearch: () => box.current?.focus(),
    focusViews: () => focusTab(box.current),
    addFilter: () => setAdding(true),
    clear: () => (preview ? setPreview(null) : setSelection(NOTHING)),
  });
  return (
    <div className="k-list">
      <ListHead object={object} total={list.total ? totalText(list.total) : null} />
      <ViewTabs
        object={object}
        views={list.views}
        view={view}
        onPick={(id) => change({ ...NO_SHAPE, view: id || null })}
      />
      <div className="k-list-tools">
        {list.day ? null : (
          <SearchField
            ref={box}
            label={i18n.t('Search here')}
            value={search.q ?? ''}
            onChange={(text) => change({ q: text })}
          />
        )}
        <FilterBar
          quick
          object={object}
          filter={shape.filter}
          adding={adding}
          onAdding={setAdding}
          onChange={(filter) => change({ filter: filter ?? (view?.filter ? {} : null) })}
        />
        <span className="k-grow" />
        <AsOf day={list.day} onPick={(day) => change({ as_of: day, q: null })} />
        <ViewControls object={object} shape={shape} view={view} arrangement={list.arrangement} onChange={change} />
      </div>
      {list.day ? (
        <PastNote object={object} shape={shape} day={list.day} onNow={() => change({ as_of: null })} />
      ) : null}
      <ListBody object={object} list={list} {...{ selection, setSelection, preview, setPreview }} />
      {countOf(selection, rows) > 0 && !list.day ? (
        <SelectionBar {...{ object, rows, asked, selection }} total={list.total} onSelect={setSelection} />
      ) : null}
    </div>
  );
}

/** What is chosen; all that match are chosen only as long as the list asks for the same. */
function useSelection(asked: { filter: Filter | null; q: string | undefined }) {
  const [kept, keep] = useState<Selection>(NOTHING);
  return [kept.all && !stillMatches(kept.all, asked) ? NOTHING : kept, keep] as const;
}

const focusTab = (inside: HTMLElement | null): void =>
  inside?.closest('.k-list')?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();

const NO_SHAPE = { filter: null, sort: null, columns: null, kind: null, group: null, open: null };

function useList(today: ObjectType) {
  const [search, change] = useListSearch();
  const day = search.as_of ?? null;
  const object = useMemo(() => (day ? pastObject(today) : today), [day, today]);
  const zone = useZone();
  const asOf = day ? endOfDay(day, zone) : null;
  const views = useViews(object.api);
  const view = views.find((one) => one.id === search.view) ?? null;
  const arrangement = useArrangement(object.api, view);
  const shape = effectiveList(search, view, object, arrangement.layout);
  const q = useDeferredValue(day ? undefined : search.q);
  const sort = day ? knownSort(object, shape.sort) : shape.sort;
  const by = shape.kind === 'table' ? readGroupBy(object, shape.group) : null;
  const asked = { filter: shape.filter, sort, q, asOf };
  // Of a grouped table only the number of all records is needed here.
  const list = useRows(object.api, { ...asked, ...(by ? { limit: 1 } : { colours: shape.colours }) });
  const [inGroups, keepInGroups] = useState<RecordRow[]>([]);
  const setInGroups = useCallback((rows: RecordRow[]) => keepInGroups((before) => sameRows(before, rows)), []);
  return {
    arrangement,
    ...list,
    by,
    /** The records that the page holds, of which some are chosen. */
    shown: by ? inGroups : list.rows,
    setInGroups,
    object,
    day,
    asOf,
    search,
    change,
    views,
    view,
    shape: { ...shape, sort, changed: shape.changed || (view !== null && arrangement.changed) },
    q,
  };
}

/** The list that was there, where the new one holds the same records. */
const sameRows = (before: RecordRow[], rows: RecordRow[]): RecordRow[] =>
  before.length === rows.length && rows.every((row, at) => row === before[at]) ? before : rows;

type BodyProps = {
  object: ObjectType;
  list: ReturnType<typeof useList>;
  selection: Selection;
  setSelection: (selection: Selection) => void;
  preview: RecordRow | null;
  setPreview: (row: RecordRow | null) => void;
};

function ListBody({ object, list, selection, setSelection, preview, setPreview }: BodyProps) {
  const { pages, rows, shown, by, shape, view, change, search } = list;
  const more = (): void => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  const table = {
    object,
    shape,
    arrangement: list.arrangement,
    q: list.q,
    asOf: list.asOf,
    total: list.total,
    onSort: (sort: string | undefined) => change({ sort }),
    selected: tickedOf(selection, shown),
    onSelect: (ticked: Set<string>) => setSelection(withTicks(selection, shown, ticked)),
    // The preview shows the record of today, which would be taken for that of then.
    onPreview: (row: RecordRow) => (list.day ? undefined : setPreview(preview?.id === row.id ? null : row)),
    onCursor: (row: RecordRow | null) => (preview && row ? setPreview(row) : undefined),
  };
  return (
    <div className="k-list-body" data-stale={pages.isPlaceholderData || undefined}>
      <ProblemNote problem={pages.error} onRetry={() => void pages.refetch()} />
      {pages.isPending ? <SkeletonRows /> : null}
      {pages.data && rows.length === 0 ? (
        <ListEmpty
          object={object}
          asked={Boolean(shape.filter ?? search.q)}
          onClear={() => change({ filter: view?.filter ? {} : null, q: null })}
        />
      ) : null}
      {rows.length > 0 && shape.kind === 'table' ? (
        <NewSince object={object} rows={shown} off={list.day !== null}>
          {by ? (
            <Suspense fallback={<SkeletonRows />}>
              <GroupedGrid
                {...table}
                by={by}
                open={search.open}
                onOpen={(open) => change({ open })}
                onRows={list.setInGroups}
              />
            </Suspense>
          ) : (
            <RecordGrid {...table} rows={rows} onEnd={more} rowsUpTo={list.rowsUpTo} />
          )}
        </NewSince>
      ) : null}
      <Suspense fallback={<SkeletonRows />}>
        {rows.length > 0 && shape.kind === 'board' ? (
          <BoardView object={object} shape={shape} q={list.q} asOf={list.asOf} />
        ) : null}
        {rows.length > 0 && shape.kind === 'calendar' ? (
          <CalendarView {...{ object, shape, search }} q={list.q} asOf={list.asOf} onChange={change} />
        ) : null}
        {preview ? <Preview object={object} id={preview.id} onClose={() => setPreview(null)} /> : null}
      </Suspense>
    </div>
  );
}

const totalText = ({ count, exact }: { count: number; exact: boolean }): string =>
  exact ? format.number(count) : i18n.t('about {count}', { count: format.about(count) });

function ListHead({ object, total }: { object: ObjectType; total: string | null }) {
  const { listActions } = useSlots();
  return (
    <header className="k-head">
      <h1>
        {objectLabel(object, true)} {total ? <span className="k-count">{total}</span> : null}
      </h1>
      <span className="k-grow" />
      {listActions.map((Action, at) => (
        <Action key={at} object={object} />
      ))}
      {object.can.create ? (
        <Button
          look="primary"
          keys="c"
          icon={<IconPlus size={16} stroke={1.75} />}
          onClick={() => openCreate(object.api)}
        >
          {i18n.t('Add')}
        </Button>
      ) : null}
    </header>
  );
}

type ListActs = {
  kind: View['kind'];
  focusSearch: () => void;
  focusViews: () => void;
  addFilter: () => void;
  clear: () => void;
};

function useListShortcuts(object: ObjectType, act: ListActs): void {
  useShortcuts([
    { keys: '/', label: i18n.t('Search here'), run: act.focusSearch },
    { keys: 'f', label: i18n.t('Filter'), run: act.addFilter },
    { keys: 'v', label: i18n.t('Views: arrows lead from one to the next'), run: act.focusViews },
    {
      keys: 'c',
      label: i18n.t('Add: {what}', { what: objectLabel(object).toLocaleLowerCase() }),
      run: () => (object.can.create ? openCreate(object.api) : undefined),
    },
    ...(act.kind === 'table' ? gridKeys() : act.kind === 'board' ? boardKeys() : []),
    { keys: 'escape', label: i18n.t('Close the preview, clear the selection'), run: act.clear },
  ]);
}

const gridKeys = (): Shortcut[] => [
  { keys: 'j', label: i18n.t('Next row (also ↓)') },
  { keys: 'k', label: i18n.t('Previous row (also ↑)') },
  { keys: 'enter', label: i18n.t('Open the row, or edit the cell') },
  { keys: 'space', label: i18n.t('Preview the row') },
  { keys: 'x', label: i18n.t('Select the row') },
  { keys: 'mod+a', label: i18n.t('Select all rows that are loaded') },
  { keys: 'e', label: i18n.t('Edit the cell') },
  { keys: 'shift+arrowdown', label: i18n.t('Choose a block of cells') },
  { keys: 'mod+c', label: i18n.t('Copy the block') },
  { keys: 'mod+v', label: i18n.t('Paste a block of a spreadsheet') },
];

/** From elsewhere on the page to the card that Tab leads to; cards themselves lead on. */
const ontoBoard = (): void => document.querySelector<HTMLElement>('[data-card][tabindex="0"]')?.focus();

const boardKeys = (): Shortcut[] => [
  { keys: 'j', label: i18n.t('Next card (also ↓)'), run: ontoBoard },
  { keys: 'k', label: i18n.t('Previous card (also ↑)'), run: ontoBoard },
  { keys: 'enter', label: i18n.t('Open the card') },
  { keys: 'space', label: i18n.t('Pick up the card; arrows carry it, Enter drops it') },
];
