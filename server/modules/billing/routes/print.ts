import { fail } from '#shared/failure';
import { attachmentHeader, createFileStore } from '#kernel/files';
import { answered, defineOpenRoute, z, type Route } from '#kernel/http';
import type { ModuleServices } from '#kernel/module';
import { getObject, readValuesOf, requireId, requireReadable } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { printQuote, readyQuote } from '../printing/print-quote.ts';

const shown = {
  quote: ['title', 'net', 'tax', 'total', 'discount_percent', 'terms', 'intro'],
  quote_line: ['quantity', 'unit_price', 'discount_percent', 'net', 'tax_percent', 'description'],
};

/** Refuses whoever may not see all that stands on the document. */
function requireWhole(ctx: Context): void {
  const hidden = Object.entries(shown).some(([key, fields]) =>
    fields.some((one) => !getObject(ctx, key).fields.has(one)),
  );
  if (hidden) fail('access.not_allowed', { detail: 'Your role does not see all that stands on this document.' });
}

/** Quotes as PDF. */
export function printRoutes({ dataDir }: Pick<ModuleServices, 'dataDir'>): Route[] {
  const store = createFileStore(dataDir);
  return [
    defineOpenRoute<{ id: string }>({
      method: 'GET',
      path: '/api/v1/quotes/:id/pdf',
      summary: 'A quote as the customer reads it, as PDF.',
      tag: 'Billing',
      access: 'member',
      answer: { media: ['application/pdf'] },
      params: z.object({ id: z.string().max(60) }),
      serve: async (call) => {
        const ready = await call.transaction(async (ctx) => {
          const object = getObject(ctx, 'quote');
          const id = await requireReadable(ctx, object, requireId(call.params.id));
          requireWhole(ctx);
          const values = (await readValuesOf(ctx, object.whole, [id])).get(id) ?? fail('record.not_found');
          return readyQuote(ctx, id, values);
        });
        const pdf = await printQuote(store, ready);
        void call.raw.reply
          .headers({
            'content-type': 'application/pdf',
            'content-disposition': attachmentHeader(`${ready.document.kind} ${ready.document.number}.pdf`),
            'content-security-policy': "sandbox; default-src 'none'",
            'x-content-type-options': 'nosniff',
            'cache-control': 'private, no-store',
            'x-no-compression': '1',
          })
          .send(pdf);
        return answered;
      },
    }),
  ];
}
