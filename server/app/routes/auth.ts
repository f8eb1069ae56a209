import {
  changePassword,
  confirmTotp,
  endSession,
  getAccount,
  mayAdminister,
  openToPasswords,
  removeTotp,
  signIn,
  startTotp,
} from '#kernel/access';
import { sql } from '#kernel/database';
import { defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import { describeObjects, listViews, readSidebar, toldRights } from '#kernel/objects';
import { inControl, type Context } from '#kernel/workspace';
import { fail } from '#shared/failure';
import type { Services } from '../services.ts';
import { meAnswer, signedInAnswer } from './answers.ts';
import { readDevice, setDeviceCookie, setSessionCookie } from './cookies.ts';

const credentials = z.strictObject({
  email: z.string().max(320),
  password: z.string().max(1_100),
  code: z.string().max(40).optional(),
});
const profile = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  language: z.enum(['en', 'el']).optional(),
  theme: z.enum(['light', 'dark', 'auto']).optional(),
  time_zone: z.string().max(60).nullable().optional(),
});
type AnyCall = SignedInCall<unknown, unknown, unknown>;

/** The account of a signed-in person; keys have none. */
export function requireAccount(call: AnyCall): string {
  return (
    call.actor.userId ??
    fail('access.not_allowed', { detail: 'This belongs to a person; an API key has no such thing.' })
  );
}

/** The account of a person whose session may change how the account is entered. One that a firm's provider vouched for
 * may not: the account may be used elsewhere, where the provider's word is nothing. */
export function requireOwnSession(call: AnyCall): string {
  if (call.actor.bound) fail('access.password_session');
  return requireAccount(call);
}

/** Whose sessions and sign-ins a session may see and end. */
export function sessionsOf(call: AnyCall): { accountId: string; bound: string | null } {
  return { accountId: requireAccount(call), bound: call.actor.bound ?? null };
}

export function authRoutes(services: Services): Route[] {
  return [...sessionRoutes(services), ...factorRoutes(services), ...profileRoutes(services)];
}

function sessionRoutes(services: Services): Route[] {
  const { pools } = services;
  return [
    defineOpenRoute<unknown, unknown, z.infer<typeof credentials>>({
      method: 'POST',
      path: '/api/auth/sign-in',
      summary: 'Sign in with e-mail, password and, where set, a code.',
      tag: 'Sign-in',
      access: 'public',
      answer: signedInAnswer,
      status: 200,
      body: credentials,
      serve: async (call) => {
        const session = await signIn(
          { pools, box: services.box, clock: services.source.clock },
          { ...call.body, device: readDevice(call), address: call.address, agent: call.agent },
        );
        setSessionCookie(services, call, session.token);
        setDeviceCookie(services, call, session.device);
        const account = await getAccount(pools, session.accountId);
        const [workspace] = await listWorkspaces(services, session.accountId);
        return {
          member: { name: account.name, email: account.email, language: account.language },
          workspace: workspace ?? null,
        };
      },
    }),
    defineOpenRoute({
      method: 'POST',
      path: '/api/auth/sign-out',
      summary: 'End this session.',
      tag: 'Sign-in',
      access: 'member',
      answer: null,
      status: 204,
      serve: async (call) => {
        const { userId: accountId, sessionId } = call.actor;
        if (accountId && sessionId) await endSession(pools, { accountId, bound: null }, sessionId);
        setSessionCookie(services, call, '');
        return undefined;
      },
    }),
  ];
}

function factorRoutes({ pools, box, source }: Services): Route[] {
  return [
    defineOpenRoute<unknown, unknown, { old: string; new: string }>({
      method: 'POST',
      path: '/api/auth/password',
      summary: 'Change your password; your other sessions end.',
      tag: 'Sign-in',
      access: 'member',
      answer: null,
      status: 204,
      body: z.strictObject({ old: z.string().max(1_100), new: z.string().max(1_100) }),
      serve: async (call) => {
        await changePassword(pools, {
          accountId: requireOwnSession(call),
          sessionId: call.actor.sessionId ?? null,
          ...call.body,
        });
        return undefined;
      },
    }),
    defineOpenRoute({
      method: 'POST',
      path: '/api/auth/totp',
      summary: 'Start a second factor: the secret for an authenticator app.',
      secret: true,
      tag: 'Sign-in',
      access: 'member',
      answer: z.object({ secret: z.string(), uri: z.string() }),
      serve: (call) => startTotp(pools, box, requireOwnSession(call)),
    }),
    defineOpenRoute<unknown, unknown, { code: string }>({
      method: 'POST',
      path: '/api/auth/totp/confirm',
      summary: 'Turn the second factor on with its first code.',
      secret: true,
      tag: 'Sign-in',
      access: 'member',
      answer: z.object({ recovery_codes: z.array(z.string()) }),
      status: 200,
      body: z.strictObject({ code: z.string().max(20) }),
      serve: async (call) => {
        const who = { accountId: requireOwnSession(call), sessionId: call.actor.sessionId ?? null };
        return {
          recovery_codes: await confirmTotp({ pools, box, clock: source.clock }, { ...who, code: call.body.code }),
        };
      },
    }),
    defineOpenRoute<unknown, unknown, { password: string }>({
      method: 'DELETE',
      path: '/api/auth/totp',
      summary: 'Turn the second factor off.',
      tag: 'Sign-in',
      access: 'member',
      answer: null,
      body: z.strictObject({ password: z.string().max(1_100) }),
      serve: async (call) => {
        const who = { accountId: requireOwnSession(call), sessionId: call.actor.sessionId ?? null };
        await removeTotp(pools, who, call.body.password);
        return undefined;
      },
    }),
  ];
}

