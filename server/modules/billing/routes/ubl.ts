import { fail } from '#shared/failure';
import { attachmentHeader } from '#kernel/files';
import { answered, defineOpenRoute, z } from '#kernel/http';
import { invoices } from '../kinds.ts';
import { readKept } from '../lines/kept-lines.ts';
import { partiesOf } from '../printing/print-invoice.ts';
import { missingOf, writeUbl } from '../printing/ubl.ts';
import { creditedNumber, readWhole } from './print.ts';

/** Issued invoices and credit notes as e-invoices. */
export const ublRoute = defineOpenRoute<{ id: string }>({
  method: 'GET',
  path: '/api/v1/invoices/:id/ubl',
  summary: 'An issued invoice or credit note as e-invoice: UBL 2.1 after EN 16931.',
  tag: 'Billing',
  access: 'member',
  answer: { media: ['application/xml'] },
  params: z.object({ id: z.string().max(60) }),
  serve: async (call) => {
    const issued = await call.transaction(async (ctx) => {
      const { id, values } = await readWhole(ctx, 'invoice', call.params.id);
      if (values['status'] === 'draft') fail('invoice.not_so_far');
      const parties = await partiesOf(ctx, values);
      const kept = await readKept(ctx, invoices, { id, values });
      return { values, kept, parties, credited: await creditedNumber(ctx, values) };
    });
    const missing = missingOf(issued);
    if (missing.length > 0) fail('invoice.not_complete', { detail: `It does not tell ${missing.join(', ')}.` });
    void call.raw.reply
      .headers({
        'content-type': 'application/xml',
        'content-disposition': attachmentHeader(`${String(issued.values['number'])}.xml`),
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .send(writeUbl(issued));
    return answered;
  },
});
