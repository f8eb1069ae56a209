import { z } from 'zod';
import { sql } from '#kernel/database';
import type { SecretBox } from '#kernel/access';
import { defineJob, enqueue, type JobDefinition, type JobRun } from '#kernel/jobs';
import type { Context } from '#kernel/workspace';
import type { MailServer, Outcome, SentMail } from './mail-server.ts';

const tries = 6; // 2, 8, 32 s, 2, 8 and 34 minutes: most servers that say "later" mean less

/** The job as those who queue know it: its key and input. */
export const sendMail: JobDefinition<{ id: string }> = defineJob({
  key: 'mail.send',
  input: z.object({ id: z.uuid() }),
  attempts: tries,
  run: async () => undefined,
});

const noServer = 'No mail server is set up (SMTP_URL). The mail waits here and leaves once there is one.';
const heldSweepSeconds = 300;

/** Sends what is queued, and takes up what was held once there is a server. */
export function mailJobs(server: MailServer | null, box: SecretBox): JobDefinition<never>[] {
  const send = defineJob({
    ...sendMail,
    run: (job, { id }) => (server ? deliver(job, id, { server, box }) : hold(job, id)),
  });
  const release = defineJob({
    key: 'mail.release_held',
    input: z.object({}),
    attempts: 1,
    everySeconds: heldSweepSeconds,
    run: (job) => (server ? job.transaction(releaseHeld) : Promise.resolve({ released: 0 })),
  });
  return [send, release] as JobDefinition<never>[];
}

async function hold(job: JobRun, id: string): Promise<{ state: string }> {
  await job.transaction((ctx) =>
    ctx.db.run(sql`update ${ctx.db.table('mail_outbox')} set state = 'held', reason = ${noServer}
      where id = ${id}::uuid and state = 'queued'`),
  );
  return { state: 'held' };
}

/** Claim, send outside any transaction, then write down what became of it. */
async function deliver(
  job: JobRun,
  id: string,
  { server, box }: { server: MailServer; box: SecretBox },
): Promise<{ state: string }> {
  const mail = await job.transaction((ctx) => claim(ctx, id));
  if (mail === null) return { state: 'nothing to do' };
  const { sealed, ...shown } = mail;
  const outcome = await server.send(sealed === null ? shown : { ...shown, text: box.open(sealed) });
  await job.transaction((ctx) => settle(ctx, id, outcome));
  if (outcome.state === 'queued' && job.attempt < tries) throw new Error(outcome.reason);
  if (outcome.state !== 'queued') return { state: outcome.state };
  await job.transaction((ctx) => settle(ctx, id, { state: 'failed', reason: outcome.reason }));
  return { state: 'failed' };
}

/** Takes a queued mail. One that is still "sending" was on its way when the process died: whether it arrived nobody
 * knows, so it is not sent twice but shown to a person. */
async function claim(ctx: Context, id: string): Promise<(SentMail & { sealed: string | null }) | null> {
  const table = ctx.db.table('mail_outbox');
  await ctx.db.run(sql`update ${table} set state = 'uncertain', reason = 'Kith stopped while this mail was on its way.'
    where id = ${id}::uuid and state = 'sending'`);
  return ctx.db.maybe<
    SentMail & { sealed: string | null }
  >(sql`update ${table} set state = 'sending', attempts = attempts + 1
    where id = ${id}::uuid and state = 'queued' returning id, recipients, reply_to, subject, text, html, sealed`);
}

async function settle(ctx: Context, id: string, outcome: Outcome): Promise<void> {
  const sentAt = outcome.state === 'sent' ? ctx.now.toISOString() : null;
  await ctx.db.run(sql`update ${ctx.db.table('mail_outbox')} set state = ${outcome.state}, reason = ${outcome.reason},
    sent_at = ${sentAt}::timestamptz, sealed = case when ${outcome.state}::text <> 'sent' then sealed end
    where id = ${id}::uuid and state in ('sending', 'queued')`);
}

async function releaseHeld(ctx: Context): Promise<{ released: number }> {
  const rows = await ctx.db.many<{ id: string }>(sql`update ${ctx.db.table('mail_outbox')}
    set state = 'queued', reason = null where id in (select id from ${ctx.db.table('mail_outbox')}
      where state = 'held' order by id limit 500 for update skip locked) returning id`);
  for (const { id } of rows) await enqueue(ctx, sendMail, { id });
  return { released: rows.length };
}

/** Gives a mail that did not leave another try; false where it needs none. */
export async function tryAgain(ctx: Context, id: string): Promise<boolean> {
  const touched = await ctx.db.run(sql`update ${ctx.db.table('mail_outbox')} set state = 'queued', reason = null
    where id = ${id}::uuid and state in ('held', 'failed', 'uncertain')`);
  if (touched > 0) await enqueue(ctx, sendMail, { id });
  return touched > 0;
}
