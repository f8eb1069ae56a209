import { decimalOfNumber } from '#shared/billing/totals';
import { z } from '#kernel/http';

const decimal = (whole: number, places: number) =>
  z
    .union([z.string().max(40), z.number()])
    .transform((given) => (typeof given === 'number' ? plain(given) : given.trim()))
    .refine((text) => new RegExp(`^-?\\d{1,${whole}}(?:\\.\\d{1,${places}})?$`).test(text), {
      message: `Give a number with at most ${whole} digits before the point and ${places} behind it.`,
    });

// A JSON number has no more than this; what is longer comes as text.
const plain = (given: number) => (Number.isFinite(given) ? decimalOfNumber(given) : 'x');

const percent = decimal(3, 4).refine((text) => Number(text) >= 0 && Number(text) <= 100, {
  message: 'Give a percentage from 0 to 100.',
});

/** A line as somebody writes it. What is left out is the product's, or empty. */
export const givenLine = z.strictObject({
  id: z.uuid().optional().meta({ description: 'Of a line that is there already; without it one is added.' }),
  kind: z.enum(['item', 'heading', 'note']).optional(),
  product: z.uuid().nullish(),
  name: z.string().trim().min(1).max(300).optional(),
  description: z.string().max(20_000).nullish(),
  quantity: decimal(9, 6).optional(),
  unit: z.string().max(60).nullish(),
  unit_price: decimal(12, 4).nullish(),
  discount_percent: percent.nullish(),
  period: z.enum(['once', 'month', 'quarter', 'year']).optional(),
  optional: z.boolean().optional(),
  chosen: z.boolean().optional(),
  tax_rate: z.uuid().nullish(),
  cost: decimal(12, 4).nullish(),
});
export type GivenLine = z.infer<typeof givenLine>;

const mostLines = 1_000;

/** All lines of a document in their order, and what holds for the whole. */
export const givenDocument = z.strictObject({
  lines: z.array(givenLine).max(mostLines),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  discount_percent: percent.nullish(),
});
export type GivenDocument = z.infer<typeof givenDocument>;
