import {
  findInvitation,
  invite,
  inviteAgain,
  listInvitations,
  requireRole,
  useRate,
  withdrawInvitation,
  type InvitationRow,
} from '#kernel/access';
import { audit } from '#kernel/audit';
import { defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import { queueMail } from '#kernel/mail';
import { inControlTransaction } from '#kernel/workspace';
import { fail } from '#shared/failure';
import type { Services } from '../../services.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { invitationSent, invitationsAnswer, invitedAnswer, joinedAnswer } from './answers.ts';
import { listWorkspaces } from '../auth.ts';
import { readDevice, setDeviceCookie, setSessionCookie } from '../cookies.ts';
import { hiddenLink, invitationLetter } from './letters.ts';
import { email, requireGivable } from './who-may-join.ts';

const invitation = z.strictObject({
  email,
  name: z.string().trim().min(1).max(100).nullable().optional(),
  role: z.string().max(60),
  teams: z.array(z.uuid()).max(50).optional(),
});
const byToken = z.strictObject({ token: z.string().max(100) });
const accepted = z.strictObject({
  token: z.string().max(100),
  name: z.string().trim().min(1).max(100).optional(),
  password: z.string().max(1_100),
  code: z.string().max(40).optional(),
});
type AnyCall = SignedInCall<unknown, unknown, unknown>;
const onId = z.object({ id: z.uuid() });

/** Asking people to join, and joining. */
export function invitationRoutes(services: Services): Route[] {
  return [...asking(services), ...changing(services), ...joining(services)];
}

function asking(services: Services): Route[] {
  const { pools } = services;
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/invitations',
      summary: 'Invitations that wait for an answer.',
      tag: 'Members',
      access: 'admin',
      answer: invitationsAnswer,
      serve: async (call) => ({ data: await listInvitations(pools, call.workspace.id) }),
    }),
    defineOpenRoute<unknown, unknown, z.infer<typeof invitation>>({
      method: 'POST',
      path: '/api/v1/invitations',
      summary: 'Ask somebody to join, by mail and by a link that is shown once; it works once, for seven days.',
      secret: true,
      tag: 'Members',
      access: 'admin',
      answer: invitationSent,
      body: invitation,
      serve: async (call) => {
        const { role, teams = [] } = call.body;
        requireRole(call.workspace, role);
        requireGivable(call, role);
        requireTeams(call, teams);
        return askToJoin(services, call, call.body);
      },
    }),
  ];
}

/** Asks somebody to join with a role that the caller may give; the answer holds the link. */
export async function askToJoin(
  services: Services,
  call: AnyCall,
  { email: address, role, name = null, teams = [] }: z.infer<typeof invitation>,
) {
  await requireFew(services, call, address);
  const { workspace, actor } = call;
  const given = { email: address, role, name, teams, workspaceId: workspace.id, invitedBy: actor.memberId };
  return send(services, call, await inControlTransaction(services.pools, (db) => invite(db, given)));
}

function changing(services: Services): Route[] {
  const { pools } = services;
  return [
    defineOpenRoute<{ id: string }>({
      method: 'POST',
      path: '/api/v1/invitations/:id/again',
      summary: 'Send an invitation again, with a fresh link and seven more days; the one before ends.',
      secret: true,
      tag: 'Members',
      access: 'admin',
      answer: invitationSent,
      status: 200,
      params: onId,
      serve: async (call) => {
        const again = await inControlTransaction(pools, async (db) => {
          const row = await inviteAgain(db, call.workspace.id, call.params.id);
          if (row) requireGivable(call, row.role);
          if (row) await requireFew(services, call, row.email);
          return row;
        });
        return send(services, call, again ?? fail('record.not_found', { detail: 'There is no such invitation.' }));
      },
    }),
    defineOpenRoute<{ id: string }>({
      method: 'DELETE',
      path: '/api/v1/invitations/:id',
      summary: 'Withdraw an invitation: its link ends at once.',
      tag: 'Members',
      access: 'admin',
      answer: null,
      params: onId,
      serve: async (call) => {
        const touched = await withdrawInvitation(pools, call.workspace.id, call.params.id);
        if (touched === 0) fail('record.not_found', { detail: 'There is no such invitation.' });
        await call.transaction((ctx) => audit(ctx, 'invitation.withdrawn', { details: { id: call.params.id } }));
        return undefined;
      },
    }),
  ];
}

function joining(services: Services): Route[] {
  const { pools } = services;
  return [
    defineOpenRoute<unknown, unknown, z.infer<typeof byToken>>({
      method: 'POST',
      path: '/api/auth/invitation',
      summary: 'What an invitation is to; looking at it changes nothing.',
      tag: 'Sign-in',
      access: 'public',
      answer: invitedAnswer,
      status: 200,
      body: byToken,
      serve: async (call) => {
        const found = (await findInvitation(pools, call.body.token)) ?? fail('access.link_dead');
        const { email: address, name, has_account, workspace } = found;
        return { email: address, name, has_account, workspace: { name: workspace.name } };
      },
    }),
    defineOpenRoute<unknown, unknown, z.infer<typeof accepted>>({
      method: 'POST',
      path: '/api/auth/invitation/accept',
      summary: 'Join: with a name and a new password, or with those of the account that the address has already.',
      tag: 'Sign-in',
      access: 'public',
      answer: joinedAnswer,
      status: 200,
      body: accepted,
      serve: async (call) => {
        const { address, agent } = call;
        const joined = await acceptInvitation(services, { ...call.body, device: readDevice(call), address, agent });
        setSessionCookie(services, call, joined.token);
        setDeviceCookie(services, call, joined.device);
        const all = await listWorkspaces(services, joined.accountId);
        return { workspace: all.find((one) => one.id === joined.workspaceId) ?? null };
      },
    }),
  ];
}

function requireTeams(call: AnyCall, teams: string[]): void {
  const known = new Set(call.workspace.access.teams.map((team) => team.id));
  const unknown = teams.findIndex((id) => !known.has(id));
  if (unknown < 0) return;
  const message = `There is no such team (${teams[unknown]!}).`;
  const issue = { pointer: `/teams/${unknown}`, code: 'relation.not_found', message };
  fail('input.invalid', { detail: message, issues: [issue] });
}

// Somebody is asked once or twice; more of it only fills another's inbox (trust.md §8).
const letters = { uses: 5, seconds: 3_600 };

async function requireFew({ pools }: Services, { workspace }: AnyCall, to: string): Promise<void> {
  const wait = await useRate(pools, `invitation:${workspace.id}:${to}`, letters);
  if (wait > 0) fail('access.too_many_tries', { retryAfter: wait });
}

/** Puts the letter into the outbox; whoever asked gets the link as well, this once. */
async function send(services: Services, call: AnyCall, made: InvitationRow & { token: string }) {
  const { token, ...row } = made;
  const { config, box } = services;
  const { language, name: firm } = call.workspace;
  const link = `${config.publicUrl}/invitation#${token}`;
  const letter = invitationLetter(language, { by: call.actor.name, firm });
  await call.transaction(async (ctx) => {
    const { id, role, email: to } = row;
    await audit(ctx, 'invitation.sent', { about: to, details: { id, role } });
    await queueMail(ctx, {
      to: [{ name: row.name, address: row.email }],
      subject: letter.subject.replaceAll(/\p{Cc}/gu, ' '),
      text: letter.text(hiddenLink[language]),
      sealed: box.seal(letter.text(link)),
    });
  });
  return { ...row, link, mail: config.smtpUrl !== null };
}
