import { useNavigate, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Field, ObjectType, RecordRow, Total, TotalFn } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Avatar, DataGrid, moveItem, usePhone, type GridBand, type GridColumn, type MenuEntry } from '#web/kernel/ui';
import { FieldValue } from '../fields/show.tsx';
import { valueText } from '../fields/values.ts';
import { fieldLabel, findField, isEditable, latinName, objectLabel, pictureOf, recordName } from '../model/model.ts';
import { NewMark } from '../looks/new-since.tsx';
import { usePaths } from '../model/use-model.ts';
import { loadCellEditor } from '../record/load.ts';
import { usePasting } from '../paste/use-pasting.ts';
import { useSlots } from '../model/slots.ts';
import { chosenTotals, FootCount, FootTotal, useTotals } from './grid-foot.tsx';
import { startWidth, type useArrangement } from './layout.ts';
import { useMarks } from '../colours/use-colours.ts';
import { nextSort, sortTerms } from '../sort/sort-terms.ts';
import type { ListShape } from './list-state.ts';

const CellEditor = lazy(loadCellEditor);
const PasteDialog = lazy(() => import('../paste/paste-dialog.tsx'));

export type RecordGridProps = {
  object: ObjectType;
  shape: ListShape;
  arrangement: ReturnType<typeof useArrangement>;
  q: string | undefined;
  /** The instant that the list shows; null for now. */
  asOf: string | null;
  total: Total | null;
  rows: RecordRow[];
  /** Where the table is grouped: by what, and which of the rows are heads of groups and the like. */
  groups?: { term: string; bandOf: (row: RecordRow) => GridBand | null; lineKeys: readonly string[] };
  onSort: (sort: string | undefined) => void;
  selected: Set<string>;
  onSelect: (selected: Set<string>) => void;
  onPreview: (row: RecordRow) => void;
  onCursor: (row: RecordRow | null) => void;
  onEnd: () => void;
  /** Brings in rows until there are that many, or no more. */
  rowsUpTo: (count: number) => Promise<RecordRow[]>;
};

const END = new Set(['number', 'money', 'percent', 'autonumber', 'duration']);

/** The rows of an object in a grid; on phones one column with its two most telling facts beneath the name. */
export function RecordGrid(props: RecordGridProps) {
  const { object, shape } = props;
  const navigate = useNavigate();
  const paths = usePaths();
  const phone = usePhone();
  const [compact] = useState(() => localStorage.getItem('kith-density') === 'compact');
  const fields = shape.columns.map((key) => findField(object, key)).filter((field) => field !== null);
  const columns = useColumns(props, phone ? fields.slice(0, 1) : fields, phone);
  const mark = useMarks(object, shape.colours);
  const heads = useHeads(props, fields);
  const foot = useFoot(props, fields);
  const { pasted, reader, copy, paste, close } = usePasting({ ...props, fields });
  const { groups } = props;
  // Rows of several groups do not follow each other as those of a sheet do.
  const pasting = { onCopy: copy, ...(object.can.update && !groups ? { onPaste: paste } : {}) };
  return (
    <>
      <DataGrid
        // Other groups are another grid: it begins at its top.
        key={groups?.term ?? ''}
        {...props}
        {...(groups ? { bandOf: groups.bandOf, lineKeys: groups.lineKeys } : {})}
        label={objectLabel(object, true)}
        columns={columns}
        mark={mark}
        rowHeight={phone ? 60 : compact ? 30 : 36}
        headless={phone}
        rowKey={(row) => row.id}
        rowName={(row) => recordName(object, row)}
        sort={sortTerms(shape.sort)}
        onSort={(key, more) => props.onSort(nextSort(shape.sort, key, more))}
        {...(phone ? {} : { ...heads, ...pasting, renderFoot: foot })}
        onOpen={(row) => void navigate({ to: paths.record(object.api, row.id) })}
        renderEditor={(row, column, done) => (
          <Suspense>
            <CellEditor object={object} row={row} field={findField(object, column.key) as Field} onDone={done} />
          </Suspense>
        )}
        renderCell={(row, column) =>
          column.key === object.title ? (
            <TitleCell object={object} row={row} facts={phone ? fields.slice(1) : []} />
          ) : (
            <FieldValue dense field={findField(object, column.key) as Field} value={row[column.key]} />
          )
        }
      />
      <Suspense>{pasted ? <PasteDialog pasted={pasted} reader={reader} onClose={close} /> : null}</Suspense>
    </>
  );
}

