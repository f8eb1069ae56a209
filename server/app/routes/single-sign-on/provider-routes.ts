import { discover, findProvider, forgetProvider, saveProvider, type ProviderSettings } from '#kernel/access';
import { audit } from '#kernel/audit';
import { defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import { fail } from '#shared/failure';
import type { Services } from '../../services.ts';
import { requireAccount } from '../auth.ts';
import { isForNewcomers } from './arrive.ts';
import { returnAddress } from './sign-on-routes.ts';

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([\p{L}\d]([\p{L}\d-]*[\p{L}\d])?\.)+[\p{L}\d-]{2,}$/u, 'Write a domain, such as example.com.');
const line = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^\P{Cc}*$/u, 'Write one line.');
const given = z.strictObject({
  issuer: line,
  client_id: line,
  client_secret: z.string().min(1).max(1_000).nullable().optional(),
  domains: z.array(domain).min(1).max(50),
  newcomer_role: z.string().max(60).nullable().default(null),
  active: z.boolean().default(true),
  only_way: z.boolean().default(false).meta({
    description: 'Nobody comes in by password or passkey, but owners with a second factor.',
  }),
});
type Given = z.infer<typeof given>;

const told = z.object({
  issuer: z.string(),
  client_id: z.string(),
  secret_set_at: z.string().nullable(),
  domains: z.array(z.string()),
  newcomer_role: z.string().nullable(),
  active: z.boolean(),
  only_way: z.boolean(),
});
const answer = z.object({ provider: told.nullable(), redirect_uri: z.string() });
type Call<B> = SignedInCall<unknown, unknown, B>;

/** By which provider the people of a firm sign in. Administrators see it; owners, signed in themselves, change it:
 * whoever chooses the provider chooses who everybody is. */
export function providerRoutes(services: Services): Route[] {
  const { pools, box, providers } = services;
  const redirect_uri = returnAddress(services);
  const tell = async (workspaceId: string) => ({
    provider: withoutSecret(await findProvider(pools, workspaceId)),
    redirect_uri,
  });
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/single_sign_on',
      summary: 'By which provider the people of the firm sign in; its secret is never shown.',
      tag: 'Members',
      access: 'admin',
      answer,
      serve: (call) => tell(call.workspace.id),
    }),
    defineOpenRoute<unknown, unknown, Given>({
      method: 'PUT',
      path: '/api/v1/single_sign_on',
      summary: 'Set the provider; the secret may be left out where issuer and client stay. For owners who signed in.',
      tag: 'Members',
      access: 'admin',
      answer,
      body: given as never,
      serve: async (call) => {
        requireOwner(call);
        const { body, workspace } = call;
        requireNewcomers(call);
        const before = await findProvider(pools, workspace.id);
        const client_secret = sealedSecret(body, before, box.seal);
        const no = providers.refusal(body.issuer);
        if (no !== null) invalid('/issuer', no);
        await discover(providers, body.issuer);
        await saveProvider(pools, workspace.id, { ...body, client_secret });
        const { client_secret: _, ...details } = body;
        await call.transaction((ctx) => audit(ctx, 'single_sign_on.changed', { about: body.issuer, details }));
        return tell(workspace.id);
      },
    }),
    defineOpenRoute({
      method: 'DELETE',
      path: '/api/v1/single_sign_on',
      summary: 'Remove the provider: the sessions it vouched for end, and whom it knew is forgotten. For owners.',
      tag: 'Members',
      access: 'admin',
      answer: null,
      serve: async (call) => {
        requireOwner(call);
        const there = await forgetProvider(pools, call.workspace.id);
        if (there)
          await call.transaction((ctx) => audit(ctx, 'single_sign_on.changed', { details: { removed: true } }));
        return undefined;
      },
    }),
  ];
}

function requireOwner(call: Call<unknown>): void {
  requireAccount(call);
  if (call.actor.role !== 'owner') fail('access.not_allowed');
}

function requireNewcomers({ workspace, body: { newcomer_role: role } }: Call<Given>): void {
  if (role === null || isForNewcomers(workspace, role)) return;
  invalid('/newcomer_role', 'Newcomers get a role that is there and administers nothing.');
}

/** The secret that was given, or the one of before where it goes to the same place as before. */
function sealedSecret(
  { issuer, client_id, client_secret }: Given,
  before: ProviderSettings | null,
  seal: (text: string) => string,
): string | null {
  if (client_secret !== undefined) return client_secret && seal(client_secret);
  if (!before?.client_secret) return null;
  if (before.issuer === issuer && before.client_id === client_id) return before.client_secret;
  return invalid('/client_secret', 'Give the secret again: it goes to another provider or client.');
}

function withoutSecret(settings: ProviderSettings | null): z.infer<typeof told> | null {
  if (!settings) return null;
  const { client_secret: _, ...rest } = settings;
  return rest;
}

function invalid(pointer: string, message: string): never {
  return fail('input.invalid', { detail: message, issues: [{ pointer, code: 'provider.invalid', message }] });
}
