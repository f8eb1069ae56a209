import { IconArrowDown, IconArrowUp, IconChevronDown } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { i18n } from '#web/kernel/i18n';
import { Menu } from '../controls/menu.tsx';
import { announce } from '../feedback/announce.ts';
import { dropPlace } from './column-order.ts';
import type { DataGridProps, GridColumn } from './grid-types.ts';
import { ResizeEdge } from './resize-edge.tsx';

/** A press that travels less than this is a press, not a drag. */
const DRAG_FROM = 6;

type Drag = { from: number; to: number };

/** The head of a grid: names that sort and can be moved, edges that resize, a menu, a box that selects all rows. */
export function GridHead<Row>(props: DataGridProps<Row>) {
  const all = props.rows.length > 0 && props.rows.every((row) => props.selected?.has(props.rowKey(row)));
  const [drag, setDrag] = useState<Drag | null>(null);
  const grid = props as unknown as DataGridProps<unknown>;
  return (
    <div role="rowgroup" className="k-grid-head">
      <div role="row" aria-rowindex={1} className="k-grid-row" data-dragging={drag ? true : undefined}>
        {props.columns.map((column, at) => (
          <HeadCell key={column.key} column={column} at={at} grid={grid} drag={drag} onDrag={setDrag}>
            {at === 0 && props.onSelect ? (
              <label className="k-cell-tick">
                <input
                  type="checkbox"
                  className="k-tick"
                  tabIndex={-1}
                  aria-label={i18n.t('Select all')}
                  checked={all}
                  onChange={() => props.onSelect?.(all ? new Set() : new Set(props.rows.map(props.rowKey)))}
                />
              </label>
            ) : null}
          </HeadCell>
        ))}
      </div>
    </div>
  );
}

type HeadProps = {
  column: GridColumn;
  at: number;
  grid: DataGridProps<unknown>;
  drag: Drag | null;
  onDrag: (drag: Drag | null) => void;
  children: ReactNode;
};

function HeadCell(props: HeadProps) {
  const { column, grid, at, drag } = props;
  const sorted = grid.sort?.find((one) => one.key === column.key);
  const menu = grid.headMenu?.(column, at) ?? [];
  return (
    <div
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={sorted ? (sorted.down ? 'descending' : 'ascending') : undefined}
      className="k-cell k-cell-head"
      data-end={column.end || undefined}
      data-first={at === 0 || undefined}
      data-pinned={column.pinned === undefined ? undefined : true}
      data-dragged={drag?.from === at || undefined}
      data-drop={
        drag && drag.from !== drag.to && drag.to === at ? (drag.to > drag.from ? 'after' : 'before') : undefined
      }
      style={column.pinned === undefined ? undefined : { insetInlineStart: column.pinned }}
    >
      {props.children}
      <HeadName {...props} />
      {menu.length > 0 ? (
        <Menu
          end={at > 0}
          trigger={
            <button type="button" className="k-head-menu" aria-label={i18n.t('Column {name}', { name: column.label })}>
              <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
            </button>
          }
          entries={menu}
        />
      ) : null}
      {grid.onResize ? <ResizeEdge column={column} onResize={grid.onResize} /> : null}
    </div>
  );
}

function HeadName({ column, at, grid, onDrag }: HeadProps) {
  const place = grid.sort?.findIndex((one) => one.key === column.key) ?? -1;
  const sorted = grid.sort?.[place];
  const dragged = useRef(false);
  const Arrow = sorted?.down ? IconArrowDown : IconArrowUp;
  const press = (event: PointerEvent<HTMLButtonElement>): void => {
    dragged.current = false;
    if (event.button === 0 && at > 0 && grid.onMove)
      followDrag(event, at, (drag, ends) => {
        dragged.current = true;
        onDrag(ends ? null : drag);
        if (ends && drag && drag.to !== drag.from) grid.onMove?.(drag.from, drag.to);
      });
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!event.shiftKey || by === 0 || at === 0 || !grid.onMove) return;
    event.preventDefault();
    event.stopPropagation();
    const to = Math.max(1, Math.min(grid.columns.length - 1, at + by));
    if (to === at) return;
    grid.onMove(at, to);
    const words = { name: column.label, place: to + 1, count: grid.columns.length };
    announce(i18n.t('{name}: column {place} of {count}', words));
  };
  return (
    <button
      type="button"
      className="k-sort"
      aria-keyshortcuts={at > 0 && grid.onMove ? 'Shift+ArrowLeft Shift+ArrowRight' : undefined}
      onPointerDown={press}
      onKeyDown={onKey}
      onClick={(event) => (dragged.current || !column.sortable ? undefined : grid.onSort?.(column.key, event.shiftKey))}
    >
      <span className="k-cut">{column.label}</span>
      {sorted ? <Arrow size={14} stroke={1.75} aria-hidden="true" /> : null}
      {sorted && (grid.sort?.length ?? 0) > 1 ? <span className="k-sort-place">{place + 1}</span> : null}
    </button>
  );
}

/** Follows a pressed pointer over the heads; tells where the column would land, and once more when it is let go. */
function followDrag(
  press: PointerEvent<HTMLElement>,
  from: number,
  tell: (drag: Drag | null, ends: boolean) => void,
): void {
  const row = press.currentTarget.closest('[role="row"]');
  const start = press.clientX;
  let drag: Drag | null = null;
  const gone = new AbortController();
  const move = (at: globalThis.PointerEvent): void => {
    if (!drag && Math.abs(at.clientX - start) < DRAG_FROM) return;
    const middles = [...(row?.children ?? [])].map((cell) => {
      const { left, width } = cell.getBoundingClientRect();
      return left + width / 2;
    });
    drag = { from, to: Math.max(1, dropPlace(middles, at.clientX, from)) };
    tell(drag, false);
  };
  const end = (keep: boolean): void => {
    gone.abort();
    if (drag) tell(keep ? drag : null, true);
  };
  addEventListener('pointermove', move, { signal: gone.signal });
  addEventListener('pointerup', () => end(true), { signal: gone.signal });
  addEventListener('pointercancel', () => end(false), { signal: gone.signal });
  addEventListener('keydown', (event) => (event.key === 'Escape' ? end(false) : undefined), { signal: gone.signal });
}
