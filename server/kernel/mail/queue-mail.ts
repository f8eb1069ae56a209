import { fail } from '#shared/failure';
import { isEmail } from '#shared/email';
import { newId, sql } from '#kernel/database';
import { enqueue } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import { sendMail } from './send-job.ts';

export interface MailAddress {
  name?: string | null;
  address: string;
}

export interface NewMail {
  to: readonly MailAddress[];
  subject: string;
  text: string;
  html?: string | null;
  replyTo?: string | null;
  /** The text as the receiver gets it, sealed, where it holds a secret: `text` is then what administrators may see. It
   * is forgotten once it was sent. */
  sealed?: string | null;
}

const limits = {
  recipients: 50, // more is a campaign, which keeps a row for each
  subject: 400, // with its encoding below the 998 bytes of a line (RFC 5322)
  body: 1_000_000,
};

/** Puts a mail beside the business write, in the same transaction: it leaves if, and only if, that is kept. Refuses
 * what could become a header of its own (CR, LF, NUL). Answers with the id in the outbox. */
export async function queueMail(ctx: Context, mail: NewMail): Promise<string> {
  requireSound(mail);
  const id = newId();
  await ctx.db.run(sql`insert into ${ctx.db.table('mail_outbox')}
    (id, recipients, reply_to, subject, text, html, sealed, created_by, created_at)
    values (${id}, ${JSON.stringify(mail.to)}::jsonb, ${mail.replyTo ?? null}, ${mail.subject}, ${mail.text},
      ${mail.html ?? null}, ${mail.sealed ?? null}, ${ctx.actor.memberId}, ${ctx.now.toISOString()})`);
  await enqueue(ctx, sendMail, { id });
  return id;
}

function requireSound({ to, subject, text, html, replyTo }: NewMail): void {
  const bound = [subject, replyTo ?? '', ...to.flatMap(({ name, address }) => [name ?? '', address])];
  // oxlint-disable-next-line no-control-regex -- these are what is refused
  if (bound.some((part) => /[\u0000-\u001f\u007f\u2028\u2029]/.test(part))) fail('mail.bad_header');
  for (const address of [...to.map((one) => one.address), ...(replyTo ? [replyTo] : [])]) {
    if (!isEmail(address)) fail('mail.bad_address', { detail: `“${address.slice(0, 100)}” is no e-mail address.` });
  }
  if (to.length === 0) fail('mail.bad_address', { detail: 'A mail needs a recipient.' });
  const size = text.length + (html?.length ?? 0);
  if (to.length > limits.recipients || subject.length > limits.subject || size > limits.body) fail('mail.too_large');
}
