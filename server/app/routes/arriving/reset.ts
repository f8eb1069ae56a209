import { setTimeout as pause } from 'node:timers/promises';
import { finishReset, logSignIn, offerReset, type ResetOffer } from '#kernel/access';
import { defineOpenRoute, z, type Route } from '#kernel/http';
import { queueMail } from '#kernel/mail';
import type { Services } from '../../services.ts';
import { hiddenLink, resetLetter } from './letters.ts';

const asked = z.strictObject({ email: z.string().max(320) });
const chosen = z.strictObject({ token: z.string().max(100), password: z.string().max(1_100) });

// Every answer takes this long, so that its time does not tell whether a letter was written.
const answerMillis = 250;

/** A new password for whoever forgot theirs. */
export function resetRoutes(services: Services): Route[] {
  const { pools, config } = services;
  return [
    defineOpenRoute<unknown, unknown, z.infer<typeof asked>>({
      method: 'POST',
      path: '/api/auth/reset',
      summary: 'Ask for a link to a new password; the answer is the same for an unknown address.',
      tag: 'Sign-in',
      access: 'public',
      answer: z.object({ mail: z.boolean() }),
      status: 202,
      body: asked,
      serve: async (call) => {
        const offered = offerReset(pools, { ...call.body, address: call.address }).then(
          (offer) => offer && send(services, offer),
        );
        await Promise.all([offered, pause(answerMillis)]);
        return { mail: config.smtpUrl !== null };
      },
    }),
    defineOpenRoute<unknown, unknown, z.infer<typeof chosen>>({
      method: 'POST',
      path: '/api/auth/reset/confirm',
      summary: 'Set a new password by the link; every session of the account ends, a second factor stays.',
      tag: 'Sign-in',
      access: 'public',
      answer: null,
      body: chosen,
      serve: async (call) => {
        const { accountId: account, email } = await finishReset(pools, call.body);
        const { address, agent } = call;
        await logSignIn(pools, { email, account, address, agent, how: 'reset', outcome: 'ok' });
        return undefined;
      },
    }),
  ];
}

async function send({ directory, inWorkspace, worker, box, config }: Services, offer: ResetOffer): Promise<void> {
  const workspace = await directory.find(offer.workspaceId);
  if (!workspace) return;
  const letter = resetLetter(offer.language, offer.name);
  await inWorkspace(workspace, (ctx) =>
    queueMail(ctx, {
      to: [{ name: offer.name, address: offer.email }],
      subject: letter.subject,
      text: letter.text(hiddenLink[offer.language]),
      sealed: box.seal(letter.text(`${config.publicUrl}/reset#${offer.token}`)),
    }),
  );
  worker.wake(workspace.id);
}
