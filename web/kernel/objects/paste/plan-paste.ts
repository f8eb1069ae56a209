import type { BatchOperation, Field, ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { wireValues } from '../forms/form-fields.ts';
import { isEditable } from '../model/model.ts';
import { copyText, type Reader } from './copy-cell.ts';
import { readCell, type Known } from './read-cell.ts';

/** One pasted cell: what stands there, what would, or why it fits not. */
export type PlannedCell = { field: Field; before: unknown; after: unknown; text: string; why: string | null };
/** One pasted row: a record that is there, or null for a new one; `why` tells what is wrong with a new one. */
export type PlannedRow = { row: RecordRow | null; cells: PlannedCell[]; why: string | null };
/** What is pasted where: the fields of the columns and the rows from the focused cell on. */
export type Pasted = { object: ObjectType; fields: Field[]; rows: RecordRow[]; block: string[][] };

/** Works out what a pasted block would change, cell by cell; nothing is written. */
export async function planPaste(
  { object, fields, rows, block }: Pasted,
  known: Known,
  reader: Reader,
): Promise<PlannedRow[]> {
  const planned: PlannedRow[] = [];
  for (const [at, texts] of block.entries()) {
    const row = rows[at] ?? null;
    const cells: PlannedCell[] = [];
    for (const [place, text] of texts.entries()) {
      const field = fields[place];
      if (field) cells.push(await planCell(text, { field, before: row?.[field.key] ?? null, known, reader }));
    }
    planned.push({ row, cells, why: row ? null : whyNot(object, cells) });
  }
  return planned;
}

type Place = { field: Field; before: unknown; known: Known; reader: Reader };

async function planCell(text: string, place: Place): Promise<PlannedCell> {
  const { field, before, reader } = place;
  const cell = { field, before, text, after: before, why: null };
  if (text.trim() === copyText(field, before, reader)) return cell;
  if (!isEditable(field)) return { ...cell, why: i18n.t('cannot be written here') };
  const read = await readCell(text, place);
  return 'refused' in read ? { ...cell, why: read.refused } : { ...cell, after: read.value };
}

function whyNot(object: ObjectType, cells: PlannedCell[]): string | null {
  const title = cells.find((cell) => cell.field.key === object.title);
  return title && title.why === null && title.text.trim() ? null : i18n.t('A new record needs a name.');
}

/** Whether a cell would be written. */
export const changes = ({ before, after, why }: PlannedCell): boolean => why === null && after !== before;

/** The rows that would be written, with new ones if they are wanted. */
export const rowsToWrite = (planned: PlannedRow[], withNew: boolean): PlannedRow[] =>
  planned.filter(({ row, cells, why }) => (row ? cells.some(changes) : withNew && why === null));

/** The writes of a paste, in the order of its rows. */
export const operationsOf = (rows: PlannedRow[]): BatchOperation[] =>
  rows.map(({ row, cells }) => {
    const written = cells.filter((cell) => changes(cell) && (row || cell.after !== null));
    const values = wireValues(Object.fromEntries(written.map((cell) => [cell.field.key, cell.after])));
    return row ? { op: 'update', id: row.id, values } : { op: 'create', values };
  });
