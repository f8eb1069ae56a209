import type { SecretBox } from '#kernel/access';
import type { Egress } from '#kernel/egress';
import { z } from '#kernel/http';
import { defineJob, enqueue, type JobDefinition, type JobRun } from '#kernel/jobs';
import { queueMail } from '#kernel/mail';
import type { ModuleServices } from '#kernel/module';
import type { Context } from '#kernel/workspace';
import { forgetDeliveries } from './queries/deliveries.ts';
import { claimDue, disable, enter, leave, planWakes, settle, type Claimed, type Tried } from './queries/sending.ts';
import { listAdministrators, type WebhookRow } from './queries/webhooks.ts';
import { patienceMillis } from './schedule.ts';
import { signedHeaders } from './signature.ts';

const atOnce = 4; // requests one receiver gets side by side
const mostBatches = 25; // then others have their turn
const sweepSeconds = 300;

interface Look {
  webhook: string;
  /** The planned moment. */
  wake: string;
}

/** The job as those who queue it know it. */
const look: JobDefinition<Look> = defineJob({
  key: 'webhooks.send',
  input: z.object({ webhook: z.uuid(), wake: z.string() }),
  attempts: 5,
  apart: true,
  run: async () => undefined,
});

/** Has these webhooks, or all, be looked at when their next delivery is due. */
export async function wake(ctx: Context, webhooks: string[] | null): Promise<void> {
  for (const { id, wake_at } of await planWakes(ctx, webhooks)) {
    const runAt = new Date(wake_at);
    const later = runAt > ctx.now ? { runAt } : {};
    await enqueue(ctx, look, { webhook: id, wake: wake_at }, later);
  }
}

/** Sends what is due, and keeps the house: what nobody was woken for is found, what is old is forgotten. */
export function sendJobs({ box, egress }: ModuleServices): JobDefinition<never>[] {
  const send = defineJob({ ...look, run: (job: JobRun, at: Look) => sendDue({ box, egress }, job, at) });
  const sweep = defineJob({
    key: 'webhooks.sweep',
    input: z.object({}),
    attempts: 1,
    everySeconds: sweepSeconds,
    run: (job) =>
      job.transaction(async (ctx) => {
        await wake(ctx, null);
        return { forgotten: await forgetDeliveries(ctx) };
      }),
  });
  return [send, sweep] as unknown as JobDefinition<never>[];
}

interface Means {
  box: SecretBox;
  egress: Egress;
}

async function sendDue(means: Means, job: JobRun, { webhook, wake: planned }: Look): Promise<{ sent: number }> {
  if (!(await job.transaction((ctx) => enter(ctx, webhook, { job: job.id, wake: planned })))) return { sent: 0 };
  let sent = 0;
  for (let turn = 0; turn < mostBatches && !job.stopped(); turn += 1) {
    const due = await job.transaction(async (ctx) => {
      const claimed = await claimDue(ctx, { webhook, job: job.id, limit: atOnce, first: turn === 0 });
      return claimed && { ...claimed, now: ctx.now };
    });
    if (!due) break;
    const tried = await Promise.all(due.deliveries.map((delivery) => sendOne(means, delivery, due)));
    sent += tried.length;
    await job.transaction(async (ctx) => judge(ctx, await settle(ctx, webhook, tried), tried));
  }
  await job.transaction(async (ctx) => {
    await leave(ctx, webhook, job.id);
    await wake(ctx, [webhook]);
  });
  return { sent };
}

/** One request, signed; whatever goes wrong is an outcome. */
async function sendOne(
  { box, egress }: Means,
  delivery: Claimed,
  { hook, now }: { hook: WebhookRow; now: Date },
): Promise<Tried> {
  const old = hook.old_secret !== null && new Date(hook.old_secret_until!) > now ? [hook.old_secret] : [];
  let secrets: string[];
  try {
    secrets = [hook.secret, ...old].map((sealed) => box.open(sealed));
  } catch {
    return { delivery, status: null, answer: '', error: 'The secret of this webhook cannot be read: make a new one.' };
  }
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Kith-Webhooks',
    ...signedHeaders({ id: delivery.id, at: now, body: delivery.body }, secrets),
  };
  return { delivery, ...(await egress.send({ url: hook.url, headers, body: delivery.body })) };
}

/** Disables a receiver that is gone for good, or that took nothing for days, and tells the administrators. */
async function judge(ctx: Context, hook: WebhookRow | null, tried: Tried[]): Promise<void> {
  if (hook?.state !== 'enabled') return;
  const gone = tried.some((one) => one.status === 410);
  const since = hook.failing_since === null ? ctx.now : new Date(hook.failing_since);
  if (!gone && ctx.now.getTime() - since.getTime() < patienceMillis) return;
  await disable(ctx, hook.id, gone ? 'The receiver answered 410 Gone.' : 'It took nothing for five days.');
  const to = await listAdministrators(ctx);
  if (to.length > 0) await queueMail(ctx, { to, ...letter(ctx.workspace.language, hook, gone) });
}

function letter(language: 'en' | 'el', { label, url }: WebhookRow, gone: boolean) {
  if (language === 'el') {
    const why = gone ? 'Ο παραλήπτης απάντησε 410.' : 'Δεν δέχεται τίποτα εδώ και πέντε ημέρες.';
    return {
      subject: `Το webhook «${label}» απενεργοποιήθηκε`,
      text: `Το webhook «${label}» (${url}) απενεργοποιήθηκε. ${why}\nΌ,τι συμβεί όσο είναι ανενεργό δεν στέλνεται.`,
    };
  }
  const why = gone ? 'The receiver answered 410 Gone.' : 'The receiver took nothing for five days.';
  return {
    subject: `The webhook “${label}” was disabled`,
    text: `The webhook “${label}” (${url}) was disabled. ${why}\nWhat happens while it is disabled is not sent.`,
  };
}
