import { isDeepStrictEqual } from 'node:util';
import { Failure, fail, failIf, type Issue } from '#shared/failure';
import { rightsIssues, type Known, type ObjectRights, type Rights, type Role } from '#shared/rights';
import { audit } from '#kernel/audit';
import { sql } from '#kernel/database';
import { defineEvent, emit } from '#kernel/events';
import type { Context } from '#kernel/workspace';
import { catalogOf } from '../catalog.ts';
import { customKey } from '../customize/add-field.ts';
import { keepFieldChanges, type FieldChange } from '../customize/field-history.ts';
import { compileFilter } from '../query/filter.ts';

/** Under this name stand, in the history of the model, changes of roles. */
export const ofRoles = '@role';

/** Roles or teams were changed: a page that shows them asks again. */
export const rightsChanged = defineEvent<{ of: 'roles' | 'teams' }>('objects.rights.changed');

const mostRoles = 100; // roles of one's own: a firm that needs more wants teams and rules

export interface RolePatch {
  name?: string | undefined;
  help?: string | undefined;
  rights?: unknown;
  archived?: boolean | undefined;
}

interface RoleRow {
  key: string;
  name: string;
  help: string;
  rights: Rights;
  archived: boolean;
}

/** Makes a role of a workspace's own. Answers with its key and its change set, which takes it back. */
export async function addRole(
  ctx: Context,
  given: { name: string; help?: string | undefined; rights: unknown },
): Promise<{ key: string; changeSet: string }> {
  const key = customKey(given.name);
  if (key === 'c') failIf([{ pointer: '/name', code: 'role.no_name', message: 'Give the role a name in letters.' }]);
  const change = await insertRole(ctx, key, given);
  const changeSet = await keepFieldChanges(ctx, { label: `Add role: ${given.name}`, changes: [change] });
  return { key, changeSet };
}

/** Adds the row of a role; answers with what is kept of that in the history. */
export async function insertRole(
  ctx: Context,
  key: string,
  given: { name: string; help?: string | undefined; rights?: unknown },
): Promise<FieldChange> {
  const rights = readRights(ctx, given.rights, '/rights');
  const table = ctx.db.table('role');
  const { n } = await ctx.db.one<{ n: number }>(sql`select count(*) as n from ${table}`);
  if (n >= mostRoles) fail('role.too_many');
  const made = await ctx.db.run(sql`insert into ${table} (key, name, help, rights)
    values (${key}, ${given.name}, ${given.help ?? ''}, ${JSON.stringify(rights)}::jsonb) on conflict do nothing`);
  if (made === 0) fail('role.exists', { detail: `There is, or was, a role "${given.name}" already.` });
  await emit(ctx, rightsChanged, { of: 'roles' });
  await audit(ctx, 'role.changed', { about: given.name, details: { key, rights } });
  return { object: ofRoles, key, verb: 'create', before: {}, after: { name: given.name } };
}

/** Changes a role; who has it has the new rights with the next request. Answers with the change set. */
export async function changeRole(ctx: Context, key: string, patch: RolePatch): Promise<string> {
  const change = await writeRole(ctx, key, patch);
  const verb = patch.archived === undefined ? 'Change' : patch.archived ? 'Remove' : 'Bring back';
  return keepFieldChanges(ctx, { label: `${verb} role: ${patch.name ?? change.name}`, changes: [change.change] });
}

/** Writes what a patch says and tells what stood there before. */
export async function writeRole(
  ctx: Context,
  key: string,
  patch: RolePatch,
): Promise<{ name: string; change: FieldChange }> {
  const row = await lockRole(ctx, key);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  if ('rights' in given) given['rights'] = readRights(ctx, given['rights'], '/rights');
  const next = { ...row, ...given } as RoleRow;
  await ctx.db.run(sql`update ${ctx.db.table('role')} set name = ${next.name}, help = ${next.help},
      rights = ${JSON.stringify(next.rights)}::jsonb, archived = ${next.archived} where key = ${key}`);
  await emit(ctx, rightsChanged, { of: 'roles' });
  await audit(ctx, 'role.changed', { about: row.name, details: { key, changed: given } });
  const before = Object.fromEntries(Object.keys(given).map((name) => [name, row[name as keyof RoleRow]]));
  return { name: row.name, change: { object: ofRoles, key, verb: 'update', before, after: given } };
}

/** What of a role no longer is as a change left it. */
export async function roleChangedSince(ctx: Context, { key, after }: FieldChange): Promise<string[]> {
  const row = await lockRole(ctx, key!);
  return Object.keys(after).filter(
    (name) => !isDeepStrictEqual(row[name as keyof RoleRow] ?? null, after[name] ?? null),
  );
}

async function lockRole(ctx: Context, key: string): Promise<RoleRow> {
  const row = await ctx.db.maybe<RoleRow>(sql`select key, name, help, rights, archived from ${ctx.db.table('role')}
    where key = ${key} for update`);
  if (row) return row;
  return fail(ctx.workspace.access.roles.has(key) ? 'role.built_in' : 'role.not_found');
}

/** Rights as they may be kept: everything that is wrong with them is told, also with their filters. */
export function readRights(ctx: Context, rights: unknown, at: string): Rights {
  failIf(rightsIssues(rights, knownTo(ctx), at));
  const read = rights as Rights;
  failIf(
    Object.entries<ObjectRights>(read.objects).flatMap(([key, { where }]) =>
      where === undefined || where === null ? [] : whereIssues(ctx, key, { where, at: `${at}/objects/${key}/where` }),
    ),
  );
  return read;
}

function whereIssues(ctx: Context, key: string, { where, at }: { where: unknown; at: string }): Issue[] {
  try {
    compileFilter(ctx, catalogOf(ctx).objects.get(key)!, where, 't');
    return [];
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    const [first] = problem.details.issues ?? [];
    const pointer = first && first.pointer !== '/' ? at + first.pointer : at;
    return [{ pointer, code: first?.code ?? 'filter.invalid', message: problem.message }];
  }
}

function knownTo(ctx: Context): Known {
  const objects = [...catalogOf(ctx).objects.values()].filter(({ definition }) => definition.kind !== 'system');
  return {
    objects: new Map(
      objects.map(({ key, title, fields }) => [
        key,
        {
          title: title.key,
          fields: new Set(fields.keys()),
          fixed: new Set([...fields.values()].filter((field) => field.system).map((field) => field.key)),
        },
      ]),
    ),
  };
}

/** A role as programs see it. */
export function presentRole({ key, name, help, rights, built_in }: Role) {
  return { key, name, help, built_in, rights };
}
