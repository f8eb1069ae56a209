import { isDeepStrictEqual } from 'node:util';
import { fail } from '#shared/failure';
import { actions, objectRights, type FieldRight, type Rights } from '#shared/rights';
import { sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, type ObjectModel } from '../catalog.ts';
import { scopeSql } from '../query/scope.ts';
import { actingAs } from './explain.ts';
import { readRights } from './roles.ts';

const verbs = ['read', 'update', 'delete'] as const;
type Counts = Record<(typeof verbs)[number], { lost: number; gained: number }>;

export interface PreviewJson {
  /** Of each object whose rights differ: whether records may be made, and how many each member loses and gains. */
  objects: {
    object: string;
    create: { before: string; after: string };
    members: ({ member: { id: string; name: string } } & Counts)[];
  }[];
  fields: { object: string; field: string; before: FieldRight; after: FieldRight }[];
  actions: { action: string; before: boolean; after: boolean }[];
  administers: { before: boolean; after: boolean };
  /** Members with the role; of more than the first hundred no records are counted. */
  members: number;
}

const countedMembers = 100;

/** What other rights would take from those who have a role, and give them, before anything is saved. */
export async function previewRole(ctx: Context, key: string, given: unknown): Promise<PreviewJson> {
  const role = ctx.workspace.access.roles.get(key) ?? fail('role.not_found');
  const rights = readRights(ctx, given, '/rights');
  const members = await ctx.db.many<{ id: string; name: string }>(sql`select id, name from ${ctx.db.table('member')}
    where role = ${key} and active and deleted_at is null order by name__sort, id`);
  const changed = [...catalogOf(ctx).objects.values()].filter(
    (object) =>
      object.definition.kind !== 'system' &&
      !object.definition.internal &&
      !isDeepStrictEqual(reachesOf(role.rights, object), reachesOf(rights, object)),
  );
  const objects: PreviewJson['objects'] = [];
  for (const object of changed) {
    const [before, after] = [role.rights, rights].map((one) => objectRights(one, object.key).create);
    const counted = await count(ctx, object, { key, rights, members: members.slice(0, countedMembers) });
    objects.push({ object: object.key, create: { before: before!, after: after! }, members: counted });
  }
  return {
    objects,
    fields: changedFields(ctx, role.rights, rights),
    actions: actions
      .map((action) => ({ action, before: role.rights.actions[action], after: rights.actions[action] }))
      .filter(({ before, after }) => before !== after),
    administers: { before: role.rights.administers, after: rights.administers },
    members: members.length,
  };
}

function reachesOf(rights: Rights, object: ObjectModel) {
  const { fields: _, ...reaches } = objectRights(rights, object.key);
  return { ...reaches, administers: rights.administers };
}

/** Records that each member loses and gains, all members in one statement. */
async function count(
  ctx: Context,
  object: ObjectModel,
  { key, rights, members }: { key: string; rights: Rights; members: { id: string; name: string }[] },
): Promise<PreviewJson['objects'][number]['members']> {
  if (members.length === 0) return [];
  const { access } = ctx.workspace;
  const roles = new Map(access.roles).set(key, { ...access.roles.get(key)!, rights });
  const then: Context = { ...ctx, workspace: { ...ctx.workspace, access: { ...access, roles } } };
  const sums = members.flatMap((member, at) =>
    verbs.flatMap((verb) => {
      const [before, after] = [ctx, then].map((one) =>
        scopeSql(actingAs(one, { ...member, role: key }), object, { verb, alias: 't' }),
      );
      const number = (lost: boolean) =>
        sql`count(*) filter (where ${lost ? before! : after!} and (${lost ? after! : before!}) is not true)::integer`;
      return [
        sql`${number(true)} as ${sql.id(`l_${verb}_${at}`)}`,
        sql`${number(false)} as ${sql.id(`g_${verb}_${at}`)}`,
      ];
    }),
  );
  const row = await ctx.db.one<Record<string, number>>(sql`select ${sql.join(sums)}
    from ${ctx.db.table(object.table)} t where t.deleted_at is null`);
  return members.map((member, at) => {
    const counts = verbs.map((verb) => [verb, { lost: row[`l_${verb}_${at}`], gained: row[`g_${verb}_${at}`] }]);
    return { member, ...(Object.fromEntries(counts) as Counts) };
  });
}

function changedFields(ctx: Context, before: Rights, after: Rights): PreviewJson['fields'] {
  return [...catalogOf(ctx).objects.values()].flatMap((object) => {
    const [old, next] = [before, after].map((one) => objectRights(one, object.key).fields ?? {});
    return [...object.fields.keys()].flatMap((field) => {
      const change = { before: old![field] ?? 'write', after: next![field] ?? 'write' };
      return change.before === change.after ? [] : [{ object: object.key, field, ...change }];
    });
  });
}
