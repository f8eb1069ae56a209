import {
  createApiKey,
  findServiceAccount,
  insertServiceAccount,
  listApiKeys,
  requireRole,
  revokeApiKey,
} from '#kernel/access';
import { audit } from '#kernel/audit';
import { newId, sql } from '#kernel/database';
import { defineOpenRoute, z, type Route, type SignedInCall } from '#kernel/http';
import { catalogOf } from '#kernel/objects';
import { inControlTransaction } from '#kernel/workspace';
import { fail, failIf, type Issue } from '#shared/failure';
import { fold } from '#shared/fold';
import { actions, verbs } from '#shared/rights';
import type { Services } from '../services.ts';
import { noOwner } from './arriving/who-may-join.ts';

const role = z
  .string()
  .max(60)
  .refine((key) => key !== 'owner', noOwner);
const name = z.string().trim().min(1).max(100);
const scopes = z.strictObject({
  objects: z.record(z.string().max(60), z.array(z.enum(verbs)).max(4)),
  actions: z.array(z.enum(actions)).max(10).default([]),
});
const newKey = z.strictObject({
  name,
  role,
  scopes: scopes.nullable().optional(),
  service_account: z.uuid().nullable().optional(),
  expires_at: z.iso.datetime({ offset: true }).nullable().optional(),
});
const newService = z.strictObject({ name, role, responsible: z.uuid().optional() });
type NewKey = z.infer<typeof newKey>;
type NewService = z.infer<typeof newService>;
type Call<B> = SignedInCall<unknown, unknown, B>;

const told = z.object({ objects: z.record(z.string(), z.array(z.enum(verbs))), actions: z.array(z.enum(actions)) });
const keysAnswer = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      role: z.string(),
      scopes: told.nullable(),
      member: z.object({ id: z.uuid(), name: z.string(), service: z.boolean() }).nullable(),
      created_at: z.string(),
      expires_at: z.string().nullable(),
      last_used_at: z.string().nullable(),
      revoked_at: z.string().nullable(),
    }),
  ),
});

/** How programs come in: keys, and the service accounts whose keys belong to nobody who might leave. */
export function keyRoutes(services: Services): Route[] {
  return [...keys(services), makeService(services)];
}

function keys(services: Services): Route[] {
  const { pools } = services;
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/v1/api_keys',
      summary: 'API keys of the workspace, without their secrets.',
      tag: 'Members',
      access: 'admin',
      answer: keysAnswer,
      serve: async (call) => ({ data: await listApiKeys(pools, call.workspace.id) }),
    }),
    defineOpenRoute<unknown, unknown, NewKey>({
      method: 'POST',
      path: '/api/v1/api_keys',
      summary: 'Make an API key; this answer is the only time it is shown.',
      secret: true,
      tag: 'Members',
      access: 'admin',
      answer: z.object({ id: z.uuid(), key: z.string(), name: z.string(), role: z.string() }),
      body: newKey as never,
      serve: (call) => makeKey(services, call),
    }),
    defineOpenRoute<{ id: string }>({
      method: 'DELETE',
      path: '/api/v1/api_keys/:id',
      summary: 'Revoke an API key, at once.',
      tag: 'Members',
      access: 'admin',
      answer: null,
      params: z.object({ id: z.uuid() }),
      serve: async (call) => {
        const revoked = await revokeApiKey(pools, call.workspace.id, call.params.id);
        if (!revoked) fail('record.not_found');
        const line = { about: revoked.name, details: { id: call.params.id } };
        await call.transaction((ctx) => audit(ctx, 'key.revoked', line));
        return undefined;
      },
    }),
  ];
}

async function makeKey({ pools }: Services, call: Call<NewKey>) {
  const { workspace, actor, body } = call;
  requireRole(workspace, body.role);
  requireKnown(call);
  const service = body.service_account ?? null;
  if (service !== null && !(await findServiceAccount(pools, workspace.id, service))) noSuch('/service_account');
  const key = {
    workspaceId: workspace.id,
    name: body.name,
    role: body.role,
    memberId: service ?? actor.memberId,
    createdBy: actor.memberId,
    scopes: body.scopes ?? null,
    expiresAt: body.expires_at ?? null,
  };
  const made = await createApiKey(pools, key);
  const details = { id: made.id, role: key.role, scopes: key.scopes, member: key.memberId, expires_at: key.expiresAt };
  await call.transaction((ctx) => audit(ctx, 'key.made', { about: key.name, details }));
  return { ...made, name: key.name, role: key.role };
}

/** Scopes name objects that are there; a misspelt one would silently be no right at all. */
function requireKnown(call: Call<NewKey>): void {
  const known = new Set([...catalogOf(call).byApi.values()].map((object) => object.key));
  const issues: Issue[] = Object.keys(call.body.scopes?.objects ?? {})
    .filter((key) => key !== 'default' && !known.has(key))
    .map((key) => {
      const message = `There is no object "${key}".`;
      return {
        pointer: `/scopes/objects/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        code: 'rights.unknown_object',
        message,
      };
    });
  failIf(issues);
}

function noSuch(pointer: string): never {
  const message = 'There is no such member or service account.';
  return fail('input.invalid', { detail: message, issues: [{ pointer, code: 'relation.not_found', message }] });
}

function makeService(services: Services): Route {
  return defineOpenRoute<unknown, unknown, NewService>({
    method: 'POST',
    path: '/api/v1/service_accounts',
    summary: 'Add a member without sign-in, for a program; somebody answers for it, and it comes in by keys alone.',
    tag: 'Members',
    access: 'admin',
    answer: z.object({ id: z.uuid(), name: z.string(), role: z.string(), responsible: z.uuid().nullable() }),
    body: newService as never,
    serve: async (call) => {
      const { workspace, actor, body } = call;
      requireRole(workspace, body.role);
      const responsible = body.responsible ?? actor.memberId;
      const given = { workspaceId: workspace.id, memberId: newId(), name: body.name, role: body.role };
      await inControlTransaction(services.pools, async (db) => {
        await insertServiceAccount(db, given);
        await call.transaction(async (ctx) => {
          const table = ctx.db.table('member');
          const answers = sql`select 1 from ${table}
            where id = ${responsible}::uuid and active and service is not true`;
          if (responsible !== null && !(await ctx.db.maybe(answers))) noSuch('/responsible');
          await ctx.db.run(sql`insert into ${table} (id, name, name__sort, role, service, responsible_id)
            values (${given.memberId}, ${given.name}, ${fold(given.name)}, ${given.role}, true, ${responsible}::uuid)`);
          const details = { id: given.memberId, role: given.role, service: true, responsible };
          await audit(ctx, 'member.added', { about: given.name, details });
        });
      });
      return { id: given.memberId, name: given.name, role: given.role, responsible };
    },
  });
}
