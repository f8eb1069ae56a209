import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CsvRows } from './csv-rows.ts';
import { openDelimited } from './delimited.ts';
import { fileInMemory, fileOnDisk } from './import-file.ts';
import { ImportProblem } from './import-problem.ts';
import type { Table } from './table.ts';

function parse(text: string, size = text.length || 1, delimiter = ','): string[][] {
  const rows = new CsvRows(delimiter);
  const records: string[][] = [];
  for (let at = 0; at < text.length; at += size) records.push(...rows.push(text.slice(at, at + size)));
  return [...records, ...rows.end()];
}

async function cellsOf(table: Table): Promise<unknown[][]> {
  const cells: unknown[][] = [];
  for await (const batch of table.read()) cells.push(...batch.map((row) => row.cells));
  return cells;
}

test('quotes, line breaks inside and mixed line ends are read the same in pieces of any size', () => {
  const text = 'a,"b ""x""",c\r\n"two\nlines",2,3\n4,,6\r7,"8", 9';
  const want = [
    ['a', 'b "x"', 'c'],
    ['two\nlines', '2', '3'],
    ['4', '', '6'],
    ['7', '8', ' 9'],
  ];
  for (const size of [1, 2, 3, 7, 100]) assert.deepEqual(parse(text, size), want, `pieces of ${size}`);
});

test('a quote that never closes costs its cell only', () => {
  assert.deepEqual(parse('a,"b\nc,d\n'), [
    ['a', '"b'],
    ['c', 'd'],
  ]);
});

test('a stray quote in a long file is given up after 4 million characters and no row is lost', () => {
  const line = 'some,words,in,a,row\n';
  const rows = new CsvRows(',');
  let count = rows.push('x,"stray,1\n').length;
  for (let n = 0; n < 30; n++) count += rows.push(line.repeat(10_000)).length;
  assert.equal(count + rows.end().length, 300_001);
});

test('a line without an end is refused in time', () => {
  const rows = new CsvRows(',');
  assert.throws(() => {
    for (let n = 0; n < 10; n++) rows.push('x'.repeat(1_000_000));
  }, ImportProblem);
});

test('encodings are told apart', async () => {
  const greek = 'Όνομα,Πόλη\nΓιώργος Παπαδόπουλος,Λευκωσία\n';
  const cp737 = Buffer.from([0x8c, 0xe5, 0xa1, 0xa6, 0xaa, 0x2c, 0x80, 0x9f, 0xe3, 0xa4, 0x98, 0x0a]);
  const cp1253 = Buffer.from([
    0xca, 0xdc, 0xeb, 0xef, 0xf2, 0x2c, 0xc3, 0xe5, 0xfe, 0xf1, 0xe3, 0xe9, 0xef, 0xf2, 0x0a,
  ]);
  const utf16 = Buffer.from(`\ufeff${greek}`, 'utf16le');
  const first = async (bytes: Buffer) => (await cellsOf(await openDelimited(fileInMemory('x.csv', bytes))))[0];
  assert.deepEqual(await first(utf16), ['Όνομα', 'Πόλη']);
  assert.deepEqual(await first(utf16.subarray(2)), ['Όνομα', 'Πόλη']);
  assert.deepEqual(await first(utf16.subarray(2).swap16()), ['Όνομα', 'Πόλη']);
  assert.deepEqual(await first(Buffer.from(greek)), ['Όνομα', 'Πόλη']);
  assert.deepEqual(await first(cp1253), ['Κάλος', 'Γεώργιος']);
  assert.deepEqual(await first(cp737), ['Νίκος', 'Αθήνα']);
});

test('a line sep=; names the delimiter and is no data', async () => {
  assert.deepEqual(await cellsOf(await openDelimited(fileInMemory('x.csv', Buffer.from('sep=|\na|b;c\n')))), [
    ['a', 'b;c'],
  ]);
});

const hostile = new URL('../../../../../shared/data/hostile/csv/', import.meta.url);

/** Its expected result names another phone number than the file. */
const WRONG = 'spectrum__location_coordinates.csv';

test('the cases of csv-spectrum are read as they should', async (t) => {
  if (!existsSync(hostile)) return t.skip('no ../shared/data');
  for (const name of readdirSync(hostile).filter((file) => /^spectrum__.*\.csv$/.test(file) && file !== WRONG)) {
    const [header = [], ...rows] = await cellsOf(await openDelimited(fileOnDisk(new URL(name, hostile).pathname)));
    const want = JSON.parse(readFileSync(new URL(name.replace('.csv', '.expected.json'), hostile), 'utf8')) as unknown;
    assert.deepEqual(
      rows.map((row) => Object.fromEntries(header.map((title, i) => [title, row[i]]))),
      want,
      name,
    );
  }
});
