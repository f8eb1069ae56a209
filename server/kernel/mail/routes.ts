import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import { defineRoute, z, type Route } from '#kernel/http';
import { tryAgain } from './send-job.ts';

interface Row {
  id: string;
  recipients: { name?: string | null; address: string }[];
  subject: string;
  text: string;
  state: string;
  reason: string | null;
  attempts: number;
  created_at: string;
  sent_at: string | null;
}

const states = z.enum(['queued', 'sending', 'sent', 'held', 'failed', 'uncertain']);
const mailAnswer = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  state: states,
  reason: z.string().nullable(),
  attempts: z.int(),
  created_at: z.string(),
  sent_at: z.string().nullable(),
});
const shown = 200; // an outbox is looked at, not searched
const asked = z.object({ state: states.optional() });

const list = defineRoute<unknown, z.infer<typeof asked>>({
  method: 'GET',
  path: '/api/v1/mail_outbox',
  summary: 'Mails that Kith wrote, newest first, with what became of each.',
  tag: 'Mail',
  access: 'admin',
  answer: z.object({ data: z.array(mailAnswer), next_cursor: z.null() }),
  query: asked,
  handle: async (ctx, { query }) => {
    const only = query.state ? sql`where state = ${query.state}` : sql``;
    const rows = await ctx.db
      .many<Row>(sql`select id, recipients, subject, text, state, reason, attempts, created_at, sent_at
      from ${ctx.db.table('mail_outbox')} ${only} order by created_at desc, id desc limit ${shown}`);
    const data = rows.map(({ recipients, reason, ...row }) => ({
      ...row,
      to: recipients.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', '),
      reason: reason || null,
    }));
    return { data, next_cursor: null };
  },
});

const again = defineRoute<{ id: string }>({
  method: 'POST',
  path: '/api/v1/mail_outbox/:id/send',
  summary: 'Give a mail that is held, failed or uncertain another try.',
  tag: 'Mail',
  access: 'admin',
  answer: z.object({ id: z.uuid(), state: z.literal('queued') }),
  status: 200,
  params: z.object({ id: z.uuid() }),
  handle: async (ctx, { params }) => {
    const row = await ctx.db.maybe(sql`select 1 from ${ctx.db.table('mail_outbox')} where id = ${params.id}::uuid`);
    if (!row) fail('mail.not_found');
    if (!(await tryAgain(ctx, params.id))) fail('mail.not_waiting');
    return { id: params.id, state: 'queued' };
  },
});

/** The outbox, for administrators. */
export const mailRoutes: Route[] = [list, again];
