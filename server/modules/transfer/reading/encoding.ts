import type { ImportFile } from './import-file.ts';

/** The encodings that texts of customers come in; `TextDecoder` names except cp737 (Greek DOS). */
export type Encoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1253'
  | 'windows-1252'
  | 'windows-1251'
  | 'windows-1254'
  | 'cp737';

/**
 * The encoding of a text file: its byte order mark, else valid UTF-8, else by how often letters and neighbours
 * occur.
 */
export async function detectEncoding(file: ImportFile): Promise<Encoding> {
  const census = newCensus();
  for await (const chunk of file.open()) count(census, chunk);
  return judge(census);
}

/** The same for bytes at hand. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const census = newCensus();
  count(census, bytes);
  return judge(census);
}

/** Decodes a stream of bytes piece by piece; broken bytes become U+FFFD, a byte order mark is dropped. */
export async function* decodeStream(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncIterable<string> {
  if (encoding === 'cp737') {
    for await (const chunk of chunks) yield decode(chunk, encoding);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Decodes bytes at hand. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding !== 'cp737') return new TextDecoder(encoding).decode(bytes);
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : (CP737[byte - 0x80] ?? '');
  return text;
}

interface Census {
  start: number[];
  total: number;
  bytes: Uint32Array;
  /** High bytes next to another high byte: Greek words are runs of them, Western accents stand alone. */
  pairs: number;
  zerosEven: number;
  zerosOdd: number;
  need: number;
  whole: number;
  broken: number;
  last: number;
}

function newCensus(): Census {
  const zero = { total: 0, pairs: 0, zerosEven: 0, zerosOdd: 0, need: 0, whole: 0, broken: 0, last: 0 };
  return { start: [], bytes: new Uint32Array(256), ...zero };
}

function count(census: Census, chunk: Uint8Array): void {
  // By index: an iterator makes an object a byte until the loop is compiled.
  for (let at = 0; at < chunk.length; at += 1) {
    const byte = chunk[at]!;
    if (census.start.length < 4) census.start.push(byte);
    census.bytes[byte] = (census.bytes[byte] ?? 0) + 1;
    if (byte < 0x80) {
      if (byte === 0 && census.total % 2 === 0) census.zerosEven++;
      else if (byte === 0) census.zerosOdd++;
      if (census.need > 0) census.broken++;
      census.need = 0;
    } else {
      if (census.last >= 0x80) census.pairs++;
      countUtf8(census, byte);
    }
    census.total++;
    census.last = byte;
  }
}

function countUtf8(census: Census, byte: number): void {
  if (census.need > 0) {
    if (byte >= 0xc0) census.broken++;
    else if (--census.need === 0) census.whole++;
    if (byte < 0xc0) return;
  }
  census.need = byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
  if (census.need === 0) census.broken++;
}

function judge(census: Census): Encoding {
  const [a = 0, b = 0, c = 0] = census.start;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (census.zerosOdd > census.total / 40 && census.zerosEven * 8 < census.zerosOdd) return 'utf-16le';
  if (census.zerosEven > census.total / 40 && census.zerosOdd * 8 < census.zerosEven) return 'utf-16be';
  if (census.broken === 0 || census.whole > census.broken * 2) return 'utf-8';
  return judgeSingleByte(census);
}

function judgeSingleByte(census: Census): Encoding {
  const sum = (from: number, to: number) => census.bytes.slice(from, to + 1).reduce((total, n) => total + n, 0);
  const high = sum(0x80, 0xff);
  if (census.pairs < high / 3) {
    const turkish = [0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe].reduce((total, byte) => total + (census.bytes[byte] ?? 0), 0);
    return turkish > high / 3 ? 'windows-1254' : 'windows-1252';
  }
  if (sum(0x80, 0xaf) > sum(0xc1, 0xfe)) return 'cp737';
  const cyrillic = (census.bytes[0xe0] ?? 0) + (census.bytes[0xff] ?? 0);
  return cyrillic > high / 50 ? 'windows-1251' : 'windows-1253';
}

const CP737 =
  'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u00a0';
