import { fail } from '#shared/failure';
import { teamsOf } from '#shared/rights';
import { mayAdminister, teamsAround } from '#kernel/access';
import { sql, type Sql } from '#kernel/database';
import type { Actor, Context } from '#kernel/workspace';
import type { ObjectModel } from '../catalog.ts';
import type { Words } from '../define-object.ts';
import { partsOfScope, scopeSql } from '../query/scope.ts';
import { readShares, type ShareJson } from './sharing.ts';

export interface AccessJson {
  member: { id: string; name: string; role: string };
  level: 'none' | 'read' | 'write' | 'delete';
  /** Why, or for `none` why not. */
  reasons: { code: string; text: Words }[];
}

interface MemberRow {
  id: string;
  name: string;
  role: string;
  active: boolean;
}

interface Asked extends MemberRow {
  can_read: boolean;
  can_update: boolean;
  can_delete: boolean;
  own: boolean;
  ruled: boolean;
  open: boolean;
}

const mostMembers = 1_000;
const atOnce = 50; // members that one statement asks for

/** Who may do what with a record, and why; those who may not see it at all are left out unless `member` names them. */
export async function explainAccess(
  ctx: Context,
  object: ObjectModel,
  { id, member }: { id: string; member?: string },
): Promise<AccessJson[]> {
  const members = await ctx.db.many<MemberRow>(sql`select id, name, role, active from ${ctx.db.table('member')}
    where deleted_at is null and ${member === undefined ? sql`active` : sql`id = ${member}::uuid`}
    order by name__sort, id limit ${mostMembers}`);
  if (member !== undefined && members.length === 0) fail('record.not_found', { detail: 'There is no such member.' });
  const shares = await readShares(ctx, id);
  const owners = await ownersOf(ctx, object, id);
  const told: AccessJson[] = [];
  for (let at = 0; at < members.length; at += atOnce) {
    const some = members.slice(at, at + atOnce);
    const asked = await ctx.db.many<Asked>(
      sql`${sql.join(
        some.map((one) => askSql(actingAs(ctx, one), object, { id, member: one })),
        sql` union all `,
      )}`,
    );
    const byId = new Map(asked.map((one) => [one.id, one]));
    told.push(...some.map((one) => explain(actingAs(ctx, one), object, { asked: byId.get(one.id)!, shares, owners })));
  }
  return member === undefined ? told.filter((one) => one.level !== 'none') : told;
}

/** The same question asked by a member, as far as their role goes. */
export function actingAs(ctx: Context, { id, name, role }: Omit<MemberRow, 'active'>): Context {
  const actor: Actor = { kind: 'member', memberId: id, userId: null, name, role, key: `member:${id}` };
  return { ...ctx, actor };
}

function askSql(as: Context, object: ObjectModel, { id, member }: { id: string; member: MemberRow }): Sql {
  const can = (verb: 'read' | 'update' | 'delete') => scopeSql(as, object, { verb, alias: 't' });
  const { own, rule, open } = partsOfScope(as, object, 't');
  return sql`select ${member.id}::uuid as id, ${member.name}::text as name, ${member.role}::text as role,
      ${member.active}::boolean as active, ${can('read')} as can_read, ${can('update')} as can_update,
      ${can('delete')} as can_delete, ${own} as own, ${rule} as ruled, ${open} as open
    from ${as.db.table(object.table)} t where t.id = ${id}::uuid`;
}

/** The members whose own a record is. */
async function ownersOf(ctx: Context, object: ObjectModel, id: string): Promise<string[]> {
  const columns = ['created_by_id', ...object.whole.owning.map((field) => field.column)];
  const row = await ctx.db.one<
    Record<string, string | null>
  >(sql`select ${sql.join(columns.map((name) => sql.id(name)))}
    from ${ctx.db.table(object.table)} where id = ${id}::uuid`);
  return Object.values(row).filter((one) => one !== null);
}

interface Known {
  asked: Asked;
  shares: ShareJson[];
  owners: string[];
}

