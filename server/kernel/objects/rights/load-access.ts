import { builtInRoles, type AccessModel, type Rights, type TeamNode } from '#shared/rights';
import { sql, type Db } from '#kernel/database';

interface RoleRow {
  key: string;
  name: string;
  help: string;
  rights: Rights;
}

interface TeamRow {
  id: string;
  name: string;
  members_ids: string[] | null;
  /** Not there yet while a workspace is brought to this version. */
  parent_id?: string | null;
}

/** Roles, teams and what was ever shared, as the workspace has them now. */
export async function readAccess(db: Db): Promise<AccessModel> {
  const roles = await db.many<RoleRow>(sql`select key, name, help, rights from ${db.table('role')}
    where not archived order by created_at, key`);
  const use = await db.many<{ object: string; shared: boolean; private: boolean }>(
    sql`select * from ${db.table('rights_use')}`,
  );
  return {
    roles: new Map(
      [...builtInRoles, ...roles.map((role) => ({ ...role, built_in: false }))].map((one) => [one.key, one]),
    ),
    teams: await readTeams(db),
    shared: new Set(use.filter((one) => one.shared).map((one) => one.object)),
    privates: new Set(use.filter((one) => one.private).map((one) => one.object)),
  };
}

async function readTeams(db: Db): Promise<TeamNode[]> {
  const rows = await db.many<TeamRow>(sql`select * from ${db.table('team')} where deleted_at is null order by id`);
  return rows.map(({ id, name, members_ids, parent_id }) => ({
    id,
    name,
    parent: parent_id ?? null,
    members: members_ids ?? [],
  }));
}
