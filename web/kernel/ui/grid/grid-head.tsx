import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import { i18n } from '#web/kernel/i18n';
import type { DataGridProps, GridColumn } from './grid-types.ts';

/** Narrower than this a column shows nothing but dots. */
const LEAST_WIDTH = 72;

/** The head of a grid: names that sort, edges that resize (also by arrow keys), a box that selects all loaded rows. */
export function GridHead<Row>(props: DataGridProps<Row>) {
  const all = props.rows.length > 0 && props.rows.every((row) => props.selected?.has(props.rowKey(row)));
  return (
    <div role="rowgroup" className="k-grid-head">
      <div role="row" aria-rowindex={1} className="k-grid-row">
        {props.columns.map((column, at) => (
          <HeadCell key={column.key} column={column} at={at} grid={props as unknown as DataGridProps<unknown>}>
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

function HeadCell(props: { column: GridColumn; at: number; grid: DataGridProps<unknown>; children: React.ReactNode }) {
  const { column, grid } = props;
  const sorted = grid.sort?.key === column.key ? grid.sort : null;
  return (
    <div
      role="columnheader"
      aria-colindex={props.at + 1}
      aria-sort={sorted ? (sorted.down ? 'descending' : 'ascending') : undefined}
      className="k-cell k-cell-head"
      data-end={column.end || undefined}
      data-first={props.at === 0 || undefined}
    >
      {props.children}
      {column.sortable && grid.onSort ? (
        <button type="button" className="k-sort" onClick={() => grid.onSort?.(column.key)}>
          <span className="k-cut">{column.label}</span>
          {sorted ? (
            sorted.down ? (
              <IconArrowDown size={14} stroke={1.75} aria-hidden="true" />
            ) : (
              <IconArrowUp size={14} stroke={1.75} aria-hidden="true" />
            )
          ) : null}
        </button>
      ) : (
        <span className="k-cut">{column.label}</span>
      )}
      {grid.onResize ? <ResizeEdge column={column} onResize={grid.onResize} /> : null}
    </div>
  );
}

function ResizeEdge(props: { column: GridColumn; onResize: (key: string, width: number) => void }) {
  const { column } = props;
  const drag = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault();
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    const from = event.clientX;
    const shown = edge.parentElement?.clientWidth ?? column.width;
    const move = (at: globalThis.PointerEvent): void =>
      props.onResize(column.key, Math.max(LEAST_WIDTH, shown + at.clientX - from));
    edge.addEventListener('pointermove', move);
    edge.addEventListener('pointerup', () => edge.removeEventListener('pointermove', move), { once: true });
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={i18n.t('Width of {name}', { name: column.label })}
      aria-valuenow={Math.round(column.width)}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={800}
      tabIndex={0}
      className="k-edge"
      onPointerDown={drag}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0;
        if (by === 0) return;
        event.preventDefault();
        event.stopPropagation();
        props.onResize(column.key, Math.max(LEAST_WIDTH, column.width + by));
      }}
    />
  );
}
