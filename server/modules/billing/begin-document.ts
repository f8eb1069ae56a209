import { dayText, localDay } from '#shared/filter';
import type { Completion, Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import { readStandardSeller, type SellerRow } from './queries/sellers.ts';

const dayMillis = 86_400_000;

/** The day so many days from now, where the firm is. */
export function dayAfter({ now, workspace: { timeZone } }: Context, days: number): string {
  return dayText(localDay(new Date(now.getTime() + days * dayMillis), timeZone));
}

/** What a new document begins with: a draft, by the firm that is taken by itself, in its money and language, with the
 * sums of no lines. */
function begin(more: (ctx: Context, seller: SellerRow | null) => Values): Completion {
  return {
    fields: [],
    prepare: async (ctx) => {
      const { currency, language } = ctx.workspace;
      const seller = await readStandardSeller(ctx);
      const nothing = { amount: '0.00', currency };
      const sums = { net: nothing, tax: nothing, total: nothing };
      const first = { status: 'draft', currency, language, seller: seller?.id ?? null, ...sums, ...more(ctx, seller) };
      return {
        complete: ({ before, values }) => ({ values: before === null ? { ...first, ...values } : values, issues: [] }),
        seen: seller ? [`seller:${seller.id}`] : [],
      };
    },
  };
}

/** A new quote is the first version, and valid as long as the firm says. */
export const beginQuote = begin((ctx, seller) => ({
  version_number: 1,
  valid_until: dayAfter(ctx, seller?.quote_days ?? 30),
  terms: seller?.quote_terms ?? null,
}));

/** A new order is of today. */
export const beginOrder = begin((ctx) => ({ ordered_on: dayAfter(ctx, 0) }));

/** A new invoice owes nothing yet; its day and number come when it is issued. */
export const beginInvoice = begin((ctx, seller) => {
  const nothing = { amount: '0.00', currency: ctx.workspace.currency };
  return { kind: 'invoice', terms: seller?.invoice_terms ?? null, open: nothing, paid: nothing, credited: nothing };
});
