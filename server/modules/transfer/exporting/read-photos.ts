import { buffer } from 'node:stream/consumers';
import { createFileStore } from '#kernel/files';
import type { SignedInCall } from '#kernel/http';
import type { ObjectModel, RecordJson } from '#kernel/objects';
import { listPhotos } from '../queries/photos.ts';
import type { Photos } from './vcard-lines.ts';

// The same bound as for pictures that come in: what is larger is no face.
const largestPhoto = 6_000_000;

/** Reads the pictures of records for their cards, as data addresses; a picture counts where it is a file of the very
 * record. */
export function readPhotos(
  dataDir: string,
  call: Pick<SignedInCall<unknown, unknown, unknown>, 'transaction'>,
  object: ObjectModel,
): Photos {
  const store = createFileStore(dataDir);
  const field = [...object.fields.values()].find((one) => one.type === 'image' && !one.custom)?.key;
  const idOf = (record: RecordJson) => (field ? (record[field] as string | null | undefined) : null) ?? null;
  return async (page) => {
    const wanted = page.filter((record) => idOf(record) !== null);
    const asked = wanted.map((one) => ({ file: idOf(one), record: one.id }));
    const rows = asked.length === 0 ? [] : await call.transaction((ctx) => listPhotos(ctx, asked, largestPhoto));
    const files = new Map(rows.map((row) => [row.id, row]));
    return async (record) => {
      const file = files.get(idOf(record) ?? '');
      const found = file ? await store.read(file.sha256) : null;
      return file && found ? `data:${file.type};base64,${(await buffer(found.stream)).toString('base64')}` : null;
    };
  };
}
