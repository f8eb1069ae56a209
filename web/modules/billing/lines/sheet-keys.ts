import type { ClipboardEvent, KeyboardEvent } from 'react';
import { readTabs } from '#web/kernel/objects';
import { readBlock } from './read-block.ts';
import type { Sheet } from './sheet.ts';
import { isBlank, newLine, type SheetLine } from './sheet-lines.ts';
import { moveLine, removeLine } from './sheet-tools.ts';

type Cell = { box: HTMLElement; line: string; column: string; list: HTMLElement };

function cellOf(target: EventTarget): Cell | null {
  const box = (target as HTMLElement).closest<HTMLElement>('[data-column]');
  const row = box?.closest<HTMLElement>('[data-line]');
  const list = row?.closest<HTMLElement>('[data-sheet]');
  return box && row && list ? { box, line: row.dataset['line']!, column: box.dataset['column']!, list } : null;
}

/** Puts the focus into a cell once it is on the page. */
function focusCell(list: HTMLElement, line: string, column: string): void {
  requestAnimationFrame(() => {
    const row = list.querySelector(`[data-line="${line}"]`);
    const box = row?.querySelector<HTMLElement>(`[data-column="${column}"]`) ?? row?.querySelector('[data-column]');
    (box as HTMLElement | null)?.focus();
  });
}

/** Adds a line behind another, or at the end, and goes there. */
export function addLine(
  sheet: Sheet,
  list: HTMLElement | null,
  more: { kind?: SheetLine['kind']; behind?: string } = {},
) {
  const { kind = 'item', behind } = more;
  const line = newLine(kind === 'item' ? {} : { kind, given: ['kind'] });
  sheet.change((lines) => {
    const at = lines.findIndex(({ key }) => key === behind);
    return at < 0 ? [...lines, line] : lines.toSpliced(at + 1, 0, line);
  });
  if (list) focusCell(list, line.key, 'name');
  return line.key;
}

/** Keys of the sheet: Enter and the arrows go on, Alt and an arrow moves the line, Ctrl or Cmd and Backspace takes it
 * out. The last line is followed by a new one. */
export function onSheetKey(event: KeyboardEvent<HTMLElement>, sheet: Sheet): void {
  const cell = cellOf(event.target);
  if (!cell || event.defaultPrevented) {
    // Whoever took a product goes on to how many.
    if (cell && event.key === 'Enter') focusCell(cell.list, cell.line, 'quantity');
    return;
  }
  const { key, altKey, shiftKey } = event;
  const upDown = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  const take = (run: () => void): void => {
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  if (altKey && upDown !== 0)
    return take(() => {
      moveLine(sheet, cell.line, upDown);
      focusCell(cell.list, cell.line, cell.column);
    });
  if ((event.ctrlKey || event.metaKey) && key === 'Backspace') return take(() => leaveAndRemove(sheet, cell));
  if (altKey || event.ctrlKey || event.metaKey) return;
  if (key === 'Enter') return take(() => goOn(sheet, cell, shiftKey ? -1 : 1));
  if (upDown !== 0 && cell.box.tagName !== 'SELECT') return take(() => toLine(sheet, cell, upDown));
  if (key === 'ArrowLeft' || key === 'ArrowRight') sideways(event, cell);
  if (key === 'Tab' && !shiftKey && isLast(sheet, cell) && cell.column === lastColumn(cell))
    take(() => void addLine(sheet, cell.list));
}

const isLast = (sheet: Sheet, cell: Cell): boolean => sheet.get().lines.at(-1)?.key === cell.line;

const columnsOf = (cell: Cell): HTMLElement[] =>
  [...cell.box.closest('[data-line]')!.querySelectorAll<HTMLElement>('[data-column]')].filter(
    (one) => one.offsetParent !== null,
  );
const lastColumn = (cell: Cell): string | undefined => columnsOf(cell).at(-1)?.dataset['column'];

/** Enter on the last line begins another, unless nothing is on it yet. */
function goOn(sheet: Sheet, cell: Cell, by: -1 | 1): void {
  const line = sheet.get().lines.find(({ key }) => key === cell.line);
  if (by === 1 && isLast(sheet, cell)) {
    if (line && !isBlank(line)) addLine(sheet, cell.list);
  } else toLine(sheet, cell, by);
}

function toLine(sheet: Sheet, cell: Cell, by: -1 | 1): void {
  const { lines } = sheet.get();
  const next = lines[lines.findIndex(({ key }) => key === cell.line) + by];
  if (next) focusCell(cell.list, next.key, cell.column);
}

function leaveAndRemove(sheet: Sheet, cell: Cell): void {
  const { lines } = sheet.get();
  const at = lines.findIndex(({ key }) => key === cell.line);
  const next = lines[at + 1] ?? lines[at - 1];
  removeLine(sheet, cell.line);
  if (next) focusCell(cell.list, next.key, cell.column);
}

/** From the edge of a text the arrows go to the cell beside it. */
function sideways(event: KeyboardEvent, cell: Cell): void {
  const { box } = cell;
  const by = event.key === 'ArrowLeft' ? -1 : 1;
  if (box instanceof HTMLInputElement && box.type === 'text') {
    const whole = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    const edge = by === -1 ? box.selectionEnd === 0 : box.selectionStart === box.value.length;
    if (!edge && !whole) return;
  }
  if (box.tagName === 'SELECT') return;
  const columns = columnsOf(cell);
  const next = columns[columns.indexOf(box) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** A block from a spreadsheet becomes lines behind the one that it is pasted on. */
export function onSheetPaste(event: ClipboardEvent<HTMLElement>, sheet: Sheet): void {
  const cell = cellOf(event.target);
  const lines = cell?.column === 'name' ? readBlock(readTabs(event.clipboardData.getData('text/plain'))) : null;
  if (!cell || !lines || lines.length === 0) return;
  event.preventDefault();
  sheet.change((before) => {
    const at = before.findIndex(({ key }) => key === cell.line);
    const onto = before[at];
    return before.toSpliced(onto && isBlank(onto) ? at : at + 1, onto && isBlank(onto) ? 1 : 0, ...lines);
  });
  focusCell(cell.list, lines.at(-1)!.key, 'name');
}
