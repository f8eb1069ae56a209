import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createFileStore, safeFileName } from '#kernel/files';
import { z } from '#kernel/http';
import { defineJob, type JobDefinition } from '#kernel/jobs';
import { createRecords, getObject, inChangeSet, readValuesOf, withAllRights } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { printQuote, readyQuote } from '../printing/print-quote.ts';
import { findFile } from '../queries/documents.ts';

/** Keeps a quote that was sent as a PDF among the files of its record. */
export const fileQuote: JobDefinition<{ id: string }> = defineJob({
  key: 'billing.file_quote',
  input: z.object({ id: z.uuid() }),
  attempts: 5,
  run: async () => undefined,
});

const largest = 50_000_000;

/** The job with the folder that it keeps files in. The same quote gives the same bytes: a repeat keeps nothing. */
export function billingJobs({ dataDir }: { dataDir: string }): JobDefinition<never>[] {
  const store = createFileStore(dataDir);
  const run = defineJob({
    ...fileQuote,
    run: async (job, { id }) => {
      const ready = await job.transaction(async (ctx) => {
        const values = (await readValuesOf(ctx, getObject(ctx, 'quote').whole, [id])).get(id);
        return values?.['sent_at'] ? readyQuote(ctx, id, values) : null;
      });
      if (!ready) return { filed: false };
      const pdf = await printQuote(store, ready);
      const arrived = await store.receive(Readable.from([pdf]), largest);
      await arrived.keep();
      const name = safeFileName(`${ready.document.kind} ${ready.document.number}.pdf`);
      return job.transaction((ctx) => keep(ctx, { id, name, pdf }));
    },
  });
  return [run as JobDefinition<never>];
}

async function keep(ctx: Context, { id, name, pdf }: { id: string; name: string; pdf: Buffer }) {
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  if (await findFile(ctx, id, sha256)) return { filed: false };
  const values = { sha256, name, size: pdf.length, type: 'application/pdf', object: 'quote', record: id };
  await inChangeSet(ctx, { origin: 'system', label: `File added: ${name}` }, (set) =>
    createRecords(withAllRights(set), getObject(ctx, 'file'), [{ values }]),
  );
  return { filed: true };
}
