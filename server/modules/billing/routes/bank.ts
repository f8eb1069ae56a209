import { defineRoute, z, type Route } from '#kernel/http';
import { getObject, getRecord, recordAnd, writing } from '#kernel/objects';
import { applyLine, ignoreLine } from '../actions/settle-line.ts';
import { takeStatement, type GivenStatement } from '../actions/take-statement.ts';
import { writeStatement } from '../objects/bank-statement.ts';
import { writePayment } from '../objects/payment.ts';
import { parts } from './payments.ts';
import { deed } from './deed.ts';

const mostText = 5_000_000;

const take = defineRoute<object, unknown, GivenStatement>({
  method: 'POST',
  path: '/api/v1/bank_statements',
  summary: 'Bring in a statement of an account (CAMT.053 or CSV); lines that are there already are not brought twice.',
  tag: 'Billing',
  access: 'member',
  answer: recordAnd({
    known: z.number().meta({ description: 'Lines that were there already.' }),
    left_out: z.number().meta({ description: 'Entries not booked yet, and rows without a day or an amount.' }),
    proposed: z.number().meta({ description: 'Lines for which an invoice is proposed.' }),
  }),
  // As JSON a text may be twice as long.
  bodyLimit: 2 * mostText + 10_000,
  body: z.strictObject({
    name: z.string().trim().min(1).max(200),
    text: z.string().min(1).max(mostText),
    account: z.string().max(60).optional().meta({ description: 'IBAN, where the file does not name the account.' }),
    owner: z.uuid().optional(),
  }) as never,
  handle: async (ctx, call) => {
    const options = { label: 'Bring in a bank statement', action: writeStatement };
    const taken = await writing(ctx, call, { ...options, work: (set) => takeStatement(set, call.body) });
    const { id, ...counts } = taken;
    return { ...(await getRecord(ctx, getObject(ctx, 'bank_statement'), id)), ...counts };
  },
});

const apply = deed({
  path: '/api/v1/bank_lines/:id/apply',
  summary: 'Enter the payment that a bank line tells of: for the invoices given, else for the one that is proposed.',
  label: 'Apply a bank line',
  action: writePayment,
  object: 'bank_line',
  body: z.strictObject({ invoices: parts.optional() }),
  work: (set, id, { invoices }) => applyLine(set, id, invoices),
});

const ignore = deed({
  path: '/api/v1/bank_lines/:id/ignore',
  summary: 'Mark a bank line that pays nothing.',
  label: 'Ignore a bank line',
  action: writePayment,
  object: 'bank_line',
  work: ignoreLine,
});

/** Statements of accounts, and what their lines pay. */
export const bankRoutes: Route[] = [take, apply, ignore];