function profileRoutes(services: Services): Route[] {
  const { pools } = services;
  const me = async (call: AnyCall) => {
    const account = call.actor.userId ? await getAccount(pools, call.actor.userId) : null;
    const { workspace, actor } = call;
    return {
      member: {
        id: actor.memberId,
        name: account?.name ?? actor.name,
        email: account?.email ?? null,
        role: actor.role,
        language: account?.language ?? workspace.language,
        theme: account?.theme ?? 'auto',
        time_zone: account?.time_zone ?? workspace.timeZone,
        has_totp: account?.totp_confirmed_at != null,
        by_provider: call.actor.bound != null,
      },
      workspace: {
        id: workspace.id,
        slug: workspace.slug,
        name: workspace.name,
        region: workspace.region,
        time_zone: workspace.timeZone,
        currency: workspace.currency,
        language: workspace.language,
      },
      workspaces: call.actor.userId ? await listWorkspaces(services, call.actor.userId, call.actor.bound ?? null) : [],
      can: { administer: mayAdminister(call), rights: toldRights(call) },
      version: services.version,
    };
  };
  return [
    defineOpenRoute<unknown, { include?: string }>({
      method: 'GET',
      path: '/api/v1/me',
      summary:
        'Who you are, where, and what you may do; `include=objects,views,sidebar` brings what a first page needs.',
      tag: 'Sign-in',
      access: 'member',
      answer: meAnswer,
      query: z.object({ include: z.string().max(200).optional() }) as never,
      serve: async (call) => withParts(call, await me(call)),
    }),
    defineOpenRoute<unknown, unknown, z.infer<typeof profile>>({
      method: 'PATCH',
      path: '/api/v1/me',
      summary: 'Change your name, language, theme or time zone.',
      tag: 'Sign-in',
      access: 'member',
      answer: meAnswer,
      body: profile,
      serve: async (call) => {
        const { name, language, theme, time_zone } = call.body;
        await inControl(pools, (db) =>
          db.run(sql`update ${db.table('account')} set name = coalesce(${name ?? null}, name),
              language = coalesce(${language ?? null}, language), theme = coalesce(${theme ?? null}, theme),
              time_zone = ${time_zone === undefined ? sql`time_zone` : time_zone}
            where id = ${requireAccount(call)}`),
        );
        if (name) {
          await call.transaction((ctx) =>
            ctx.db.run(sql`update ${ctx.db.table('member')} set name = ${name} where id = ${ctx.actor.memberId}::uuid`),
          );
        }
        return me(call);
      },
    }),
  ];
}

/** What may travel with the answer, each as its own route gives it. */
const parts = {
  objects: async (ctx: Context) => describeObjects(ctx),
  views: (ctx: Context) => listViews(ctx),
  sidebar: (ctx: Context) => readSidebar(ctx),
};
type Part = keyof typeof parts;

async function withParts(call: SignedInCall<unknown, { include?: string }, unknown>, who: object): Promise<object> {
  const wanted = readIncluded(call.query.include);
  return wanted.length === 0 ? who : { ...who, included: await call.transaction((ctx) => readParts(ctx, wanted)) };
}

function readIncluded(include = ''): Part[] {
  const names = include.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) {
    const detail = `"include" knows ${Object.keys(parts).join(', ')}, not "${unknown}".`;
    fail('input.invalid', { detail });
  }
  return [...new Set(names)] as Part[];
}

async function readParts(ctx: Context, wanted: Part[]): Promise<object> {
  const read = await Promise.all(wanted.map(async (name) => [name, await parts[name](ctx)] as const));
  return Object.fromEntries(read);
}

/** The workspaces an account is a member of, the last used first; of a session that is good in one only that one. */
export function listWorkspaces({ pools }: Services, accountId: string, bound: string | null = null) {
  return inControl(pools, (db) =>
    db.many<{ id: string; slug: string; name: string }>(sql`select w.id, w.slug, w.name
      from ${db.table('membership')} m join ${db.table('workspace')} w on w.id = m.workspace_id
        join ${db.table('account')} a on a.id = m.account_id
      where m.account_id = ${accountId} and m.active
        and (w.id = ${bound}::uuid or (${bound}::uuid is null and ${openToPasswords(db)}))
      order by m.last_used_at desc nulls last, w.created_at limit 100`),
  );
}
