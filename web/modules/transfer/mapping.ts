import type { Column, Import, Table } from './import-api.ts';

/** Below this the program is guessing and says so. */
const SURE = 0.8;

export type ColumnState = 'problem' | 'unsure' | 'left_out' | 'fine';

/** How a column stands: values that do not fit, a guess, left out, or fine. */
export function columnState(column: Column): ColumnState {
  if (column.field === null) return column.create ? 'fine' : 'left_out';
  if (column.samples.some((sample) => sample.problem)) return 'problem';
  return column.confidence < SURE ? 'unsure' : 'fine';
}

const ORDER: ColumnState[] = ['problem', 'unsure', 'fine', 'left_out'];

/** Columns with what needs a look first; otherwise as in the file. */
export const problemsFirst = (columns: Column[]): Column[] =>
  columns.toSorted((a, b) => ORDER.indexOf(columnState(a)) - ORDER.indexOf(columnState(b)) || a.index - b.index);

/** How many columns still need a look in a whole import. */
export const openQuestions = (mapping: Import['mapping']): number =>
  (mapping?.tables ?? [])
    .flatMap((table) => table.columns)
    .filter((column) => ['problem', 'unsure'].includes(columnState(column))).length;

/** The same mapping with one column pointed elsewhere; a person's choice is certain. */
export function withColumn(
  mapping: NonNullable<Import['mapping']>,
  table: Table,
  { index, ...change }: Partial<Column> & { index: number },
): NonNullable<Import['mapping']> {
  const changed = {
    ...table,
    columns: table.columns.map((column) => (column.index === index ? { ...column, ...change, confidence: 1 } : column)),
  };
  return { tables: mapping.tables.map((one) => (one === table ? changed : one)) };
}
