import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { tellRefusal } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, DataGrid, ProblemNote, SkeletonLines, usePhone, type GridColumn } from '#web/kernel/ui';
import {
  correctImport,
  listRejects,
  rejectsAddress,
  type Import,
  type Reject,
  type RejectTable,
} from '../import-api.ts';
import { mendedRows, placeOf, type Edits } from '../mending.ts';

type GridProps = { one: Import; onChanged: () => void };

/** Rows that were kept aside, with why: mended here and taken in as part of the same import. */
export function RejectGrid({ one, onChanged }: GridProps) {
  const pages = useInfiniteQuery({
    queryKey: ['import-rejects', one.id, one.rejected],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => listRejects(one.id, pageParam),
    getNextPageParam: (last) => last.next_after,
  });
  const [edits, setEdits] = useState<Edits>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const rows = pages.data?.pages.flatMap((page) => page.data) ?? [];
  const tables = Object.values(
    Object.fromEntries(
      (pages.data?.pages ?? []).flatMap((page) => page.tables).map((table) => [placeOf(table), table]),
    ),
  );
  const mended = mendedRows(rows, edits);
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await correctImport(one.id, mended);
      setEdits({});
      onChanged();
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  const loose = rows.filter((row) => !tables.some((table) => placeOf(table) === placeOf(row)));
  return (
    <section className="k-card k-rejects-card" aria-label={i18n.t('Kept aside')}>
      <h2 className="k-heading">{i18n.t('Kept aside')}</h2>
      <p>
        {i18n.t(
          '{count, plural, one {# row was} other {# rows were}} kept aside. Write what is missing into its cells; ' +
            'what you mended comes in as part of this import.',
          { count: one.rejected ?? 0 },
        )}
      </p>
      <ProblemNote problem={pages.error ?? problem} />
      {pages.isPending ? <SkeletonLines count={4} /> : null}
      {tables.map((table) => (
        <MendingGrid
          key={placeOf(table)}
          table={table}
          rows={rows.filter((row) => placeOf(row) === placeOf(table))}
          edits={edits}
          onEdits={one.state === 'done' ? setEdits : null}
          onEnd={() => (pages.hasNextPage && !pages.isFetchingNextPage ? void pages.fetchNextPage() : undefined)}
        />
      ))}
      <LooseRows rows={loose} />
      <div className="k-mending-foot">
        {one.state === 'done' && tables.length > 0 ? (
          <Button look="primary" busy={busy} disabled={mended.length === 0} onClick={() => void send()}>
            {i18n.t('{count, plural, =0 {Import mended rows} one {Import # mended row} other {Import # mended rows}}', {
              count: mended.length,
            })}
          </Button>
        ) : null}
        <a className="k-button k-button-plain" href={rejectsAddress(one.id)}>
          {i18n.t('Download the rows kept aside')}
        </a>
      </div>
    </section>
  );
}

/** Cards, mails and entries have no cells to mend. */
function LooseRows({ rows }: { rows: Reject[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className="k-rejects">
      {rows.map((row) => (
        <li key={`${placeOf(row)} ${String(row.row)}`}>
          <span className="k-num k-muted">{i18n.t('{file}, row {row}', { file: row.file, row: row.row })}</span>{' '}
          {tellRefusal(row.reason)}
        </li>
      ))}
    </ul>
  );
}

type MendingProps = {
  table: RejectTable;
  rows: Reject[];
  edits: Edits;
  onEdits: ((edits: Edits) => void) | null;
  onEnd: () => void;
};

const ROW = 36;
// On a phone the reason takes three lines.
const PHONE_ROW = 72;
const HEAD = 40;
const MOST_ROWS = 10; // more scroll within the grid
const WHY = 'why';

function MendingGrid({ table, rows, edits, onEdits, onEnd }: MendingProps) {
  const phone = usePhone();
  const height = phone ? PHONE_ROW : ROW;
  const name = [table.file, table.sheet].filter(Boolean).join(' · ');
  const keyOf = (row: Reject): string => `${placeOf(row)} ${String(row.row)}`;
  const textOf = (row: Reject, column: string): string =>
    edits[keyOf(row)]?.cells[column] ?? row.cells[Number(column)] ?? '';
  const columns: GridColumn[] = [
    { key: WHY, label: i18n.t('Row and reason'), width: phone ? 200 : 440 },
    ...table.columns
      .filter(({ index, header }) => header !== '' || rows.some((row) => row.cells[index]))
      .map(({ index, header }) => ({
        key: String(index),
        label: header || i18n.t('Column {number}', { number: index + 1 }),
        width: 160,
        editable: onEdits !== null,
      })),
  ];
  const write = (row: Reject, column: string, text: string): void => {
    const { file, sheet } = table;
    const cells = { ...edits[keyOf(row)]?.cells, [column]: text };
    onEdits?.({ ...edits, [keyOf(row)]: { file, sheet, row: row.row, cells } });
  };
  return (
    <div className="k-mending" style={{ maxHeight: HEAD + MOST_ROWS * height }}>
      <DataGrid
        label={i18n.t('Rows kept aside of {name}', { name })}
        columns={columns}
        rows={rows}
        rowHeight={height}
        rowKey={keyOf}
        rowName={(row) => String(row.row)}
        enterEdits
        onOpen={() => undefined}
        onEnd={onEnd}
        renderCell={(row, column) =>
          column.key === WHY ? (
            <span className="k-why" title={tellRefusal(row.reason)}>
              <span className="k-num">{row.row}</span> <span className="k-muted">{tellRefusal(row.reason)}</span>
            </span>
          ) : (
            <span className="k-cut" data-mended={edits[keyOf(row)]?.cells[column.key] !== undefined || undefined}>
              {textOf(row, column.key)}
            </span>
          )
        }
        renderEditor={(row, column, done) => (
          <CellInput
            label={`${column.label}, ${String(row.row)}`}
            text={textOf(row, column.key)}
            onDone={(text) => {
              if (text !== null) write(row, column.key, text);
              done();
            }}
          />
        )}
      />
    </div>
  );
}

/** One cell as text: Enter or leaving keeps it, Escape leaves it as it was. */
function CellInput({ label, text, onDone }: { label: string; text: string; onDone: (text: string | null) => void }) {
  const [value, setValue] = useState(text);
  const [left, setLeft] = useState(false);
  const finish = (keep: boolean): void => {
    if (left) return;
    setLeft(true);
    onDone(keep && value !== text ? value : null);
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') finish(true);
    if (event.key === 'Escape') finish(false);
  };
  return (
    <input
      className="k-input k-cell-input"
      aria-label={label}
      autoFocus
      value={value}
      onChange={(event) => setValue(event.target.value)}
      onKeyDown={onKey}
      onBlur={() => finish(true)}
    />
  );
}
