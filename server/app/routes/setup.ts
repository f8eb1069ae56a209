import { timingSafeEqual } from 'node:crypto';
import { fail } from '#shared/failure';
import { isCountry } from '#shared/phone';
import { plainAccess } from '#shared/rights';
import { logSignIn, newKnownDevice, startSession } from '#kernel/access';
import { defineOpenRoute, z, type Route, type RouteCall } from '#kernel/http';
import { setDeviceCookie, setSessionCookie } from './cookies.ts';
import { createWorkspace } from '../workspaces.ts';
import type { Services } from '../services.ts';
import { setUpAnswer } from './answers.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', 'Asia/Nicosia', 'Europe/Nicosia']);

/** What a workspace is made from; the defaults are those of the first users (api.md). */
export const workspaceSettings = z.object({
  region: z.string().refine(isCountry, 'Give the country by its two letters of ISO 3166, such as CY.').default('CY'),
  time_zone: z
    .string()
    .refine((zone) => zones.has(zone), 'Give the zone by its name, such as Asia/Nicosia.')
    .default('Asia/Nicosia'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Give the currency by its three letters, such as EUR.')
    .default('EUR'),
  language: z.enum(['en', 'el']).default('en'),
});

const setupBody = z.strictObject({
  workspace: text(100),
  name: text(100),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Write an e-mail address.'),
  password: z.string().max(1_100),
  sample: z.boolean().default(false),
  ...workspaceSettings.shape,
});
type SetupBody = z.infer<typeof setupBody>;

export function setupRoutes(services: Services): Route[] {
  const { directory, pools, setupToken } = services;
  let busy = false;
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/setup',
      summary: 'Whether the first workspace is still to be made.',
      tag: 'Setup',
      access: 'public',
      answer: z.object({ needed: z.boolean(), token_required: z.boolean(), roles: z.array(z.string()) }),
      serve: async () => ({
        needed: (await directory.count()) === 0,
        token_required: setupToken !== null,
        roles: [...plainAccess.roles.keys()],
      }),
    }),
    defineOpenRoute<unknown, unknown, SetupBody>({
      method: 'POST',
      path: '/api/v1/setup',
      summary: 'Make the first workspace and its owner.',
      tag: 'Setup',
      access: 'public',
      answer: setUpAnswer,
      body: setupBody as never,
      serve: async (call) => {
        requireToken(setupToken, call.headers['kith-setup-token']);
        // Taken before anything is waited for: of two requests at once one finds it taken.
        if (busy) fail('access.setup_done');
        busy = true;
        try {
          if ((await directory.count()) > 0) fail('access.setup_done');
          return await setUp(services, call.body, call);
        } finally {
          busy = false;
        }
      },
    }),
  ];

  async function setUp(_: Services, body: SetupBody, call: RouteCall<unknown, unknown, unknown>) {
    const { workspace: name, region, time_zone: timeZone, currency, language } = body;
    const workspace = await createWorkspace(services, { name, region, timeZone, currency, language }, body);
    const account = await services.findAccountId(body.email);
    const session = await startSession(pools, { accountId: account, address: call.address, agent: call.agent });
    const { address, agent } = call;
    await logSignIn(pools, { email: body.email, account, address, agent, how: 'setup', outcome: 'ok' });
    setSessionCookie(services, call, session.token);
    setDeviceCookie(services, call, newKnownDevice(services.box, account));
    const sample = body.sample ? await services.addSample(workspace) : null;
    return { workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name }, sample_job: sample };
  }
}

function requireToken(expected: string | null, given: string | string[] | undefined): void {
  if (expected === null) return;
  const both = [Buffer.from(expected), Buffer.from(typeof given === 'string' ? given : '')] as const;
  if (both[0].length !== both[1].length || !timingSafeEqual(...both)) fail('access.setup_token');
}
