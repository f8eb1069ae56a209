import {
  finishSignOn,
  getAccount,
  hasPasskeys,
  hasProviders,
  newToken,
  startSession,
  startSignOn,
} from '#kernel/access';
import { defineOpenRoute, z, type Route } from '#kernel/http';
import type { Services } from '../../services.ts';
import { signedInAnswer } from '../answers.ts';
import { listWorkspaces } from '../auth.ts';
import { readSignOn, setSessionCookie, setSignOnCookie } from '../cookies.ts';
import { arrive } from './arrive.ts';

const asked = z.strictObject({ email: z.string().max(320) });
const returned = z.strictObject({
  state: z.string().max(200),
  code: z.string().max(5_000).optional(),
  iss: z.string().max(2_000).optional(),
  error: z.string().max(200).optional(),
});

/** Where providers send browsers back to, as it is registered with them. */
export const returnAddress = ({ config }: Pick<Services, 'config'>): string => `${config.publicUrl}/sign-in/return`;

/** Signing in by the provider of one's firm. */
export function signOnRoutes(services: Services): Route[] {
  const { pools, box, providers, source } = services;
  const means = { pools, box, providers, clock: source.clock, back: returnAddress(services) };
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/auth/ways',
      summary: 'How one may sign in here, beside a password.',
      tag: 'Sign-in',
      access: 'public',
      answer: z.object({ single_sign_on: z.boolean(), passkeys: z.boolean() }),
      serve: async () => ({ single_sign_on: await hasProviders(pools), passkeys: await hasPasskeys(pools) }),
    }),
    defineOpenRoute<unknown, unknown, z.infer<typeof asked>>({
      method: 'POST',
      path: '/api/auth/single_sign_on',
      summary: 'Begin to sign in by the provider of the firm whose domain the address has: where the browser goes.',
      tag: 'Sign-in',
      access: 'public',
      answer: z.object({ location: z.string() }),
      status: 200,
      body: asked,
      serve: async (call) => {
        // Of two tabs that leave one after the other both come back.
        const browser = readSignOn(call) ?? newToken();
        const begun = await startSignOn(means, { ...call.body, browser, address: call.address });
        setSignOnCookie(services, call, browser);
        return begun;
      },
    }),
    defineOpenRoute<unknown, unknown, z.infer<typeof returned>>({
      method: 'POST',
      path: '/api/auth/single_sign_on/finish',
      summary: 'Sign in with what the provider sent back; it works once, in the browser that began.',
      tag: 'Sign-in',
      access: 'public',
      answer: signedInAnswer,
      status: 200,
      body: returned,
      serve: async (call) => {
        const vouched = await finishSignOn(means, { ...call.body, browser: readSignOn(call) });
        const { address, agent } = call;
        const accountId = await arrive(services, vouched, { address, agent });
        const bound = vouched.workspaceId;
        const session = await startSession(pools, { accountId, address, agent, bound });
        setSessionCookie(services, call, session.token);
        setSignOnCookie(services, call, '');
        const { name, email, language } = await getAccount(pools, accountId);
        const [workspace] = await listWorkspaces(services, accountId, bound);
        return { member: { name, email, language }, workspace: workspace ?? null };
      },
    }),
  ];
}
