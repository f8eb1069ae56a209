import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { once } from 'node:events';
import { fail } from '#shared/failure';

const block = 512;

/** One member of a tar file (POSIX ustar, IEEE 1003.1-1988): its name and its bytes. Answers with their SHA-256. */
export async function addToTar(
  out: Writable,
  name: string,
  content: Buffer | { path: string; size: number },
): Promise<string> {
  const size = Buffer.isBuffer(content) ? content.length : content.size;
  await write(out, headerOf(name, size));
  const hash = createHash('sha256');
  // A file that grows meanwhile gives what it had when its size was written down.
  const bytes = Buffer.isBuffer(content) ? [content] : createReadStream(content.path, { end: Math.max(0, size - 1) });
  if (size > 0)
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      hash.update(chunk);
      await write(out, chunk);
    }
  await write(out, Buffer.alloc((block - (size % block)) % block));
  return hash.digest('hex');
}

/** Two empty blocks end a tar file. */
export async function endTar(out: Writable): Promise<void> {
  await write(out, Buffer.alloc(2 * block));
  out.end();
  await once(out, 'finish');
}

async function write(out: Writable, bytes: Buffer): Promise<void> {
  // A stream that is closed never drains.
  if (out.destroyed) throw out.errored ?? new Error('the archive was closed');
  if (bytes.length > 0 && !out.write(bytes)) await once(out, 'drain');
}

function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`too long for an archive: ${name}`);
  const header = Buffer.alloc(block);
  header.write(name, 0, 'utf8');
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  // Sizes beyond 8 GB are written in base 256, as GNU tar does.
  if (size < 0o77777777777) header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(size), 128);
  }
  header.write(
    `${Math.floor(Date.now() / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  );
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** The members of a tar stream, one after another; each must be read to its end before the next. */
export async function* readTar(
  source: Readable,
): AsyncGenerator<{ name: string; size: number; bytes: AsyncIterable<Buffer> }> {
  const reader = createReader(source);
  for (;;) {
    const header = await reader.take(block);
    if (header.length < block || header.every((byte) => byte === 0)) return;
    const name = header.subarray(0, 100).toString('utf8').replace(/\0.*$/s, '');
    const size =
      header[124] === 0x80
        ? Number(header.readBigUInt64BE(128))
        : parseInt(header.subarray(124, 136).toString('latin1'), 8) || 0;
    yield { name, size, bytes: reader.stream(size) };
    await reader.take((block - (size % block)) % block);
  }
}

function createReader(source: Readable) {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const next = await chunks.next();
    if (!next.done) held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return !next.done;
  };
  const take = async (count: number) => {
    while (held.length < count && (await more()));
    const taken = held.subarray(0, count);
    held = held.subarray(taken.length);
    return taken;
  };
  return {
    take,
    async *stream(size: number): AsyncGenerator<Buffer> {
      for (let left = size; left > 0;) {
        if (held.length === 0 && !(await more())) fail('archive.damaged');
        const part = held.subarray(0, Math.min(left, held.length));
        held = held.subarray(part.length);
        left -= part.length;
        yield part;
      }
    },
  };
}
