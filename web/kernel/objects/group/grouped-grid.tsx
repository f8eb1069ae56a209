import { useEffect } from 'react';
import type { RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { ProblemNote, SkeletonRows } from '#web/kernel/ui';
import { chosenTotals } from '../list/grid-foot.tsx';
import { RecordGrid, type RecordGridProps } from '../list/record-grid.tsx';
import { findField } from '../model/model.ts';
import { gridBand } from './group-band.tsx';
import type { GroupBy } from './group-by.ts';
import { useGrouped } from './use-grouped.ts';

type GroupedGridProps = Omit<RecordGridProps, 'rows' | 'groups' | 'onEnd' | 'rowsUpTo'> & {
  by: GroupBy;
  open: string[] | undefined;
  onOpen: (keys: string[]) => void;
  /** Hears which records are loaded. */
  onRows: (rows: RecordRow[]) => void;
};

/** The table with its rows in groups. */
export default function GroupedGrid(props: GroupedGridProps) {
  const { object, shape, by, onRows } = props;
  const fields = shape.columns.flatMap((key) => findField(object, key) ?? []);
  const fns = chosenTotals(fields, props.arrangement.layout.totals ?? {}, props.total);
  const { filter, sort, colours } = shape;
  const grouped = useGrouped(object, { ...props, filter, sort, colours, totals: fns });
  const { lines, lineKeys, rows, bands } = grouped;
  useEffect(() => onRows(rows), [rows, onRows]);
  const bandOf = (row: RecordRow) => {
    const band = bands.get(row.id);
    return band ? gridBand(by, band, { fields, fns }) : null;
  };
  if (grouped.problem) return <ProblemNote problem={grouped.problem} />;
  if (!lines) return <SkeletonRows />;
  return (
    <>
      {grouped.cut ? (
        <p className="k-group-cut" role="status">
          {i18n.t('There are more groups than these: narrow them by a filter.')}
        </p>
      ) : null}
      <RecordGrid
        {...props}
        rows={lines}
        groups={{ term: by.term, bandOf, lineKeys }}
        onEnd={() => undefined}
        rowsUpTo={() => Promise.resolve([])}
      />
    </>
  );
}
