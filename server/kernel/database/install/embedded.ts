import type pg from 'pg';
import type { Config } from '#kernel/config';
import type { Log } from '#kernel/telemetry';
import { startEmbedded } from '../embedded/launcher.ts';
import type { DatabaseServer, ServerOptions } from '../database-server.ts';
import { connected } from './connected.ts';
import { prepareDatabase } from './prepare.ts';
import { ensurePassword, ensureRoles, roleNames, rolePassword, type RoleName } from './roles.ts';
import { closeDoor } from './wall.ts';

const database = 'kith';

// Any number that no other lock of ours uses: two processes that start at once install one after the other.
const installLock = 7_105_448;

/** The embedded server with database `kith`, its roles and its wall in place. */
export async function openEmbedded(config: Config, log: Log, options: ServerOptions): Promise<DatabaseServer> {
  const { superuser, stop } = await startEmbedded({ dataDir: config.dataDir, log, ...options });
  const login = (role: RoleName): pg.ClientConfig => {
    return { ...superuser, database, user: role, password: rolePassword(config.secret, role) };
  };
  const install = { ...superuser, database };
  const found = await connected(superuser, async (client) => {
    await client.query('select pg_advisory_lock($1)', [installLock]);
    await ensureRoles(client);
    await ensureDatabase(client);
    const inside = await connected(install, prepareDatabase);
    for (const role of roleNames) await ensurePassword(client, login(role), rolePassword(config.secret, role));
    return inside;
  });
  const logins = { owner: login('kith_owner'), app: login('kith_app'), control: login('kith_control'), install };
  const roles = { appRole: 'kith_app', controlRole: 'kith_control' };
  return { kind: 'embedded', wall: 'roles', ...roles, ...logins, ...found, stop };
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('select 1 from pg_catalog.pg_database where datname = $1', [database]);
  if (found.rows.length === 0) await client.query(`create database ${database} owner kith_owner`);
  for (const name of ['postgres', 'template1', database]) await closeDoor(client, name, 'all');
  for (const role of roleNames) await client.query(`grant connect on database ${database} to ${role}`);
}
