import {
  IconArrowsSort,
  IconBookmarkPlus,
  IconCalendarMonth,
  IconColumns,
  IconLayoutKanban,
  IconPalette,
  IconTable,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { createView, keys, listViews, queries, removeView, type ObjectType, type View } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton, Panel, SkeletonLines, Tabs, toast } from '#web/kernel/ui';
import { lazy, Suspense, useMemo, useState } from 'react';
import { dayFields } from '../calendar/span.ts';
import { fromFilter } from '../filter/filter-tree.ts';
import { filterWords } from '../filter/filter-words.ts';
import { wireFilter } from '../filter/wire-filter.ts';
import { objectLabel } from '../model/model.ts';
import { ColumnChoice } from './column-choice.tsx';
import { layoutToKeep, type Arrangement, type useArrangement } from './layout.ts';
import { groupFields, type ListShape } from './list-state.ts';

const ColourDialog = lazy(() => import('../colours/colour-dialog.tsx'));
const GroupMenu = lazy(() => import('../group/group-menu.tsx'));
const ViewMenu = lazy(() => import('./view-menu.tsx'));
const SortPanel = lazy(() => import('../sort/sort-panel.tsx'));

type Change = (change: Record<string, unknown>) => void;

/** The saved views of an object, picked from those of all: the page knows them from its start. */
export function useViews(api: string): View[] {
  const { data } = useQuery({ queryKey: keys.views, queryFn: listViews });
  return useMemo(() => (data ?? []).filter((view) => view.object === api), [data, api]);
}

/** The saved views of an object as tabs, “All” first. */
export function ViewTabs(props: {
  object: ObjectType;
  views: View[];
  view: View | null;
  onPick: (id: string) => void;
}) {
  if (props.views.length === 0) return null;
  return (
    <Tabs
      label={i18n.t('Views')}
      tabs={[{ value: '', label: i18n.t('All') }, ...props.views.map((view) => ({ value: view.id, label: view.name }))]}
      value={props.view?.id ?? ''}
      onChange={props.onPick}
    />
  );
}

type ControlProps = {
  object: ObjectType;
  shape: ListShape;
  view: View | null;
  arrangement: ReturnType<typeof useArrangement>;
  onChange: Change;
};

const KINDS = [
  { kind: 'table', label: () => i18n.t('Table'), Shape: IconTable, fits: () => true },
  {
    kind: 'board',
    label: () => i18n.t('Board'),
    Shape: IconLayoutKanban,
    fits: (object: ObjectType) => groupFields(object).length > 0,
  },
  {
    kind: 'calendar',
    label: () => i18n.t('Calendar'),
    Shape: IconCalendarMonth,
    fits: (object: ObjectType) => dayFields(object).length > 0,
  },
];

/** Table, board or calendar, the columns, and keeping the current shape as a view. */
export function ViewControls(props: ControlProps) {
  const { object, shape, view, arrangement, onChange } = props;
  const [columns, setColumns] = useState(false);
  const kinds = KINDS.filter(({ fits }) => fits(object));
  return (
    <span className="k-row k-view-controls">
      {kinds.length > 1
        ? kinds.map(({ kind, label, Shape }) => (
            <IconButton
              key={kind}
              small
              label={label()}
              active={shape.kind === kind}
              icon={<Shape size={16} stroke={1.75} />}
              onClick={() => onChange({ kind, group: null, open: null })}
            />
          ))
        : null}
      <Suspense>
        <GroupMenu {...props} />
      </Suspense>
      <SortButton {...props} />
      <ColourButton {...props} />
      {shape.kind === 'table' ? (
        <Panel
          label={i18n.t('Columns')}
          open={columns}
          onChange={setColumns}
          trigger={
            <IconButton
              small
              label={i18n.t('Columns')}
              className="k-wide-only"
              icon={<IconColumns size={16} stroke={1.75} />}
              onClick={() => setColumns(!columns)}
            />
          }
        >
          <ColumnChoice
            object={object}
            columns={shape.columns}
            onChange={(next) => arrangement.change({ columns: next })}
          />
        </Panel>
      ) : null}
      {view ? (
        <Suspense>
          <ViewMenu {...props} view={view} />
        </Suspense>
      ) : null}
      {(shape.filter || shape.sort || shape.group || shape.kind !== 'table' || arrangement.changed) && !view ? (
        <Button
          small
          look="quiet"
          icon={<IconBookmarkPlus size={14} stroke={1.75} />}
          onClick={() =>
            void keepView(object, shape, arrangement.layout).then((id) => {
              if (!id) return;
              arrangement.forget();
              onChange({ view: id, filter: null, sort: null, columns: null, kind: null, group: null });
            })
          }
        >
          {i18n.t('Save as view')}
        </Button>
      ) : null}
    </span>
  );
}

function ColourButton({ object, shape, arrangement }: ControlProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        small
        label={i18n.t('Colours')}
        active={shape.colours.length > 0}
        icon={<IconPalette size={16} stroke={1.75} />}
        onClick={() => setOpen(true)}
      />
      <Suspense>
        {open ? (
          <ColourDialog
            object={object}
            rules={shape.colours}
            onChange={(colours) => arrangement.change({ colours })}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

function SortButton({ object, shape, onChange }: ControlProps) {
  const [open, setOpen] = useState(false);
  return (
    <Panel
      label={i18n.t('Order')}
      open={open}
      onChange={setOpen}
      trigger={
        <IconButton
          small
          label={i18n.t('Order')}
          active={shape.sort !== null}
          icon={<IconArrowsSort size={16} stroke={1.75} />}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <Suspense fallback={<SkeletonLines />}>
        <SortPanel object={object} sort={shape.sort} from={shape.sortFrom} onChange={(sort) => onChange({ sort })} />
      </Suspense>
    </Panel>
  );
}

async function keepView(object: ObjectType, shape: ListShape, layout: Arrangement): Promise<string | undefined> {
  const tree = fromFilter(shape.filter);
  const name = (
    tree && tree.conditions.length > 0
      ? filterWords(object, tree, queries.getQueryData<ObjectType[]>(keys.objects) ?? [])
      : objectLabel(object, true)
  ).slice(0, 60);
  try {
    const view = await createView({
      object: object.api,
      name,
      kind: shape.kind,
      filter: wireFilter(shape.filter),
      sort: shape.sort,
      columns: shape.columns,
      group_by: shape.group,
      layout: layoutToKeep(layout),
      shared: false,
    });
    await queries.invalidateQueries({ queryKey: ['views'] });
    toast({
      text: i18n.t('View “{name}” saved.', { name }),
      undo: () => removeView(view.id).then(() => queries.invalidateQueries({ queryKey: ['views'] })),
    });
    return view.id;
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
    return undefined;
  }
}
