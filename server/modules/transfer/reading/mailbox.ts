import type { Email } from 'postal-mime';
import { decode, encodingOf } from './encoding.ts';
import { type ImportFile, readWhole } from './import-file.ts';

/** One message of a mailbox: the n-th, parsed, with its raw header block for what parsers drop. */
export interface MailMessage {
  number: number;
  email: Email;
  /** Header lines as they came, unfolded; undeclared 8-bit letters decoded by guess. */
  headers: { name: string; value: string }[];
  /** Why the message could not be read whole, or null. */
  problem: string | null;
}

/** Reads an mbox file message by message, memory bounded by the largest message. */
export async function* readMailbox(file: ImportFile): AsyncIterable<MailMessage> {
  let number = 0;
  for await (const bytes of splitMailbox(file)) yield await readMessage(bytes, ++number);
}

/** Reads one message file (.eml). */
export async function* readMessageFile(file: ImportFile): AsyncIterable<MailMessage> {
  yield await readMessage(await readWhole(file, LONGEST_MESSAGE, 'Larger messages are not read.'), 1);
}

/** What mail servers let through at most, and room to spare. */
const LONGEST_MESSAGE = 64_000_000;

/** Lines of mail have at most 998 letters; what has no line end is cut. */
const LONGEST_LINE = 4_000_000;

async function* splitMailbox(file: ImportFile): AsyncIterable<Buffer> {
  let message: string[] | null = null;
  let size = 0;
  let blank = true;
  for await (const line of binaryLines(file)) {
    if (blank && /^From \S/.test(line)) {
      if (message !== null) yield Buffer.from(message.join(''), 'latin1');
      message = [];
      size = 0;
    } else if (message !== null && size < LONGEST_MESSAGE) {
      const plain = /^>+From /.test(line) ? line.slice(1) : line;
      message.push(plain);
      size += plain.length;
    }
    blank = line === '\n' || line === '\r\n';
  }
  if (message !== null) yield Buffer.from(message.join(''), 'latin1');
}

async function* binaryLines(file: ImportFile): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of file.open()) {
    const text = rest + Buffer.from(chunk).toString('latin1');
    let at = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      yield text.slice(at, end + 1);
      at = end + 1;
    }
    rest = text.slice(at);
    if (rest.length > LONGEST_LINE) {
      yield `${rest}\n`;
      rest = '';
    }
  }
  if (rest !== '') yield rest;
}

async function readMessage(bytes: Buffer, number: number): Promise<MailMessage> {
  const headers = listHeaders(bytes);
  try {
    // Loaded with the first mailbox that is brought.
    const { default: PostalMime } = await import('postal-mime');
    const email = await PostalMime.parse(bytes, { maxNestingDepth: 32, maxHeadersSize: 1_000_000 });
    return { number, email, headers, problem: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const email: Email = { headers: [], headerLines: [], attachments: [] };
    return { number, email, headers, problem: 'the message is damaged: only its headers were read' };
  }
}

function listHeaders(bytes: Buffer): { name: string; value: string }[] {
  const end = /\r?\n\r?\n/.exec(bytes.subarray(0, 1_000_000).toString('latin1'));
  const head = bytes.subarray(0, end === null ? Math.min(bytes.length, 1_000_000) : end.index);
  const lines = head
    .toString('latin1')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) return [];
    const raw = Buffer.from(line.slice(colon + 1).trim(), 'latin1');
    return [{ name: line.slice(0, colon).trim().toLowerCase(), value: decode(raw, encodingOf(raw)) }];
  });
}
