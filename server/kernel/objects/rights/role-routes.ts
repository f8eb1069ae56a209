import { fail } from '#shared/failure';
import { mayAdminister } from '#kernel/access';
import { sql, type Pools } from '#kernel/database';
import { defineOpenRoute, defineRoute, z, type Route } from '#kernel/http';
import { inControl, type Workspace } from '#kernel/workspace';
import { changeModel } from '../routes/object-model.ts';
import { addRole, changeRole, presentRole } from './roles.ts';
import { addTeam, changeTeam } from './teams.ts';
import { roleAnswer, roleChanged, teamAnswer } from '../answers/rights-answers.ts';

const name = z.string().trim().min(1).max(80);
const help = z.string().trim().max(500);
const onKey = z.object({ key: z.string().regex(/^[a-z0-9_]{1,40}$/) });
const newRole = z.strictObject({
  name,
  help: help.optional(),
  rights: z.unknown().optional(),
  copy_of: z.string().max(60).optional(),
});
const rolePatch = z.strictObject({ name, help, rights: z.unknown(), archived: z.boolean() }).partial();

const list = defineRoute({
  method: 'GET',
  path: '/api/v1/roles',
  summary: 'Roles of the workspace; what each may do is told to administrators.',
  tag: 'Rights',
  access: 'member',
  answer: z.object({ data: z.array(roleAnswer) }),
  handle: async (ctx) => {
    const roles = [...ctx.workspace.access.roles.values()].map(presentRole);
    return { data: mayAdminister(ctx) ? roles : roles.map(withoutRights) };
  },
});

const withoutRights = ({ key, name: called, help: about, built_in }: ReturnType<typeof presentRole>) => ({
  key,
  name: called,
  help: about,
  built_in,
});

const add = (pools: Pools) =>
  defineOpenRoute<unknown, unknown, z.infer<typeof newRole>>({
    method: 'POST',
    path: '/api/v1/roles',
    summary: 'Make a role from rights, or as a copy of another one.',
    tag: 'Rights',
    access: 'admin',
    answer: roleAnswer,
    body: newRole,
    serve: async (call) => {
      const { copy_of, ...given } = call.body;
      const copied = copy_of === undefined ? undefined : call.workspace.access.roles.get(copy_of);
      if (copy_of !== undefined && !copied) fail('role.not_found');
      const rights = given.rights ?? copied?.rights;
      let key = '';
      await changeModel(pools, call, async (ctx) => {
        const made = await addRole(ctx, { ...given, rights });
        ({ key } = made);
        return made.changeSet;
      });
      return { key, name: given.name, help: given.help ?? '', built_in: false, rights };
    },
  });

const change = (pools: Pools) =>
  defineOpenRoute<{ key: string }, unknown, z.infer<typeof rolePatch>>({
    method: 'PATCH',
    path: '/api/v1/roles/:key',
    summary: 'Change a role of your own; it holds with the next request of everybody who has it.',
    tag: 'Rights',
    access: 'admin',
    answer: roleChanged,
    params: onKey,
    body: rolePatch as never,
    serve: async (call) => {
      const { key } = call.params;
      if (call.body.archived) await requireUnused(pools, call.workspace, key);
      await changeModel(pools, call, (ctx) => changeRole(ctx, key, call.body));
      return { key, ...call.body };
    },
  });

const remove = (pools: Pools) =>
  defineOpenRoute<{ key: string }>({
    method: 'DELETE',
    path: '/api/v1/roles/:key',
    summary: 'Put away a role that nobody has; PATCH with `archived: false` brings it back.',
    tag: 'Rights',
    access: 'admin',
    answer: null,
    params: onKey,
    serve: async (call) => {
      await requireUnused(pools, call.workspace, call.params.key);
      await changeModel(pools, call, (ctx) => changeRole(ctx, call.params.key, { archived: true }));
      return undefined;
    },
  });

/** A role that somebody has stays: without it they could do nothing at all. */
async function requireUnused(pools: Pools, workspace: Workspace, key: string): Promise<void> {
  const { n } = await inControl(pools, (db) =>
    db.one<{ n: number }>(sql`select
      (select count(*) from ${db.table('membership')} where workspace_id = ${workspace.id} and role = ${key})
      + (select count(*) from ${db.table('api_key')}
        where workspace_id = ${workspace.id} and role = ${key} and revoked_at is null) as n`),
  );
  if (Number(n) > 0) fail('role.in_use');
}

const team = z.strictObject({
  name,
  parent: z.uuid().nullable().optional(),
  members: z.array(z.uuid()).max(500).optional(),
});
const onTeam = z.object({ id: z.uuid() });
type Team = z.infer<typeof team>;

const teams = (pools: Pools): Route[] => [
  defineOpenRoute<unknown, unknown, Team>({
    method: 'POST',
    path: '/api/v1/teams',
    summary: 'Make a team, part of another one or not.',
    tag: 'Rights',
    access: 'admin',
    answer: teamAnswer,
    body: team as never,
    serve: async (call) => {
      let id = '';
      await changeModel(pools, call, async (ctx) => {
        const made = await addTeam(ctx, call.body);
        ({ id } = made);
        return made.changeSet;
      });
      return { id, parent: null, members: [], ...call.body };
    },
  }),
  defineOpenRoute<{ id: string }, unknown, Partial<Team>>({
    method: 'PATCH',
    path: '/api/v1/teams/:id',
    summary: 'Rename a team, change who is in it and what it is part of.',
    tag: 'Rights',
    access: 'admin',
    answer: teamAnswer,
    params: onTeam,
    body: team.partial() as never,
    serve: async (call) => {
      await changeModel(pools, call, (ctx) => changeTeam(ctx, call.params.id, call.body));
      return { id: call.params.id, ...call.body };
    },
  }),
  defineOpenRoute<{ id: string }>({
    method: 'DELETE',
    path: '/api/v1/teams/:id',
    summary: 'Remove a team that no other team is part of; undo brings it back.',
    tag: 'Rights',
    access: 'admin',
    answer: null,
    params: onTeam,
    serve: async (call) => {
      await changeModel(pools, call, (ctx) => changeTeam(ctx, call.params.id, { archived: true }));
      return undefined;
    },
  }),
];

/** Roles and teams: who may do what. */
export function rightsRoutes(pools: Pools): Route[] {
  return [list, add(pools), change(pools), remove(pools), ...teams(pools)];
}
