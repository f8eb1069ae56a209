import { type ImportFile, readStart } from './import-file.ts';
import { ImportProblem } from './import-problem.ts';

/** The formats that can be brought in. `memo` files belong to a dBase file and are read with it. */
export type Format = 'delimited' | 'spreadsheet' | 'dbase' | 'memo' | 'vcard' | 'calendar' | 'mbox' | 'message';

/** The format of a file, by its bytes first and its name second; pictures, programs and archives are refused. */
export async function detectFormat(file: ImportFile): Promise<Format> {
  if (file.size === 0) throw new ImportProblem('import.file_empty', `“${file.name}” is empty.`);
  const start = await readStart(file, 4096);
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'dbt' || extension === 'fpt') return 'memo';
  if (start[0] === 0x50 && start[1] === 0x4b) return 'spreadsheet';
  if (start.subarray(0, 4).toString('hex') === 'd0cf11e0') {
    if (extension === 'msg')
      throw new ImportProblem(
        'import.format_unknown',
        `“${file.name}” is a message in Outlook's own format: save it as .eml.`,
      );
    return 'spreadsheet';
  }
  if (extension === 'dbf' && isDbase(start)) return 'dbase';
  const text = startText(start);
  if (/^\s*BEGIN:VCARD/i.test(text)) return 'vcard';
  if (/^\s*BEGIN:VCALENDAR/i.test(text)) return 'calendar';
  if (/^(?:\r?\n)*From \S/.test(text)) return 'mbox';
  if (extension === 'mbox') return 'mbox';
  if (extension === 'eml' || extension === 'msg' || looksLikeMessage(text)) return 'message';
  if (extension === 'vcf') return 'vcard';
  if (extension === 'ics') return 'calendar';
  if (isBinary(start)) {
    throw new ImportProblem(
      'import.format_unknown',
      `“${file.name}” is no table, contact, calendar or mail file that Kith can read.`,
    );
  }
  if (/^\s*<\?xml[^>]*>[\s\S]*<(?:\w+:)?Workbook|^\s*<(?:!doctype )?html[\s\S]*<table/i.test(text))
    return 'spreadsheet';
  return 'delimited';
}

function startText(start: Buffer): string {
  const wide = (start[0] === 0xff && start[1] === 0xfe) || (start[1] === 0 && start[3] === 0);
  return start
    .toString(wide ? 'utf16le' : 'latin1')
    .replace(/^(?:\ufeff|ï»¿|þÿ|ÿþ)/, '')
    .replaceAll('\u0000', '');
}

function looksLikeMessage(text: string): boolean {
  return (
    /^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}/.test(text) &&
    /^(?:from|received|return-path|message-id|mime-version|date):/im.test(text)
  );
}

function isDbase(start: Buffer): boolean {
  const header = start.length > 32 ? start.readUInt16LE(8) : 0;
  return [0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8b, 0xcb, 0xf5, 0xfb].includes(start[0] ?? 0) && header >= 33;
}

/** GIF, PNG, PDF, JPEG, programs, RAR, 7-Zip, gzip, bzip2, RIFF. */
const SIGNATURES = [
  '47494638',
  '89504e47',
  '25504446',
  'ffd8ff',
  '4d5a',
  '7f454c46',
  '52617221',
  '377abcaf',
  '1f8b',
  '425a68',
  '52494646',
];

/** Signatures of what is certainly no text, and control signs that no text has. */
function isBinary(start: Buffer): boolean {
  const magic = start.subarray(0, 4).toString('hex');
  if (SIGNATURES.some((signature) => magic.startsWith(signature))) return true;
  if (start[0] === 0xff || start[0] === 0xfe) return false;
  const zeros = start.filter((byte) => byte === 0).length;
  if (zeros > start.length / 5 && start[1] !== 0 && start[0] !== 0) return true;
  const controls = start.filter((byte) => byte < 9 && byte > 0).length;
  return controls > start.length / 20;
}
