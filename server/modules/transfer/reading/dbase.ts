import { decode, type Encoding, encodingOf } from './encoding.ts';
import { type ImportFile, readWhole } from './import-file.ts';
import { ImportProblem } from './import-problem.ts';
import type { Cell, Row, Table } from './table.ts';

/** Opens a dBase III, IV or FoxPro file with its memo file, if it has one, as a table; deleted rows come marked. */
export async function openDbase(file: ImportFile, memoFile: ImportFile | null): Promise<Table> {
  const bytes = await readWhole(file, LARGEST, 'Save it as CSV.');
  const memo =
    memoFile === null ? null : openMemo(await readWhole(memoFile, LARGEST, 'Save it as CSV.'), bytes[0] ?? 0);
  const fields = listFields(bytes, file.name);
  const length = bytes.readUInt16LE(10);
  const start = bytes.readUInt16LE(8);
  if (length < 1 || start < 33) throw unreadable(file.name);
  const rows = Math.min(bytes.readUInt32LE(4), Math.floor((bytes.length - start) / length));
  const said = LANGUAGES[bytes[29] ?? 0];
  const encoding =
    said ?? encodingOf(memo === null ? bytes.subarray(start) : Buffer.concat([bytes.subarray(start), memo.bytes]));
  const notes = [`encoding ${encoding}${said === undefined ? ' (not named by the file)' : ''}`];
  const shape: Shape = { bytes, fields, start, length, rows, encoding, memo };
  return {
    file: file.name,
    sheet: null,
    numbering: 'shown',
    hidden: false,
    columns: fields.map((field) => field.name),
    notes,
    read: () => readRows(shape),
  };
}

/** Held whole in memory, so the limit is what a small server can spare. */
const LARGEST = 256_000_000;
const BATCH = 500;

const LANGUAGES: Record<number, Encoding> = {
  0x03: 'windows-1252',
  0x57: 'windows-1252',
  0x6a: 'cp737',
  0xc9: 'windows-1251',
  0xca: 'windows-1254',
  0xcb: 'windows-1253',
};

interface Field {
  name: string;
  type: string;
  at: number;
  length: number;
}

interface Shape {
  bytes: Buffer;
  fields: Field[];
  start: number;
  length: number;
  rows: number;
  encoding: Encoding;
  memo: Memo | null;
}

function listFields(bytes: Buffer, name: string): Field[] {
  const fields: Field[] = [];
  const end = bytes.length > 12 ? Math.min(bytes.readUInt16LE(8), bytes.length) : 0;
  let at = 1;
  for (let position = 32; position + 32 <= end && bytes[position] !== 0x0d; position += 32) {
    const length = bytes[position + 16] ?? 0;
    const title = bytes
      .subarray(position, position + 11)
      .toString('latin1')
      .replace(/\0.*$/s, '')
      .trim();
    fields.push({ name: title, type: String.fromCharCode(bytes[position + 11] ?? 67), at, length });
    at += length;
  }
  if (fields.length === 0) throw unreadable(name);
  return fields;
}

function unreadable(name: string): ImportProblem {
  return new ImportProblem('import.file_unreadable', `“${name}” is damaged: its dBase header makes no sense.`);
}

async function* readRows(shape: Shape): AsyncIterable<Row[]> {
  for (let number = 1; number <= shape.rows; number += BATCH) {
    const batch: Row[] = [];
    for (let n = number; n < number + BATCH && n <= shape.rows; n++) {
      const at = shape.start + (n - 1) * shape.length;
      const cells = shape.fields.map((field) => readCell(shape, field, at));
      batch.push({ number: n, cells, ...(shape.bytes[at] === 0x2a ? { deleted: true } : {}) });
    }
    yield batch;
  }
}

function readCell(shape: Shape, field: Field, row: number): Cell {
  const raw = shape.bytes.subarray(row + field.at, row + field.at + field.length);
  if (field.type === 'M' || field.type === 'G') return readMemo(shape, raw);
  if (field.type === 'I' && raw.length === 4) return raw.readInt32LE(0);
  if (field.type === 'B' && raw.length === 8) return raw.readDoubleLE(0);
  const text = decode(raw, shape.encoding).replace(/[\s\0]+$/, '');
  if (field.type === 'D') {
    const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
    return match === null ? null : { kind: 'date', date: `${match[1]}-${match[2]}-${match[3]}`, time: null };
  }
  if (field.type === 'L') return /^[TtYy]/.test(text) ? true : /^[FfNn]/.test(text) ? false : null;
  if (field.type === 'N' || field.type === 'F') return text.includes('*') ? null : text.trim();
  return text;
}

function readMemo(shape: Shape, raw: Buffer): string {
  const block = raw.length === 4 ? raw.readUInt32LE(0) : Number(raw.toString('latin1').trim());
  const bytes = Number.isInteger(block) && block > 0 ? shape.memo?.read(block) : undefined;
  return bytes === undefined
    ? ''
    : decode(bytes, shape.encoding)
        .replace(/\r\n?|\u008d\n/g, '\n')
        .trimEnd();
}

/** The long texts of a dBase file, found by block number. */
interface Memo {
  bytes: Buffer;
  read(block: number): Buffer;
}

/**
 * Understands dBase III (.DBT, ends with 1A), dBase IV (.DBT, length in front) and FoxPro (.FPT) by the table's
 * first byte.
 */
function openMemo(bytes: Buffer, version: number): Memo {
  if (version === 0xf5 || version === 0x30 || version === 0x31 || version === 0x32) return foxPro(bytes);
  return version === 0x8b || version === 0xcb ? four(bytes) : three(bytes);
}

/** No memo is longer; a damaged length does not fill the memory. */
const LONGEST = 1_000_000;

function three(bytes: Buffer): Memo {
  return {
    bytes,
    read: (block) => {
      const start = block * 512;
      const end = bytes.indexOf(0x1a, start);
      return bytes.subarray(start, Math.min(end < 0 ? bytes.length : end, start + LONGEST));
    },
  };
}

function four(bytes: Buffer): Memo {
  const size = bytes.length > 22 ? bytes.readUInt16LE(20) || 512 : 512;
  const old = three(bytes);
  return {
    bytes,
    read: (block) => {
      const start = block * size;
      if (start + 8 > bytes.length) return Buffer.alloc(0);
      if (bytes.readUInt32LE(start) !== 0x0008ffff) return old.read(block);
      const length = Math.min(bytes.readUInt32LE(start + 4), LONGEST);
      return bytes.subarray(start + 8, start + Math.max(8, length));
    },
  };
}

function foxPro(bytes: Buffer): Memo {
  const size = bytes.length > 8 ? bytes.readUInt16BE(6) || 64 : 64;
  return {
    bytes,
    read: (block) => {
      const start = block * size;
      if (start + 8 > bytes.length) return Buffer.alloc(0);
      return bytes.subarray(start + 8, start + 8 + Math.min(bytes.readUInt32BE(start + 4), LONGEST));
    },
  };
}
