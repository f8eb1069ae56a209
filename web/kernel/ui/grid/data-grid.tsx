import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { i18n } from '#web/kernel/i18n';
import { useShortcuts } from '../keys/use-shortcuts.ts';
import { blockOf, columnsIn } from './grid-block.ts';
import { GridHead } from './grid-head.tsx';
import { gridStep, type Cursor } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import { useClipboard } from './use-clipboard.ts';
import { realRows, toggled, type DataGridProps, type GridColumn } from './grid-types.ts';
import './grid.css';

const KEYS = [
  'j',
  'k',
  'arrowdown',
  'arrowup',
  'arrowleft',
  'arrowright',
  'pagedown',
  'pageup',
  'home',
  'end',
  'enter',
  'o',
  'e',
  'space',
  'x',
  'mod+a',
  'mod+home',
  'mod+end',
  'shift+arrowdown',
  'shift+arrowup',
  'shift+arrowleft',
  'shift+arrowright',
];

/** A virtual ARIA grid of plain cells: rows may be a million, the page holds only those on screen. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { cursor, anchor, place } = useCursor();
  const [editing, setEditing] = useState<Cursor | null>(null);
  const { rows, columns } = props;
  const virtual = useRowsOnScreen(props, scroller);
  const act = useGridActions(props, {
    cursor,
    place,
    setEditing,
    show: (row) => virtual.scrollToIndex(row),
    scroller,
  });
  useShortcuts(KEYS.map((keys) => ({ keys, label: '', hidden: true, run: () => act(keys) })));
  const template: Record<string, string | number> = {
    '--columns': columnTracks(columns),
    '--wide': columns.reduce((sum, column) => sum + column.width, 0),
  };
  const block = blockOf(anchor, cursor);
  const clipboard = useClipboard(props, block);
  const finish = (): void => {
    setEditing(null);
    scroller.current?.focus();
  };
  return (
    <div
      ref={scroller}
      role="grid"
      id={id}
      tabIndex={0}
      data-no-ring
      {...clipboard}
      className="k-grid"
      aria-label={props.label}
      aria-rowcount={rows.length + (props.renderFoot ? 2 : 1)}
      aria-colcount={columns.length}
      aria-multiselectable={props.onSelect ? true : undefined}
      aria-activedescendant={cursor.row >= 0 ? `${id}-${String(cursor.row)}-${String(cursor.column)}` : undefined}
      style={{ ...template, '--row': `${String(props.rowHeight)}px` } as CSSProperties}
    >
      {props.headless ? null : <GridHead {...props} rows={realRows(props)} />}
      <div role="rowgroup" className="k-grid-body" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <GridRow
            key={item.key}
            {...props}
            id={id}
            index={item.index}
            top={item.start}
            row={rows[item.index] as Row}
            cursor={cursor.row === item.index ? cursor.column : null}
            block={anchor ? columnsIn(block, item.index) : null}
            editing={editing?.row === item.index ? editing.column : null}
            onEdit={(column) => setEditing({ row: item.index, column })}
            onPoint={(column, grow) => {
              place({ row: item.index, column }, grow);
              tellCursor(props, item.index);
            }}
            onDone={finish}
          />
        ))}
      </div>
      {props.renderFoot ? <GridFoot columns={columns} at={rows.length + 2} renderFoot={props.renderFoot} /> : null}
      <span className="k-hidden" role="presentation">
        {i18n.t('Use the arrow keys to move, Enter to open, x to select.')}
      </span>
    </div>
  );
}

function tellCursor<Row>({ rows, bandOf, onCursor }: DataGridProps<Row>, at: number): void {
  const row = rows[at];
  onCursor?.(row === undefined || bandOf?.(row) ? null : row);
}

/** Where the cursor stands, and the other corner of the block that Shift makes of it. */
function useCursor() {
  const [at, setAt] = useState<{ cursor: Cursor; anchor: Cursor | null }>({
    cursor: { row: -1, column: 0 },
    anchor: null,
  });
  const place = (cursor: Cursor, grow: boolean): void =>
    setAt((before) => ({ cursor, anchor: grow && before.cursor.row >= 0 ? (before.anchor ?? before.cursor) : null }));
  return { ...at, place };
}

/** Columns of their own width keep it, the others share what is left; where none shares, the room stays empty. */
function columnTracks(columns: GridColumn[]): string {
  const tracks = columns.map(({ width, fixed }) => {
    const least = `calc(${String(width)} * var(--hairline))`;
    return fixed ? least : `minmax(${least}, ${String(width)}fr)`;
  });
  return columns.every((column) => column.fixed) ? `${tracks.join(' ')} minmax(0, 1fr)` : tracks.join(' ');
}

type FootProps = { columns: GridColumn[]; at: number; renderFoot: (column: GridColumn, at: number) => ReactNode };

function GridFoot({ columns, at, renderFoot }: FootProps) {
  return (
    <div role="rowgroup" className="k-grid-foot">
      <div role="row" aria-rowindex={at} className="k-grid-row">
        {columns.map((column, place) => (
          <div
            key={column.key}
            role="gridcell"
            aria-colindex={place + 1}
            className="k-cell"
            data-end={column.end || undefined}
            data-first={place === 0 || undefined}
            data-pinned={column.pinned === undefined ? undefined : true}
            style={column.pinned === undefined ? undefined : { insetInlineStart: column.pinned }}
          >
            {renderFoot(column, place)}
          </div>
        ))}
      </div>
    </div>
  );
}

function useRowsOnScreen<Row>(props: DataGridProps<Row>, scroller: { current: HTMLDivElement | null }) {
  const { rows, rowHeight, onEnd } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => props.lineKeys?.[index] ?? props.rowKey(rows[index] as Row),
    overscan: 12,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20) onEnd?.();
  }, [last, rows.length, onEnd]);
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  return virtual;
}

type GridState = {
  cursor: Cursor;
  place: (cursor: Cursor, grow: boolean) => void;
  setEditing: (cursor: Cursor) => void;
  show: (row: number) => void;
  scroller: { current: HTMLDivElement | null };
};

function useGridActions<Row>(props: DataGridProps<Row>, state: GridState): (key: string) => void {
  return (key) => {
    const page = Math.max(1, Math.floor((state.scroller.current?.clientHeight ?? 0) / props.rowHeight) - 2);
    const grow = key.startsWith('shift+');
    const step = gridStep(key.replace('shift+', ''), state.cursor, {
      rows: props.rows.length,
      columns: props.columns.length,
      page,
    });
    if (!step) return;
    if (step.kind === 'move') {
      state.place(step.to, grow);
      state.show(step.to.row);
      tellCursor(props, step.to.row);
      if (document.activeElement !== state.scroller.current) state.scroller.current?.focus({ preventScroll: true });
      return;
    }
    const row = props.rows[step.row];
    if (row === undefined) return;
    if (step.kind === 'select_all') {
      props.onSelect?.(new Set(realRows(props).map(props.rowKey)));
      return;
    }
    const band = props.bandOf?.(row);
    if (band) {
      if (step.kind !== 'select') band.onToggle?.();
      return;
    }
    if (step.kind === 'open' && !props.enterEdits) props.onOpen(row);
    if (step.kind === 'preview') props.onPreview?.(row);
    if (step.kind === 'select') props.onSelect?.(toggled(props.selected, props.rowKey(row)));
    const edits = step.kind === 'edit' || (step.kind === 'open' && props.enterEdits);
    if (edits && props.renderEditor && props.columns[state.cursor.column]?.editable) state.setEditing(state.cursor);
  };
}
