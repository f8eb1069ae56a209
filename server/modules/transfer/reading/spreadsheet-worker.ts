import { parentPort, workerData } from 'node:worker_threads';
import * as XLSX from '@e965/xlsx';
import { dateOfSerial, timeOfShare } from '#shared/partial-date';
import type { Cell, Row } from './table.ts';

/** One sheet as the worker sends it. */
export interface SheetRows {
  name: string;
  hidden: boolean;
  notes: string[];
  rows: Row[];
}

/** What the worker was given: the bytes of a workbook and how many rows a sheet may have. */
export interface SheetTask {
  bytes: Uint8Array;
  mostRows: number;
}

function readWorkbook({ bytes, mostRows }: SheetTask): SheetRows[] {
  const book = XLSX.read(bytes, {
    type: 'buffer',
    dense: true,
    cellNF: true,
    cellStyles: true,
    UTC: true,
    sheetRows: mostRows + 1,
  });
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.map((name, i) => {
    const sheet = book.Sheets[name] as XLSX.DenseWorkSheet;
    const hidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0;
    // 1900 is what everybody's sheets count from.
    const notes = [...(from1904 ? ['dates count from 1904'] : []), ...hiddenColumns(sheet)];
    return { name, hidden, notes, rows: readSheet(sheet, from1904) };
  });
}

function hiddenColumns(sheet: XLSX.DenseWorkSheet): string[] {
  const columns = (sheet['!cols'] ?? []).flatMap((column: XLSX.ColInfo | undefined, i: number) =>
    column?.hidden ? [XLSX.utils.encode_col(i)] : [],
  );
  return columns.length === 0 ? [] : [`hidden columns ${columns.join(', ')}`];
}

function readSheet(sheet: XLSX.DenseWorkSheet, from1904: boolean): Row[] {
  const rows = new Map<number, Row>();
  const lines = sheet['!data'] ?? [];
  for (const key of Object.keys(lines)) {
    const index = Number(key);
    const line = lines[index];
    if (line === undefined) continue;
    const row: Row = { number: index + 1, cells: [] };
    for (const column of Object.keys(line)) {
      const cell = line[Number(column)];
      if (cell === undefined || Number(column) > WIDEST) continue;
      row.cells[Number(column)] = readCell(cell, from1904);
      for (const comment of cell.c ?? []) if (comment.t) (row.comments ??= []).push(comment.t.trim());
    }
    for (let i = 0; i < row.cells.length; i++) row.cells[i] ??= null;
    if (sheet['!rows']?.[index]?.hidden) row.hidden = true;
    rows.set(index, row);
  }
  spreadMerges(sheet, rows);
  return [...rows.values()].sort((a, b) => a.number - b.number);
}

/** Beyond the widest sheet that a person fills by hand; a far cell must not make a million empty ones. */
const WIDEST = 1_000;

function spreadMerges(sheet: XLSX.DenseWorkSheet, rows: Map<number, Row>): void {
  for (const { s: start, e: end } of (sheet['!merges'] ?? []).slice(0, 100_000)) {
    const first = rows.get(start.r);
    const value = first?.cells[start.c] ?? null;
    if (first !== undefined && start.r === end.r && end.c > start.c) first.span = end.c - start.c + 1;
    if (value === null || end.r - start.r > 10_000) continue;
    for (let index = start.r + 1; index <= end.r; index++) {
      const row = rows.get(index);
      if (row === undefined) continue;
      (row.merged ??= new Map()).set(start.c, value);
    }
  }
}

function readCell(cell: XLSX.CellObject, from1904: boolean): Cell {
  const { t: type, v: value } = cell;
  if (value === undefined || type === 'z') return null;
  if (type === 'e') return { kind: 'error', text: cell.w ?? '#VALUE!' };
  if (value instanceof Date) return readInstant(value.getTime());
  if (type === 'n' && typeof value === 'number') return readNumber(value, String(cell.z ?? ''), from1904);
  if (typeof value === 'boolean') return value;
  const target = cell.l?.Target;
  const text = String(value);
  return target !== undefined && target !== '' ? { kind: 'link', text, target } : text;
}

function readNumber(value: number, format: string, from1904: boolean): Cell {
  if (format !== '' && format !== 'General' && XLSX.SSF.is_date(format)) {
    if (value < 0 || value > 2_958_466) return value;
    const plain = format.replace(/"[^"]*"|\[(?!h|m|s)[^\]]*\]|\\./gi, '');
    if (value < 1 || !/[dy]/i.test(plain)) return { kind: 'time', time: timeOfShare(value) };
    const share = value - Math.floor(value);
    return { kind: 'date', date: dateOfSerial(value, from1904), time: share < 1e-6 ? null : timeOfShare(value) };
  }
  const currency = CURRENCIES.find(([sign]) => sign.test(format))?.[1];
  if (currency !== undefined) return `${value.toFixed(2)} ${currency}`;
  return format.includes('%') ? `${Math.round(value * 10_000) / 100}%` : value;
}

/** A sign in the number's format is part of what the person sees. */
const CURRENCIES: [RegExp, string][] = [
  [/€|\bEUR\b/, 'EUR'],
  [/£|\bGBP\b/, 'GBP'],
  [/\[\$\$-|\[\$USD|^"?\$"?#|\bUSD\b/, 'USD'],
  [/\bCHF\b/, 'CHF'],
];

function readInstant(milliseconds: number): Cell {
  const text = new Date(Math.round(milliseconds / 60_000) * 60_000).toISOString();
  if (text.startsWith('1899-1')) return { kind: 'time', time: text.slice(11, 16) };
  return { kind: 'date', date: text.slice(0, 10), time: text.slice(11, 16) === '00:00' ? null : text.slice(11, 16) };
}

if (parentPort !== null) {
  const task = workerData as SheetTask;
  const send = parentPort.postMessage.bind(parentPort);
  for (const sheet of readWorkbook(task)) send(sheet);
  send('done');
}