function useColumns({ object, arrangement }: RecordGridProps, fields: Field[], phone: boolean): GridColumn[] {
  const { linkFields } = useSlots();
  const { widths = {}, pinned = 1 } = arrangement.layout;
  const linked = (field: Field) => linkFields.some((one) => one.object === object.api && one.field === field.key);
  const widthOf = (field: Field): number => widths[field.key] ?? startWidth(field, field.key === object.title);
  return fields.map((field, at) => ({
    key: field.key,
    label: fieldLabel(field),
    width: phone ? 100 : widthOf(field),
    // What follows a pinned column must know exactly where it ends.
    fixed: !phone && (widths[field.key] !== undefined || (at < pinned && pinned > 1)),
    ...(!phone && at < pinned
      ? { pinned: fields.slice(0, at).reduce((edge, before) => edge + widthOf(before), 0) }
      : {}),
    end: END.has(field.type),
    sortable: field.sortable,
    editable: (isEditable(field) || linked(field)) && object.can.update && !phone,
  }));
}

function useHeads({ object, shape, arrangement, onSort }: RecordGridProps, fields: Field[]) {
  const { layout, change } = arrangement;
  const resize = (key: string, width: number | null): void => {
    const field = findField(object, key);
    const begun = field ? startWidth(field, key === object.title) : 0;
    change({ widths: { ...layout.widths, [key]: width ?? begun } });
  };
  const move = (from: number, to: number): void => change({ columns: moveItem(shape.columns, from, to, 1) });
  const headMenu = (column: GridColumn, at: number): MenuEntry[] => {
    const field = fields[at];
    const pinned = layout.pinned ?? 1;
    const last = shape.columns.length - 1;
    return [
      ...(field?.sortable
        ? [
            { label: i18n.t('Sort up'), run: () => onSort(column.key) },
            { label: i18n.t('Sort down'), run: () => onSort(`-${column.key}`) },
            ...(shape.sort && !sortTerms(shape.sort).some((term) => term.key === column.key)
              ? [{ label: i18n.t('Then sort by this'), run: () => onSort(nextSort(shape.sort, column.key, true)) }]
              : []),
            'line' as const,
          ]
        : []),
      ...(at === 0
        ? []
        : [
            { label: i18n.t('Move left'), disabled: at === 1, run: () => move(at, at - 1) },
            { label: i18n.t('Move right'), disabled: at === last, run: () => move(at, at + 1) },
          ]),
      at < pinned && at === pinned - 1 && at > 0
        ? { label: i18n.t('Let it scroll'), run: () => change({ pinned: at }) }
        : {
            label: i18n.t('Keep in place up to here'),
            disabled: at < pinned || at > 3,
            run: () => change({ pinned: at + 1 }),
          },
      { label: i18n.t('First width'), disabled: !column.fixed, run: () => resize(column.key, null) },
      ...(at === 0 || column.key === object.title
        ? []
        : [
            {
              label: i18n.t('Hide this column'),
              run: () => change({ columns: shape.columns.filter((key) => key !== column.key) }),
            },
          ]),
    ];
  };
  return { onResize: resize, onMove: move, headMenu };
}

function useFoot({ object, shape, arrangement, total, q, asOf }: RecordGridProps, fields: Field[]) {
  const { layout, change } = arrangement;
  const fns = chosenTotals(fields, layout.totals ?? {}, total);
  const texts = useTotals(object, { filter: shape.filter, q, asOf }, fns);
  return (column: GridColumn, at: number) => {
    const field = fields[at];
    const fn = fns[column.key];
    if (at === 0) return <FootCount object={object} total={total} />;
    if (!field || !fn) return null;
    const choose = (next: TotalFn): void => change({ totals: { ...layout.totals, [field.key]: next } });
    return <FootTotal field={field} fn={fn} text={texts[field.key] ?? ''} onChoose={choose} />;
  };
}

/** A phone's row has room for two facts beneath the name. */
const PHONE_FACTS = 2;

function TitleCell({ object, row, facts }: { object: ObjectType; row: RecordRow; facts: Field[] }) {
  const paths = usePaths();
  const name = recordName(object, row);
  const latin = latinName(row);
  const beneath = facts
    .map((field) => valueText(field, row[field.key]))
    .filter(Boolean)
    .slice(0, PHONE_FACTS);
  return (
    <span className="k-row k-title-cell">
      <NewMark id={row.id} />
      <Avatar
        name={name}
        image={pictureOf(object, row)}
        square={object.api !== 'people'}
        size={facts.length > 0 ? 'medium' : 'small'}
      />
      <span className="k-cut">
        <Link to={paths.record(object.api, row.id)} tabIndex={-1} className="k-cell-link">
          {name}
        </Link>
        {latin && facts.length === 0 ? <span className="k-muted k-latin"> {latin}</span> : null}
        {facts.length > 0 ? (
          <span className="k-beneath k-cut">{beneath.join(' · ') || i18n.t('No details yet')}</span>
        ) : null}
      </span>
    </span>
  );
}
