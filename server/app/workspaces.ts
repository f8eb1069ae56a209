import { fold } from '#shared/fold';
import * as access from '#kernel/access';
import * as audit from '#kernel/audit';
import { retentionMigrations } from './retention/retention-rules.ts';
import { erasureMigrations } from './routes/erasing/erase-routes.ts';
import { inTransaction, inTurn, migrateSchema, newId, sql, type Migration } from '#kernel/database';
import * as events from '#kernel/events';
import * as files from '#kernel/files';
import * as http from '#kernel/http';
import * as jobs from '#kernel/jobs';
import * as mail from '#kernel/mail';
import * as publicPages from '#kernel/public-pages';
import {
  appendOnlyTables,
  applySchema,
  buildCatalog,
  workspaceMigrations as objectMigrations,
  type Catalog,
} from '#kernel/objects';
import {
  controlMigrations,
  createSchema,
  dropSchema,
  inControlTransaction,
  insertWorkspace,
  makeAppendOnly,
  system,
  toWorkspace,
  withContext,
  type NewWorkspace,
  type Workspace,
} from '#kernel/workspace';
import { requireFinished } from './archive/unfinished.ts';
import type { Services } from './services.ts';

/** Brings the control plane and every workspace to this version's shape; of processes that start at once, one after the
 * other. */
export function migrateAll(services: Services): Promise<void> {
  return inTurn(services.server.owner, () => migrate(services));
}

async function migrate(services: Services): Promise<void> {
  const { pools, server, directory, log } = services;
  await inTransaction(pools.owner, { schema: 'control', role: null, timeout: 120_000 }, async (db) => {
    await db.run(sql`create schema if not exists control`);
    if (server.wall === 'query') return;
    const role = sql.id(server.controlRole);
    await db.run(sql`grant usage on schema control to ${role}`);
    await db.run(
      sql`alter default privileges in schema control grant select, insert, update, delete on tables to ${role}`,
    );
  });
  await requireFinished(services);
  const ran = await migrateSchema(pools.owner, 'control', [
    ...controlMigrations,
    ...access.controlMigrations,
    ...audit.controlMigrations,
  ]);
  if (ran.length > 0) log.info({ steps: ran }, 'the control plane was migrated');
  for (const workspace of await directory.list()) await migrateWorkspace(services, workspace);
}

/** Brings one workspace to this version's shape; resumable, only additions. */
export async function migrateWorkspace(services: Services, workspace: Workspace): Promise<void> {
  await bringTables(services, workspace);
  await begin(services, workspace, () => false);
}

/** Fills the tables of a workspace with what it begins with, but for those that are filled already. */
export async function begin(
  { pools, modules }: Services,
  workspace: Workspace,
  isFilled: (table: string) => boolean,
): Promise<void> {
  const steps = modules.flatMap((module) => module.beginnings?.(workspace) ?? []);
  const filled = steps.map((step) => (isFilled(step.fills) ? { ...step, statements: () => [] } : step));
  await migrateSchema(pools.owner, workspace.schema, filled);
}

/** Makes the tables of a workspace as this version wants them. */
export async function bringTables(services: Services, workspace: Workspace): Promise<void> {
  const { pools, modules } = services;
  const migrations: Migration[] = [
    ...events.workspaceMigrations,
    ...jobs.workspaceMigrations,
    ...access.workspaceMigrations,
    ...audit.workspaceMigrations,
    ...objectMigrations,
    ...http.workspaceMigrations,
    ...files.workspaceMigrations,
    ...mail.workspaceMigrations,
    ...publicPages.workspaceMigrations,
    ...erasureMigrations,
    ...retentionMigrations,
    ...modules.flatMap((module) => module.migrations ?? []),
  ];
  await migrateSchema(pools.owner, workspace.schema, migrations);
  await applySchema(services, workspace, workspace.model as Catalog);
  await makeAppendOnly(pools, workspace, [...appendOnlyTables, ...audit.appendOnlyTables]);
}

export interface Owner {
  name: string;
  email: string;
  password: string;
}

/** Makes a workspace with its owner: schema, tables, account, member. Either all of it is there or nothing is. */
export async function createWorkspace(services: Services, given: NewWorkspace, owner: Owner): Promise<Workspace> {
  const { pools, directory, server } = services;
  access.requirePassword(owner.password);
  const passwordHash = await access.hashPassword(owner.password);
  const memberId = newId();
  const row = await inControlTransaction(pools, async (db) => {
    const inserted = await insertWorkspace(
      db,
      given,
      fold(given.name)
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 40),
    );
    const accountId = await access.insertAccount(db, { ...owner, passwordHash, language: given.language });
    await db.run(sql`insert into ${db.table('membership')} (account_id, workspace_id, member_id, role, last_used_at)
      values (${accountId}, ${inserted.id}, ${memberId}, 'owner', now())`);
    return inserted;
  });
  const workspace = toWorkspace(row, server.wall);
  workspace.model = buildCatalog(services.definitions, row.model_version);
  try {
    await createSchema(pools, workspace, server.appRole);
    await migrateWorkspace(services, workspace);
    await withContext(services.source, { workspace, actor: system }, (ctx) =>
      ctx.db.run(sql`insert into ${ctx.db.table('member')} (id, name, name__sort, email, email__sort, role)
        values (${memberId}, ${owner.name}, ${fold(owner.name)}, ${owner.email}, ${owner.email}, 'owner')`),
    );
  } catch (error) {
    await dropSchema(pools, workspace).catch(() => undefined);
    await inControlTransaction(pools, async (db) => {
      await db.run(sql`delete from ${db.table('membership')} where workspace_id = ${row.id}`);
      await db.run(sql`delete from ${db.table('workspace')} where id = ${row.id}`);
    });
    throw error;
  }
  return (await directory.find(row.id))!;
}
