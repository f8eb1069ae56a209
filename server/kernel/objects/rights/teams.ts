import { isDeepStrictEqual } from 'node:util';
import { fail, failIf } from '#shared/failure';
import { fold } from '#shared/fold';
import { newId, sql } from '#kernel/database';
import { audit } from '#kernel/audit';
import { emit } from '#kernel/events';
import type { Context } from '#kernel/workspace';
import { keepFieldChanges, type FieldChange } from '../customize/field-history.ts';
import { rightsChanged } from './roles.ts';

/** Under this name stand, in the history of the model, changes of teams. */
export const ofTeams = '@team';

export interface TeamPatch {
  name?: string | undefined;
  parent?: string | null | undefined;
  members?: string[] | undefined;
  archived?: boolean | undefined;
}

interface TeamRow {
  id: string;
  name: string;
  parent: string | null;
  members: string[];
  archived: boolean;
}

const mostTeams = 1_000; // they are read whole with the model

/** Makes a team. Answers with its id and its change set, which takes it back. */
export async function addTeam(
  ctx: Context,
  given: { name: string; parent?: string | null | undefined; members?: string[] | undefined },
): Promise<{ id: string; changeSet: string }> {
  const { id, change } = await insertTeam(ctx, given);
  return { id, changeSet: await keepFieldChanges(ctx, { label: `Add team: ${given.name}`, changes: [change] }) };
}

/** Adds a team; answers with its id and what is kept of that in the history. */
export async function insertTeam(
  ctx: Context,
  given: { name: string; parent?: string | null | undefined; members?: string[] | undefined },
): Promise<{ id: string; change: FieldChange }> {
  const id = newId();
  const { name, parent = null, members = [] } = given;
  const others = await lockTeams(ctx);
  if (others.length >= mostTeams) fail('team.too_many');
  const team = { id, name, parent, members: [...new Set(members)], archived: false };
  await check(ctx, others, team);
  await ctx.db.run(sql`insert into ${ctx.db.table('team')}
    (id, created_by_id, name, name__sort, parent_id, members_ids)
    values (${id}::uuid, ${ctx.actor.memberId}::uuid, ${name}, ${fold(name)}, ${parent}::uuid,
      ${team.members}::uuid[])`);
  await emit(ctx, rightsChanged, { of: 'teams' });
  await audit(ctx, 'team.changed', { about: name, details: { id, parent, members: team.members } });
  return { id, change: { object: ofTeams, key: id, verb: 'create', before: {}, after: { name } } };
}

/** Changes a team; rights that follow from it hold with the next request. Answers with the change set. */
export async function changeTeam(ctx: Context, id: string, patch: TeamPatch): Promise<string> {
  const { name, change } = await writeTeam(ctx, id, patch);
  const verb = patch.archived === undefined ? 'Change' : patch.archived ? 'Remove' : 'Bring back';
  return keepFieldChanges(ctx, { label: `${verb} team: ${patch.name ?? name}`, changes: [change] });
}

/** Writes what a patch says and tells what stood there before. */
export async function writeTeam(
  ctx: Context,
  id: string,
  patch: TeamPatch,
): Promise<{ name: string; change: FieldChange }> {
  const teams = await lockTeams(ctx, { removed: true });
  const row = teams.find((team) => team.id === id) ?? fail('record.not_found', { detail: 'There is no such team.' });
  if (row.archived && patch.archived !== false) fail('record.not_found', { detail: 'There is no such team.' });
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  if (patch.members) given['members'] = [...new Set(patch.members)];
  const next = { ...row, ...given } as TeamRow;
  const others = teams.filter((team) => team.id !== id && !team.archived);
  if (!next.archived) await check(ctx, others, next);
  else if (others.some((team) => team.parent === id)) fail('team.has_teams');
  await ctx.db.run(sql`update ${ctx.db.table('team')} set name = ${next.name}, name__sort = ${fold(next.name)},
      parent_id = ${next.parent}::uuid, members_ids = ${next.members}::uuid[], version = version + 1,
      updated_at = ${ctx.now.toISOString()}::timestamptz, updated_by_id = ${ctx.actor.memberId}::uuid,
      deleted_at = case when ${next.archived}::boolean then ${ctx.now.toISOString()}::timestamptz end
    where id = ${id}::uuid`);
  await emit(ctx, rightsChanged, { of: 'teams' });
  await audit(ctx, 'team.changed', { about: row.name, details: { id, changed: given } });
  const before = Object.fromEntries(Object.keys(given).map((name) => [name, row[name as keyof TeamRow]]));
  return { name: row.name, change: { object: ofTeams, key: id, verb: 'update', before, after: given } };
}

/** Changes in an order in which they can be taken back: a team comes back before those that are part of it, and is put
 * away behind them. Ids of teams follow the order in which they were made. */
export function teamsInTurn(changes: FieldChange[]): FieldChange[] {
  const teams = changes.filter(({ object }) => object === ofTeams).toSorted((a, b) => (a.key! < b.key! ? -1 : 1));
  const comesBack = ({ verb, after }: FieldChange) => verb === 'update' && after['archived'] === true;
  const goes = ({ verb }: FieldChange) => verb === 'create';
  return [
    ...changes.filter(({ object }) => object !== ofTeams),
    ...teams.filter(comesBack),
    ...teams.filter((one) => !comesBack(one) && !goes(one)),
    ...teams.filter(goes).toReversed(),
  ];
}

/** What of a team no longer is as a change left it. */
export async function teamChangedSince(ctx: Context, { key, after }: FieldChange): Promise<string[]> {
  const row = (await lockTeams(ctx, { removed: true })).find((team) => team.id === key);
  if (!row) return Object.keys(after);
  return Object.keys(after).filter(
    (name) => !isDeepStrictEqual(row[name as keyof TeamRow] ?? null, after[name] ?? null),
  );
}

/** All teams, locked: two changes at once could close a circle that neither of them sees. */
async function lockTeams(ctx: Context, { removed = false }: { removed?: boolean } = {}): Promise<TeamRow[]> {
  const table = ctx.db.table('team');
  await ctx.db.run(sql`select pg_advisory_xact_lock(hashtext(${`${ctx.db.schema}:teams`}))`);
  return ctx.db.many<TeamRow>(sql`select id, name, parent_id as parent, coalesce(members_ids, '{}') as members,
      deleted_at is not null as archived
    from ${table} where ${removed} or deleted_at is null order by id for no key update`);
}

async function check(ctx: Context, others: TeamRow[], team: TeamRow): Promise<void> {
  if (others.some((one) => fold(one.name) === fold(team.name)))
    fail('record.not_unique', { detail: `There is a team "${team.name}" already.` });
  const known = await ctx.db.many<{ id: string }>(
    sql`select id from ${ctx.db.table('member')} where id = any (${team.members}::uuid[]) and deleted_at is null`,
  );
  const there = new Set(known.map((row) => row.id));
  failIf([
    ...team.members
      .filter((id) => !there.has(id))
      .map((id) => ({ pointer: '/members', code: 'relation.not_found', message: `There is no such member (${id}).` })),
    ...parentIssues(others, team),
  ]);
}

function parentIssues(others: TeamRow[], { id, parent }: TeamRow) {
  const told = (code: string, message: string) => [{ pointer: '/parent', code, message }];
  const seen = new Set([id]);
  for (let at = parent; at !== null;) {
    if (seen.has(at)) return told('team.circle', 'A team cannot be part of itself.');
    seen.add(at);
    const above = others.find((team) => team.id === at);
    if (!above) return told('relation.not_found', 'There is no such team.');
    at = above.parent;
  }
  return [];
}
