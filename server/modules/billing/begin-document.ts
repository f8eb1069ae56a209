import type { Completion } from '#kernel/objects';

/** A new quote is a draft of its first version, in the money and the language of the firm; its sums are those of no
 * lines. */
export const beginQuote: Completion = {
  fields: [],
  prepare: async ({ workspace: { currency, language } }) => ({
    complete: ({ before, values }) => {
      if (before !== null) return { values, issues: [] };
      const nothing = { amount: '0.00', currency };
      const sums = { net: nothing, tax: nothing, total: nothing };
      const first = { status: 'draft', version_number: 1, currency, language, ...sums };
      return { values: { ...first, ...values }, issues: [] };
    },
    seen: [],
  }),
};
