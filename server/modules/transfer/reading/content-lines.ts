import { decode, detectEncoding, decodeStream, encodingOf } from './encoding.ts';
import type { ImportFile } from './import-file.ts';

/** One line of a vCard or calendar: `group.NAME;PARAM=a,b:value`, the value decoded from its charset and encoding. */
export interface ContentLine {
  group: string;
  name: string;
  params: Map<string, string[]>;
  value: string;
}

/** Reads the unfolded lines of a vCard or iCalendar file as a stream; bytes are joined first and decoded then. */
export async function* readContentLines(file: ImportFile): AsyncIterable<ContentLine> {
  const encoding = await detectEncoding(file);
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const pieces = wide ? decodeStream(file.open(), encoding) : file.open();
  let open: OpenLine | null = null;
  for await (const line of splitLines(pieces)) {
    if (open !== null && continues(open, line)) {
      extend(open, line);
      continue;
    }
    const parsed = open === null ? null : parseLine(open.parts.join(''));
    if (parsed !== null) yield parsed;
    open = { parts: [line], length: line.length, ...encodingOfHead(line) };
  }
  const last = open === null ? null : parseLine(open.parts.join(''));
  if (last !== null) yield last;
}

/** A line that may go on: its pieces are joined once, however many they are. */
interface OpenLine {
  parts: string[];
  length: number;
  quoted: boolean;
  base64: boolean;
}

/** The parts of a structured value between unescaped separators, with `\n`, `\,`, `\;` and `\\` undone. */
export function splitValue(value: string, separator: ';' | ','): string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < value.length; i++) {
    const letter = value[i] as string;
    if (letter === '\\' && i + 1 < value.length) part += letter + (value[++i] as string);
    else if (letter === separator) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  return [...parts, part];
}

/** Undoes the escapes of a text value. */
export function unescapeValue(value: string): string {
  return value.replace(/\\([nN,;:\\"])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}

/** Photos are lines of a megabyte; what is longer is cut, so that a file without line ends stays small. */
const LONGEST_LINE = 12_000_000;

async function* splitLines(pieces: AsyncIterable<Uint8Array | string>): AsyncIterable<string> {
  let rest = '';
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece);
    const binary = bytes.toString('latin1');
    if (rest.length >= LONGEST_LINE && !/[\r\n]/.test(binary)) continue;
    const text = rest + binary;
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    yield* lines;
  }
  yield rest.replace(/\r$/, '');
}

function encodingOfHead(line: string): { quoted: boolean; base64: boolean } {
  const head = line.slice(0, 200);
  return {
    quoted: /^[^:]*[;=]QUOTED-PRINTABLE[^:]*:/i.test(head),
    base64: /^[^:]*ENCODING=B(?:ASE64)?[;:]/i.test(head),
  };
}

function continues(open: OpenLine, line: string): boolean {
  if (line.startsWith(' ') || line.startsWith('\t')) return true;
  if (open.quoted && open.parts.at(-1)?.endsWith('=') === true) return true;
  return open.base64 && /^[A-Za-z0-9+/]{20,}={0,2}$/.test(line);
}

function extend(open: OpenLine, line: string): void {
  if (open.length > LONGEST_LINE) return;
  const last = open.parts.length - 1;
  if (open.quoted && open.parts[last]?.endsWith('=') === true) open.parts[last] = open.parts[last].slice(0, -1);
  open.parts.push(line.replace(/^[ \t]/, ''));
  open.length += line.length;
}

function parseLine(line: string): ContentLine | null {
  const colon = headEnd(line);
  if (colon < 1) return null;
  const [first = '', ...rest] = splitOutsideQuotes(line.slice(0, colon), ';');
  const dot = first.lastIndexOf('.');
  const params = new Map<string, string[]>();
  for (const item of rest) addParam(params, item);
  const name = first
    .slice(dot + 1)
    .trim()
    .toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(name)) return null;
  const value = decodeValue(line.slice(colon + 1), params);
  return { group: dot < 0 ? '' : first.slice(0, dot), name, params, value };
}

function addParam(params: Map<string, string[]>, item: string): void {
  const at = item.indexOf('=');
  const bare = at < 0;
  const key = bare
    ? /^(?:QUOTED-PRINTABLE|BASE64|8BIT|7BIT)$/i.test(item)
      ? 'ENCODING'
      : 'TYPE'
    : item.slice(0, at).trim().toUpperCase();
  const text = decodeText((bare ? item : item.slice(at + 1)).replaceAll('"', ''), undefined);
  params.set(key, [...(params.get(key) ?? []), ...text.split(',').map((part) => part.trim())]);
}

function headEnd(line: string): number {
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') quoted = !quoted;
    else if (line[i] === ':' && !quoted) return i;
  }
  return line.indexOf(':');
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  return text.match(new RegExp(`(?:"[^"]*"|[^${separator}"])+|"`, 'g')) ?? [];
}

function decodeValue(raw: string, params: Map<string, string[]>): string {
  const encoding = params.get('ENCODING')?.[0]?.toUpperCase();
  const charset = params.get('CHARSET')?.[0];
  if (encoding !== 'QUOTED-PRINTABLE') return decodeText(raw, charset);
  const bytes = raw.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeText(bytes, charset).replaceAll('\r\n', '\n');
}

function decodeText(binary: string, charset: string | undefined): string {
  if (!/[\u0080-\u00ff]/.test(binary)) return binary;
  const bytes = Buffer.from(binary, 'latin1');
  try {
    return new TextDecoder(charset ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return decode(bytes, encodingOf(bytes));
  }
}
