import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { fileInMemory } from './import-file.ts';
import { ImportProblem } from './import-problem.ts';
import { openSpreadsheet } from './spreadsheet.ts';
import type { Row } from './table.ts';

function workbook(rows: unknown[][], from1904 = false): Buffer {
  const book = XLSX.utils.book_new();
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  for (const [address, cell] of Object.entries(sheet)) {
    if (/^B\d/.test(address) && typeof (cell as XLSX.CellObject).v === 'number')
      (cell as XLSX.CellObject).z = 'dd/mm/yyyy';
  }
  XLSX.utils.book_append_sheet(book, sheet, 'People');
  book.Workbook = { WBProps: { date1904: from1904 } };
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

async function firstSheet(bytes: Buffer): Promise<Row[]> {
  const [table] = await openSpreadsheet(fileInMemory('book.xlsx', bytes));
  const rows: Row[] = [];
  if (table !== undefined) for await (const batch of table.read()) rows.push(...batch);
  return rows;
}

test('dates are days, counted from 1900 or 1904 as the workbook says', async () => {
  const day = { kind: 'date', date: '2007-12-11', time: null };
  assert.deepEqual((await firstSheet(workbook([['Anna', 39_427]])))[0]?.cells, ['Anna', day]);
  assert.deepEqual((await firstSheet(workbook([['Anna', 39_427 - 1462]], true)))[0]?.cells, ['Anna', day]);
});

test('what is no workbook is refused in a plain sentence', async () => {
  const broken = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(500, 7)]);
  await assert.rejects(firstSheet(broken), (error) => error instanceof ImportProblem && /damaged/.test(error.message));
  await assert.rejects(
    firstSheet(Buffer.alloc(20_000_001)),
    (error) => error instanceof ImportProblem && /CSV/.test(error.message),
  );
});
