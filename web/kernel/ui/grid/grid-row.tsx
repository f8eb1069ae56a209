import type { MouseEvent } from 'react';
import { i18n } from '#web/kernel/i18n';
import { BandRow } from './band-row.tsx';
import { toggled, type DataGridProps } from './grid-types.ts';

type GridRowProps<Row> = DataGridProps<Row> & {
  id: string;
  index: number;
  top: number;
  row: Row;
  cursor: number | null;
  /** The columns of a chosen block that lie in this row. */
  block: { from: number; to: number } | null;
  editing: number | null;
  onEdit: (column: number) => void;
  onPoint: (column: number, grow: boolean) => void;
  onDone: () => void;
};

/** One row of plain cells; nothing in it costs more than its text. */
export function GridRow<Row>(props: GridRowProps<Row>) {
  const { row, columns, index } = props;
  const band = props.bandOf?.(row);
  if (band) return <BandRow {...props} band={band} />;
  const key = props.rowKey(row);
  const mark = props.mark?.(row);
  const chosen = props.selected?.has(key) ?? false;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.onSelect ? chosen : undefined}
      className="k-grid-row"
      data-tone={mark?.tone}
      title={mark?.words}
      data-cursor={props.cursor === null ? undefined : true}
      style={{ transform: `translateY(${String(props.top)}px)` }}
    >
      {columns.map((column, at) => (
        <div
          key={column.key}
          id={`${props.id}-${String(index)}-${String(at)}`}
          role="gridcell"
          aria-colindex={at + 1}
          className="k-cell"
          data-end={column.end || undefined}
          data-first={at === 0 || undefined}
          data-block={(props.block && at >= props.block.from && at <= props.block.to) || undefined}
          data-here={props.cursor === at || undefined}
          data-pinned={column.pinned === undefined ? undefined : true}
          style={column.pinned === undefined ? undefined : { insetInlineStart: column.pinned }}
          onClick={(event: MouseEvent) => {
            props.onPoint(at, event.shiftKey);
            if (event.shiftKey) return;
            const control = event.target instanceof Element && event.target.closest('a, button, input');
            if (!control && at === 0) props.onOpen(row);
          }}
          onDoubleClick={() => (column.editable && props.renderEditor ? props.onEdit(at) : undefined)}
        >
          {at === 0 && props.onSelect ? (
            <label className="k-cell-tick">
              <input
                type="checkbox"
                className="k-tick"
                tabIndex={-1}
                aria-label={i18n.t('Select {name}', { name: props.rowName(row) })}
                checked={chosen}
                onChange={() => props.onSelect?.(toggled(props.selected, key))}
              />
            </label>
          ) : null}
          {props.editing === at && props.renderEditor
            ? props.renderEditor(row, column, props.onDone)
            : props.renderCell(row, column)}
          {at === 0 && mark ? <span className="k-hidden">{mark.words}</span> : null}
        </div>
      ))}
    </div>
  );
}
