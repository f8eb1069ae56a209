import pg, { type PoolClient } from 'pg';

/** A column that rows are copied into, with its PostgreSQL type. */
export interface CopyColumn {
  name: string;
  type: string;
}

/** Sends rows through COPY: the quickest way into a table. Answers with the number of rows. */
export function copyRows(
  client: PoolClient,
  text: string,
  { columns, rows }: { columns: readonly CopyColumn[]; rows: readonly Record<string, unknown>[] },
): Promise<number> {
  return new Promise((resolve, reject) => {
    client.query(
      new CopyIn(text, copyText(columns, rows), (error) => (error ? reject(error as Error) : resolve(rows.length))),
    );
  });
}

interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** A COPY whose rows follow the statement at once, without the server's word that it is ready for them: an answer less
 * to wait for, and other statements may stand before and behind it. Where the server refuses the statement it passes
 * over the rows (PostgreSQL's protocol, "COPY Operations"). */
class CopyIn extends pg.Query {
  readonly #text: string;
  readonly #pieces: Iterable<string>;

  constructor(text: string, pieces: Iterable<string>, done: (error: unknown) => void) {
    super(text, undefined, done);
    this.#text = text;
    this.#pieces = pieces;
  }

  override submit = (connection: unknown): void => {
    const wire = connection as Wire;
    wire.query(this.#text);
    try {
      for (const piece of this.#pieces) wire.sendCopyFromChunk(Buffer.from(piece));
    } catch (error) {
      wire.sendCopyFail('a row could not be written');
      this.#failed(error);
      return;
    }
    wire.endCopyFrom();
  };

  /** What went wrong here is told, not what the server says of it. */
  #failed(error: unknown): void {
    const own = this as unknown as { callback(problem: unknown): void };
    const told = own.callback;
    own.callback = () => told(error);
  }

  handleCopyInResponse(): void {}
}

// Characters that are sent at once: pieces that V8 and the allocator take from their pools, not apart.
const pieceLength = 32_768;

/** Rows in the text format of COPY, piece by piece. Values are as JSON would carry them: lists and objects by the
 * column's type. */
export function* copyText(
  columns: readonly CopyColumn[],
  rows: readonly Record<string, unknown>[],
): Generator<string, void> {
  const writers = columns.map(({ name, type }) => ({ name, write: writerOf(type) }));
  let parts: string[] = [];
  let length = 0;
  for (const row of rows) {
    for (let at = 0; at < writers.length; at += 1) {
      const { name, write } = writers[at]!;
      const value = row[name];
      const cell = value === null || value === undefined ? '\\N' : write(value);
      // Joined once for each piece: a text that grows by appending leaves two objects behind for each value.
      parts.push(cell, at < writers.length - 1 ? '\t' : '\n');
      length += cell.length + 1;
    }
    if (length < pieceLength) continue;
    yield parts.join('');
    parts = [];
    length = 0;
  }
  if (length > 0) yield parts.join('');
}

function writerOf(type: string): (value: unknown) => string {
  if (type === 'jsonb') return (value) => escape(JSON.stringify(value));
  if (type.endsWith('[]')) return (value) => escape(listText(value as unknown[]));
  return (value) => escape(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function listText(list: unknown[]): string {
  const items = list.map((item) =>
    item === null || item === undefined ? 'NULL' : `"${String(item).replace(/["\\]/g, '\\$&')}"`,
  );
  return `{${items.join(',')}}`;
}

const special = /[\\\n\r\t]/;
const letters: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escape(text: string): string {
  return special.test(text) ? text.replace(/[\\\n\r\t]/g, (sign) => letters[sign]!) : text;
}
