import type pg from 'pg';
import { StartError, type Config } from '#kernel/config';
import type { DatabaseServer } from '../database-server.ts';
import { connected, inTurn, serverVersion } from './connected.ts';
import { ensurePassword, ensureRoles, roleNames, rolePassword, type RoleName } from './roles.ts';
import { ensureExtensions, requireText } from './text.ts';
import { closeDatabase, closeDoor, findOpenDoors } from './wall.ts';

type ExternalConfig = Pick<Config, 'secret' | 'appUrl' | 'controlUrl'> & { readonly databaseUrl: string };

const oldestVersion = 160_000;

/** The operator's server: with roles of our own if its login may make them, else one login for all pools. */
export async function openExternal(config: ExternalConfig): Promise<DatabaseServer> {
  const install = urlLogin(config.databaseUrl);
  try {
    return await inTurn(install, () => connected(install, (client) => prepare(client, config)));
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`DATABASE_URL cannot be used (${reason(error)}): check host, database, user and password`);
  }
}

async function prepare(client: pg.Client, config: ExternalConfig): Promise<DatabaseServer> {
  const version = await serverVersion(client);
  if (version < oldestVersion) {
    throw new StartError(`DATABASE_URL is PostgreSQL ${Math.floor(version / 10_000)}: Kith needs 16 or newer`);
  }
  await ensureExtensions(client);
  await requireText(client);
  const install = urlLogin(config.databaseUrl);
  const same = { kind: 'external', install, version, stop: () => Promise.resolve() } as const;
  if (!(await mayMakeRoles(client))) {
    const app = config.appUrl === null ? install : urlLogin(config.appUrl);
    const control = config.controlUrl === null ? install : urlLogin(config.controlUrl);
    const roles = {
      appRole: userOf(config.appUrl ?? config.databaseUrl),
      controlRole: userOf(config.controlUrl ?? config.databaseUrl),
    };
    return { ...same, wall: 'query', ...roles, owner: install, app, control, openDoors: [] };
  }
  return { ...same, wall: 'roles', ...(await prepareRoles(client, config)) };
}

async function prepareRoles(client: pg.Client, config: ExternalConfig) {
  await ensureRoles(client);
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
  const database = rows[0]?.name ?? '';
  await closeDoor(client, database, 'temporary');
  for (const role of roleNames) await client.query(`grant connect on database ${database} to ${role}`);
  await client.query(`grant create on database ${database} to kith_owner`);
  await closeDatabase(client);
  const login = async (role: RoleName): Promise<pg.ClientConfig> => {
    const password = rolePassword(config.secret, role);
    const derived = urlLogin(config.databaseUrl, { user: role, password });
    await ensurePassword(client, { ...derived, user: role }, password);
    return derived;
  };
  return {
    appRole: config.appUrl === null ? 'kith_app' : userOf(config.appUrl),
    controlRole: config.controlUrl === null ? 'kith_control' : userOf(config.controlUrl),
    owner: await login('kith_owner'),
    app: config.appUrl === null ? await login('kith_app') : urlLogin(config.appUrl),
    control: config.controlUrl === null ? await login('kith_control') : urlLogin(config.controlUrl),
    openDoors: await findOpenDoors(client),
  };
}

/** CREATEROLE, and enough right on the database to pass some on to the roles. */
async function mayMakeRoles(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select (role.rolsuper or role.rolcreaterole)
            and pg_catalog.pg_has_role(current_user, database.datdba, 'usage') as may
       from pg_catalog.pg_roles role, pg_catalog.pg_database database
      where role.rolname = current_user and database.datname = current_database()`,
  );
  return rows[0]?.may === true;
}

/** A login by URL, optionally as another user; TLS and the like stay as the URL says. */
function urlLogin(url: string, as?: { user: string; password: string }): pg.ClientConfig {
  const address = new URL(url);
  if (as) {
    address.username = as.user;
    address.password = as.password;
  }
  return { connectionString: address.href, connectionTimeoutMillis: 5000 };
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

function reason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
}
