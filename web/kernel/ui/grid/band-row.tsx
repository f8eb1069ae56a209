import type { GridBand, GridColumn } from './grid-types.ts';

type BandRowProps = {
  band: GridBand;
  columns: GridColumn[];
  id: string;
  index: number;
  top: number;
  /** The column of the cursor, where it stands on this line. */
  cursor: number | null;
  onPoint: (column: number, grow: boolean) => void;
};

/** A line of the grid that is no row: its cells stand under the columns, a press anywhere opens or closes it. */
export function BandRow({ band, columns, id, index, top, cursor, onPoint }: BandRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="k-grid-row k-band"
      data-cursor={cursor === null ? undefined : true}
      style={{ transform: `translateY(${String(top)}px)` }}
    >
      {columns.map((column, at) => (
        <div
          key={column.key}
          id={`${id}-${String(index)}-${String(at)}`}
          role="gridcell"
          aria-colindex={at + 1}
          className="k-cell"
          data-end={column.end || undefined}
          data-first={at === 0 || undefined}
          data-here={cursor === at || undefined}
          data-pinned={column.pinned === undefined ? undefined : true}
          style={column.pinned === undefined ? undefined : { insetInlineStart: column.pinned }}
          onClick={(event) => {
            onPoint(at, false);
            // A button within does it by itself, also for those who press it without a mouse.
            if (!(event.target instanceof Element && event.target.closest('button'))) band.onToggle?.();
          }}
        >
          {band.render(column, at)}
        </div>
      ))}
    </div>
  );
}
