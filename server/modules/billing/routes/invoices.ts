import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, getRecord, recordAnd, requireId, requireReadable, writing } from '#kernel/objects';
import { creditInvoice, type Credited } from '../actions/credit-invoice.ts';
import { issueInvoice } from '../actions/issue-invoice.ts';
import { makeInvoice, type Invoiced } from '../actions/make-invoice.ts';
import { moveInvoice } from '../objects/invoice.ts';
import { deed } from './deed.ts';

const byId = z.object({ id: z.string().max(60) });
const decimal = (pattern: RegExp) =>
  z.union([z.string().max(40).regex(pattern), z.number().transform(String).pipe(z.string().regex(pattern))]);
const quantity = decimal(/^-?\d{1,12}(?:\.\d{1,6})?$/);
const lines = z
  .array(z.strictObject({ line: z.uuid(), quantity }))
  .min(1)
  .max(1_000)
  .optional();

const fromOrder = z.strictObject({
  lines: lines.meta({ description: 'Lines of the order with quantities; all that is left where none are given.' }),
  percent: decimal(/^(?:100|\d{1,2}(?:\.\d{1,4})?)$/)
    .optional()
    .meta({ description: 'A deposit: this part of the whole. Later invoices take it off.' }),
});

const credit = z.strictObject({
  lines: lines.meta({ description: 'Lines of the invoice with quantities.' }),
  amount: decimal(/^\d{1,14}(?:\.\d{1,4})?$/)
    .optional()
    .meta({ description: 'An amount before VAT, shared out among the taxes of the invoice.' }),
});

const one = <T extends { lines?: unknown }>(body: z.ZodType<T>, other: string) =>
  body.refine((given) => given.lines === undefined || given[other as keyof T] === undefined, {
    message: `Give lines or ${other}, not both.`,
  });

const ofOrder = defineRoute<{ id: string }, unknown, Invoiced>({
  method: 'POST',
  path: '/api/v1/orders/:id/invoices',
  summary: 'Begin an invoice for an order: all that is left, some of its lines, or a deposit. Never more than is left.',
  tag: 'Billing',
  access: 'member',
  answer: recordAnd({}),
  params: byId,
  body: one(fromOrder, 'percent') as never,
  handle: async (ctx, call) => {
    const id = await requireReadable(ctx, getObject(ctx, 'order'), requireId(call.params.id));
    const options = { label: 'Begin an invoice', action: moveInvoice };
    const made = await writing(ctx, call, { ...options, work: (set) => makeInvoice(set, id, call.body) });
    return getRecord(ctx, getObject(ctx, 'invoice'), made);
  },
});

const issue = deed({
  path: '/api/v1/invoices/:id/issue',
  summary: 'Issue an invoice or credit note: it gets the next number of its year and is never changed again.',
  label: 'Issue an invoice',
  action: moveInvoice,
  object: 'invoice',
  work: issueInvoice,
});

const creditNote = defineRoute<{ id: string }, unknown, Credited>({
  method: 'POST',
  path: '/api/v1/invoices/:id/credit',
  summary: 'Begin a credit note of an issued invoice: all that is left, some of its lines, or an amount before VAT.',
  tag: 'Billing',
  access: 'member',
  answer: recordAnd({}),
  params: byId,
  body: one(credit, 'amount') as never,
  handle: async (ctx, call) => {
    const id = requireId(call.params.id);
    const options = { label: 'Begin a credit note', action: moveInvoice };
    const made = await writing(ctx, call, { ...options, work: (set) => creditInvoice(set, id, call.body) });
    return getRecord(ctx, getObject(ctx, 'invoice'), made);
  },
});

/** Invoices and credit notes beyond what is there for every object. */
export const invoiceRoutes: Route[] = [ofOrder, issue, creditNote];
