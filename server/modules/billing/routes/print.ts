import { fail } from '#shared/failure';
import { attachmentHeader, createFileStore } from '#kernel/files';
import { answered, defineOpenRoute, z, type Route } from '#kernel/http';
import type { ModuleServices } from '#kernel/module';
import { getObject, readValuesOf, requireId, requireReadable, type Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { readyInvoice } from '../printing/print-invoice.ts';
import { printQuote, readyQuote } from '../printing/print-quote.ts';

const ofDocument = ['title', 'net', 'tax', 'total', 'discount_percent', 'terms', 'intro'];
const ofLine = ['quantity', 'unit_price', 'discount_percent', 'net', 'tax_percent', 'description'];
const shown = {
  quote: { quote: ofDocument, quote_line: ofLine },
  invoice: { invoice: [...ofDocument, 'number', 'open', 'parties'], invoice_line: ofLine },
};

/** Refuses whoever may not see all that stands on the document. */
function requireWhole(ctx: Context, kind: keyof typeof shown): void {
  const hidden = Object.entries(shown[kind]).some(([key, fields]) =>
    fields.some((one) => !getObject(ctx, key).fields.has(one)),
  );
  if (hidden) fail('access.not_allowed', { detail: 'Your role does not see all that stands on this document.' });
}

/** The values of a document of which the actor may see all that stands on it. */
export async function readWhole(ctx: Context, kind: keyof typeof shown, given: string) {
  const object = getObject(ctx, kind);
  const id = await requireReadable(ctx, object, requireId(given));
  requireWhole(ctx, kind);
  return { id, values: (await readValuesOf(ctx, object.whole, [id])).get(id) ?? fail('record.not_found') };
}

const kinds = [
  {
    path: '/api/v1/quotes/:id/pdf',
    summary: 'A quote as the customer reads it, as PDF.',
    ready: async (ctx: Context, given: string) => {
      const { id, values } = await readWhole(ctx, 'quote', given);
      return readyQuote(ctx, id, values);
    },
  },
  {
    path: '/api/v1/invoices/:id/pdf',
    summary: 'An invoice or credit note as the customer reads it, as PDF.',
    ready: async (ctx: Context, given: string) => {
      const { id, values } = await readWhole(ctx, 'invoice', given);
      return readyInvoice(ctx, id, { values, credited: await creditedNumber(ctx, values) });
    },
  },
];

/** The number of the invoice that a credit note credits. */
export async function creditedNumber(ctx: Context, values: Values): Promise<string | null> {
  const id = values['credits'] as string | null;
  if (!id) return null;
  const found = await readValuesOf(ctx, getObject(ctx, 'invoice').whole, [id]);
  return (found.get(id)?.['number'] as string | null | undefined) ?? null;
}

/** Documents as PDF. */
export function printRoutes({ dataDir }: Pick<ModuleServices, 'dataDir'>): Route[] {
  const store = createFileStore(dataDir);
  return kinds.map(({ path, summary, ready }) =>
    defineOpenRoute<{ id: string }>({
      method: 'GET',
      path,
      summary,
      tag: 'Billing',
      access: 'member',
      answer: { media: ['application/pdf'] },
      params: z.object({ id: z.string().max(60) }),
      serve: async (call) => {
        const made = await call.transaction((ctx) => ready(ctx, call.params.id));
        const pdf = await printQuote(store, made);
        void call.raw.reply
          .headers({
            'content-type': 'application/pdf',
            'content-disposition': attachmentHeader(`${made.document.kind} ${made.document.number}.pdf`),
            'content-security-policy': "sandbox; default-src 'none'",
            'x-content-type-options': 'nosniff',
            'cache-control': 'private, no-store',
            'x-no-compression': '1',
          })
          .send(pdf);
        return answered;
      },
    }),
  );
}