function explain(as: Context, object: ObjectModel, known: Known): AccessJson {
  const { id, name, role, active, can_read, can_update, can_delete } = known.asked;
  const level = !active || !can_read ? 'none' : can_delete ? 'delete' : can_update ? 'write' : 'read';
  const reasons = level === 'none' ? whyNot(as, object, known.asked) : why(as, object, known);
  return { member: { id, name, role }, level, reasons };
}

const because = (code: string, en: string, el: string) => ({ code, text: { en, el } });

/** What the roles of the program are called on Greek pages; one of the workspace's own has the name it was given. */
const inGreek: Record<string, string> = {
  owner: 'Ιδιοκτήτης',
  admin: 'Διαχειριστής',
  member: 'Μέλος',
  own_records: 'Δικές του εγγραφές',
  read_only: 'Αναγνώστης',
};

function roleName({ workspace, actor }: Context): Words {
  const role = workspace.access.roles.get(actor.role);
  const en = role?.name ?? actor.role;
  return { en, el: (role?.built_in && inGreek[actor.role]) || en };
}

function why(as: Context, object: ObjectModel, { asked, shares, owners }: Known): AccessJson['reasons'] {
  const { reach, ruled } = partsOfScope(as, object, 't');
  const role = roleName(as);
  const passes = asked.ruled && asked.open;
  const reasons = [];
  if (passes && reach === 'all')
    reasons.push(
      ruled
        ? because('rule', `The rule of the role “${role.en}” holds`, `Ισχύει ο κανόνας του ρόλου «${role.el}»`)
        : because('role', `The role “${role.en}” reads all of them`, `Ο ρόλος «${role.el}» τα διαβάζει όλα`),
    );
  if (asked.own) reasons.push(because('own', 'It is their own', 'Είναι δικό τους'));
  const teams = teamsOf(as.workspace.access.teams, as.actor.memberId, 'down');
  if (passes && reach === 'team')
    for (const team of teams.filter((one) => owners.some((owner) => one.members.includes(owner))))
      reasons.push(because('team', `It belongs to the team “${team.name}”`, `Ανήκει στην ομάδα «${team.name}»`));
  const holders = new Set([as.actor.memberId, ...teamsAround(as).map((team) => team.id)]);
  for (const share of shares.filter((one) => holders.has(one.holder.id))) {
    const by = share.by?.name ?? 'Kith';
    const team = share.holder.kind === 'team' ? share.holder.name : null;
    reasons.push(
      team === null
        ? because('share', `${by} shared it with them`, `Το μοιράστηκε μαζί τους: ${by}`)
        : because('share', `${by} shared it with the team “${team}”`, `Το μοιράστηκε με την ομάδα «${team}»: ${by}`),
    );
  }
  if (mayAdminister(as))
    reasons.push(because('administers', 'Administrators see everything', 'Οι διαχειριστές βλέπουν τα πάντα'));
  return reasons;
}

function whyNot(as: Context, object: ObjectModel, { active, own, ruled, open }: Asked): AccessJson['reasons'] {
  const { reach } = partsOfScope(as, object, 't');
  const role = roleName(as);
  const reasons = [];
  if (!active) reasons.push(because('inactive', 'They may not sign in', 'Δεν μπορούν να συνδεθούν'));
  if (reach === 'none')
    reasons.push(
      because('no_right', `The role “${role.en}” reads none of them`, `Ο ρόλος «${role.el}» δεν διαβάζει κανένα`),
    );
  if (reach === 'own' && !own) reasons.push(because('not_own', 'It is not their own', 'Δεν είναι δικό τους'));
  if (reach === 'team' && !own)
    reasons.push(because('not_team', 'It belongs to none of their teams', 'Δεν ανήκει σε καμία ομάδα τους'));
  if (!ruled)
    reasons.push(
      because('rule', `The rule of the role “${role.en}” does not hold`, `Δεν ισχύει ο κανόνας του ρόλου «${role.el}»`),
    );
  if (!open) reasons.push(because('private', 'It is private', 'Είναι ιδιωτικό'));
  return reasons;
}
