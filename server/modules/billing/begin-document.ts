import { dayText, localDay } from '#shared/filter';
import type { Completion } from '#kernel/objects';
import { readStandardSeller } from './queries/sellers.ts';

const dayMillis = 86_400_000;

/** A new quote is a draft of its first version, by the firm that is taken by itself, in its money, language and terms;
 * its sums are those of no lines. */
export const beginQuote: Completion = {
  fields: [],
  prepare: async (ctx) => {
    const { currency, language, timeZone } = ctx.workspace;
    const seller = await readStandardSeller(ctx);
    const until = new Date(ctx.now.getTime() + (seller?.quote_days ?? 30) * dayMillis);
    const nothing = { amount: '0.00', currency };
    const first = {
      ...{ status: 'draft', version_number: 1, currency, language, net: nothing, tax: nothing, total: nothing },
      valid_until: dayText(localDay(until, timeZone)),
      seller: seller?.id ?? null,
      terms: seller?.quote_terms ?? null,
    };
    return {
      complete: ({ before, values }) => ({ values: before === null ? { ...first, ...values } : values, issues: [] }),
      seen: seller ? [`seller:${seller.id}`] : [],
    };
  },
};
