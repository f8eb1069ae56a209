import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, getRecord, recordAnd, writing } from '#kernel/objects';
import { applyPayment, enterPayment, reversePayment } from '../actions/write-payment.ts';
import type { GivenPayment } from '../actions/write-payment.ts';
import { writePayment } from '../objects/payment.ts';
import { deed } from './deed.ts';

const decimal = (pattern: RegExp) =>
  z.union([z.string().max(40).regex(pattern), z.number().transform(String).pipe(z.string().regex(pattern))]);
/** Invoices that a payment pays, as calls name them. */
export const parts = z
  .array(z.strictObject({ invoice: z.uuid(), amount: decimal(/^\d{1,14}(?:\.\d{1,4})?$/).optional() }))
  .max(100)
  .meta({ description: 'Invoices in the order in which they are paid; as much as it can of one without an amount.' });

const given = z.strictObject({
  amount: decimal(/^-?\d{1,14}(?:\.\d{1,4})?$/).meta({ description: 'Below zero: paid back.' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  company: z.uuid().optional(),
  paid_on: z.iso.date().optional(),
  way: z.enum(['transfer', 'card', 'cash', 'other']).optional(),
  reference: z.string().max(500).optional(),
  counterparty: z.string().max(200).optional(),
  owner: z.uuid().optional(),
  invoices: parts.optional(),
  refunds: z.uuid().optional().meta({ description: 'The payment of which this pays back what was not applied.' }),
});

const enter = defineRoute<object, unknown, GivenPayment>({
  method: 'POST',
  path: '/api/v1/payments',
  summary: 'Enter a payment, or one paid back, and apply it to invoices or credit notes: all of it or nothing.',
  tag: 'Billing',
  access: 'member',
  answer: recordAnd({}),
  body: given as never,
  handle: async (ctx, call) => {
    const options = { label: 'Enter a payment', action: writePayment };
    const made = await writing(ctx, call, { ...options, work: (set) => enterPayment(set, call.body) });
    return getRecord(ctx, getObject(ctx, 'payment'), made);
  },
});

const apply = deed({
  path: '/api/v1/payments/:id/apply',
  summary: 'Apply what is left of a payment to invoices.',
  label: 'Apply a payment',
  action: writePayment,
  object: 'payment',
  body: z.strictObject({ invoices: parts.min(1) }),
  work: (set, id, { invoices }) => applyPayment(set, id, invoices),
});

const reverse = deed({
  path: '/api/v1/payments/:id/reverse',
  summary: 'Reverse a payment that was entered by mistake or bounced: what it paid is owed again.',
  label: 'Reverse a payment',
  action: writePayment,
  object: 'payment',
  work: reversePayment,
});

/** Payments: entered, applied and reversed. */
export const paymentRoutes: Route[] = [enter, apply, reverse];
