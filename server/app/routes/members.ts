import {
  endSessionsIn,
  hashPassword,
  insertAccount,
  requirePassword,
  requireRole,
  requireWayIn,
  withdrawInvitationsOf,
} from '#kernel/access';
import { audit } from '#kernel/audit';
import { newId, sql, type Pools } from '#kernel/database';
import { defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import { forgetRates, raiseModel } from '#kernel/objects';
import { inControl, inControlTransaction, type Workspace } from '#kernel/workspace';
import { fail } from '#shared/failure';
import { fold } from '#shared/fold';
import type { Services } from '../services.ts';
import { askToJoin } from './arriving/invitations.ts';
import { invitationMailed } from './arriving/answers.ts';
import { email, noOwner, requireGivable } from './arriving/who-may-join.ts';
import { workspaceSettings } from './setup.ts';
import { memberAdded, workspaceAnswer } from './answers.ts';

/** The key of a role; which there are, the workspace says. */
const role = z.string().max(60);
const newMember = z.strictObject({
  name: z.string().trim().min(1).max(100),
  email,
  role,
  password: z.string().max(1_100),
});
export function memberRoutes(services: Services): Route[] {
  return [...people(services), ...settings(services)];
}

/** Adds a person to a workspace: account, membership, and the copy the workspace keeps of its members. */
export async function addMember(
  services: Services,
  workspace: Workspace,
  member: z.infer<typeof newMember>,
): Promise<string> {
  requirePassword(member.password);
  const passwordHash = await hashPassword(member.password);
  const id = newId();
  const added = await inControlTransaction(services.pools, async (db) => {
    const accountId = await insertAccount(db, { ...member, passwordHash, language: workspace.language });
    return db.run(sql`insert into ${db.table('membership')} (account_id, workspace_id, member_id, role)
      values (${accountId}, ${workspace.id}, ${id}, ${member.role}) on conflict do nothing`);
  });
  if (added === 0) fail('record.not_unique', { detail: 'This person is a member already.' });
  await services.inWorkspace(workspace, (ctx) =>
    ctx.db.run(sql`insert into ${ctx.db.table('member')} (id, name, name__sort, email, email__sort, role)
      values (${id}, ${member.name}, ${fold(member.name)}, ${member.email}, ${member.email}, ${member.role})`),
  );
  return id;
}

function people(services: Services): Route[] {
  const { pools } = services;
  return [
    defineOpenRoute<unknown, unknown, z.infer<typeof newMember>>({
      method: 'POST',
      path: '/api/v1/members',
      summary: 'Add a member with a first password, which they change; who has an account already is asked to join.',
      tag: 'Members',
      access: 'admin',
      answer: memberAdded,
      also: { 202: invitationMailed },
      body: newMember,
      serve: async (call) => {
        requireRole(call.workspace, call.body.role);
        requireGivable(call, call.body.role);
        if (await hasAccount(pools, call.body.email)) {
          call.status(202);
          const { link: _, ...asked } = await askToJoin(services, call, call.body);
          return asked;
        }
        const id = await addMember(services, call.workspace, call.body);
        const { name, email: address, role: given } = call.body;
        await call.transaction((ctx) =>
          audit(ctx, 'member.added', { about: name, details: { id, email: address, role: given } }),
        );
        return { id, name: call.body.name, email: call.body.email, role: call.body.role, active: true };
      },
    }),
    defineOpenRoute<{ id: string }, unknown, { role?: z.infer<typeof role>; active?: boolean }>({
      method: 'PATCH',
      path: '/api/v1/members/:id',
      summary: 'Change the role of a member, or whether they may sign in; their sessions end.',
      tag: 'Members',
      access: 'admin',
      answer: z.object({ id: z.uuid(), role: z.string().optional(), active: z.boolean().optional() }),
      params: z.object({ id: z.uuid() }),
      body: z.strictObject({ role: role.optional(), active: z.boolean().optional() }) as never,
      serve: async (call) => {
        if (call.body.role !== undefined) requireRole(call.workspace, call.body.role);
        await changeMember(pools, call);
        return { id: call.params.id, ...call.body };
      },
    }),
  ];
}

/** Whether somebody has the address already, in whatever workspace: nobody but them says where they belong. */
async function hasAccount(pools: Pools, address: string): Promise<boolean> {
  const row = await inControl(pools, (db) =>
    db.maybe(sql`select 1 from ${db.table('account')} where email = ${address}`),
  );
  return row !== null;
}

type ChangeCall = SignedInCall<{ id: string }, unknown, { role?: string; active?: boolean }>;

/** Changes the membership and what goes with it: sessions, and what the member offered others. */
async function changeMember(pools: Pools, call: ChangeCall): Promise<void> {
  await inControlTransaction(pools, async (db) => {
    const rows = await db.many<{
      account_id: string | null;
      service_name: string | null;
      member_id: string;
      role: string;
      active: boolean;
    }>(sql`select * from ${db.table('membership')}
      where workspace_id = ${call.workspace.id} for update`);
    const row = rows.find((one) => one.member_id === call.params.id) ?? fail('record.not_found');
    const next = { role: call.body.role ?? row.role, active: call.body.active ?? row.active };
    if (row.service_name !== null && next.role === 'owner') fail('access.not_allowed', { detail: noOwner });
    if ((row.role === 'owner' || next.role === 'owner') && call.actor.role !== 'owner') fail('access.not_allowed');
    const owners = rows.filter((one) => one.role === 'owner' && one.active && one !== row).length;
    if (owners === 0 && (next.role !== 'owner' || !next.active)) if (row.role === 'owner') fail('access.last_owner');
    await db.run(sql`update ${db.table('membership')} set role = ${next.role}, active = ${next.active}
      where workspace_id = ${call.workspace.id} and member_id = ${call.params.id}`);
    await requireWayIn(db, call.workspace.id);
    if (row.account_id) await endSessionsIn(db, row.account_id, call.actor.sessionId ?? null);
    await withdrawInvitationsOf(db, call.workspace.id, call.params.id);
    await call.transaction(async (ctx) => {
      const { role: was, active } = row;
      const changed = { from: { role: was, active }, to: next };
      const about = await ctx.db.maybe<{ name: string }>(
        sql`select name from ${ctx.db.table('member')} where id = ${call.params.id}::uuid`,
      );
      await audit(ctx, 'member.changed', {
        about: about?.name ?? null,
        details: { id: call.params.id, ...changed },
      });
      await ctx.db.run(sql`update ${ctx.db.table('member')} set role = ${next.role}, active = ${next.active},
          updated_at = now()
        where id = ${call.params.id}::uuid`);
    });
  });
}

const settingsPatch = z.strictObject({ name: z.string().trim().min(1).max(100), ...workspaceSettings.shape }).partial();

function settings({ pools }: Services): Route[] {
  return [
    defineOpenRoute<unknown, unknown, z.infer<typeof settingsPatch>>({
      method: 'PATCH',
      path: '/api/v1/workspace',
      summary: 'Change name, country, time zone, currency or language of the workspace.',
      tag: 'Members',
      access: 'admin',
      answer: workspaceAnswer,
      body: settingsPatch,
      serve: async (call) => {
        const { workspace } = call;
        const given = Object.fromEntries(Object.entries(call.raw.request.body as object));
        const next = {
          name: workspace.name,
          region: workspace.region,
          time_zone: workspace.timeZone,
          currency: workspace.currency,
          language: workspace.language,
          ...given,
        };
        await inControl(pools, (db) =>
          db.run(sql`update ${db.table('workspace')} set name = ${next.name}, region = ${next.region},
              time_zone = ${next.time_zone}, currency = ${next.currency}, language = ${next.language}
            where id = ${workspace.id}`),
        );
        const forgets = next.currency !== workspace.currency;
        await call.transaction(async (ctx) => {
          await audit(ctx, 'workspace.changed', { about: workspace.name, details: { changed: given } });
          if (forgets) await forgetRates(ctx);
        });
        if (forgets) await raiseModel(pools, workspace);
        return { id: workspace.id, slug: workspace.slug, ...next };
      },
    }),
  ];
}
