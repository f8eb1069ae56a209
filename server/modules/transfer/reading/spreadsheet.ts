import { Worker } from 'node:worker_threads';
import { type ImportFile, readWhole } from './import-file.ts';
import { ImportProblem } from './import-problem.ts';
import type { SheetRows, SheetTask } from './spreadsheet-worker.ts';
import type { Row, Table } from './table.ts';

/** Opens every sheet of an XLSX, XLS or ODS workbook, read in a worker with a limit on memory and time. */
export async function openSpreadsheet(file: ImportFile): Promise<Table[]> {
  const bytes = await readWhole(file, LARGEST, ADVICE);
  if (bytes[0] === 0x50) refuseBomb(bytes, file.name);
  const sheets = await readInWorker({ bytes, mostRows: MOST_ROWS }, file.name);
  return sheets.map((sheet) => {
    if ((sheet.rows.at(-1)?.number ?? 0) > MOST_ROWS && sheet.rows.length >= MOST_ROWS) {
      throw new ImportProblem(
        'import.too_many_rows',
        `Sheet “${sheet.name}” has more than ${MOST_ROWS} rows. ${ADVICE}`,
      );
    }
    return toTable(file.name, sheet);
  });
}

/** A workbook of 20 MB takes about 400 MB to read; CSV streams at any size. */
const LARGEST = 20_000_000;
const MOST_ROWS = 200_000;
const MEMORY_MB = 400;
const LONGEST_MS = 60_000;
const ADVICE = 'Save the sheet as CSV and bring in that file: CSV has no limit.';
const BATCH = 500;

function toTable(file: string, sheet: SheetRows): Table {
  return {
    file,
    sheet: sheet.name,
    numbering: 'shown',
    hidden: sheet.hidden,
    columns: null,
    notes: sheet.notes,
    read: async function* (): AsyncIterable<Row[]> {
      for (let at = 0; at < sheet.rows.length; at += BATCH) yield sheet.rows.slice(at, at + BATCH);
    },
  };
}

function readInWorker(task: SheetTask, name: string): Promise<SheetRows[]> {
  return new Promise((resolve, reject) => {
    const sheets: SheetRows[] = [];
    const worker = new Worker(new URL('./spreadsheet-worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      stdout: true,
      stderr: true,
    });
    const end = (problem: ImportProblem | null) => {
      clearTimeout(clock);
      void worker.terminate();
      if (problem === null) resolve(sheets);
      else reject(problem);
    };
    const damaged = () =>
      new ImportProblem('import.file_unreadable', `“${name}” is no workbook that can be read. ${ADVICE}`);
    const large = () =>
      new ImportProblem('import.file_too_large', `“${name}” needs too much memory or time to be read. ${ADVICE}`);
    const clock = setTimeout(() => end(large()), LONGEST_MS);
    worker.on('message', (message: SheetRows | 'done') => (message === 'done' ? end(null) : void sheets.push(message)));
    worker.on('error', (error: Error & { code?: string }) =>
      end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? large() : damaged()),
    );
    worker.on('exit', (code) => (code === 0 ? undefined : end(damaged())));
  });
}

/** What a part of a workbook may unpack to; sheets of people shrink to a tenth, bombs to a thousandth. */
const UNPACKED = 300_000_000;
const RATIO = 100;
const MOST_PARTS = 2_000;

/** Reads the directory of the zip file, so that nothing is unpacked that would not fit. */
function refuseBomb(bytes: Buffer, name: string): void {
  const refuse = (why: string) => new ImportProblem('import.file_unreadable', `“${name}” ${why}.`);
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) throw refuse('is damaged or cut off: it has no end');
  const parts = bytes.readUInt16LE(end + 10);
  if (parts > MOST_PARTS) throw refuse('holds thousands of parts: it is no workbook');
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  let workbook = false;
  for (let n = 0; n < parts && at + 46 <= bytes.length; n++) {
    const packed = bytes.readUInt32LE(at + 20);
    const unpacked = bytes.readUInt32LE(at + 24);
    const length = bytes.readUInt16LE(at + 28);
    const part = bytes.subarray(at + 46, at + 46 + length).toString('latin1');
    workbook ||= /^(?:xl\/workbook\.|content\.xml$|\[Content_Types\])/.test(part);
    total += unpacked;
    if (unpacked > 10_000_000 && unpacked > packed * RATIO)
      throw refuse('unpacks to far more than it is: it is refused');
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (total > UNPACKED) throw refuse(`unpacks to ${Math.round(total / 1e6)} MB. ${ADVICE}`);
  if (!workbook)
    throw new ImportProblem('import.format_unknown', `“${name}” is an archive and no workbook. Unpack it first.`);
}
