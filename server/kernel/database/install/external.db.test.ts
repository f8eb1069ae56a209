import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { readConfig } from '#kernel/config';
import { createLog } from '#kernel/telemetry';
import { freePort } from '../../../../test/harness/program.ts';
import { temporaryDataFolder } from '../../../../test/harness/temporary-folder.ts';
import { startEmbedded, type EmbeddedServer } from '../embedded/launcher.ts';
import { openServer, type DatabaseServer } from '../server.ts';

const roles = 'kith_owner, kith_app, kith_control';
const log = createLog({ logLevel: 'silent' });

describe("an operator's own server", () => {
  let host: EmbeddedServer;
  let port: number;
  const url = (user: string, database: string, password = 'pass'): string =>
    `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

  before(async () => {
    port = await freePort();
    const overrides = { fsync: 'off', listen_addresses: '127.0.0.1', port: String(port) };
    host = await startEmbedded({ dataDir: temporaryDataFolder(), log, overrides });
    const bare = "locale_provider libc lc_collate 'C' lc_ctype 'C'";
    const statements = [
      "create role boss superuser login password 'pass'",
      "create role maker createrole login password 'pass'",
      "create role plain login password 'pass'",
      'create database boss_s owner boss',
      'create database maker_s owner maker',
      'create database plain_s owner plain',
      `create database latin owner boss template template0 encoding 'LATIN1' ${bare}`,
      `create database bare owner boss template template0 encoding 'UTF8' ${bare}`,
    ];
    for (const statement of statements) await query(host.superuser, statement);
  });
  after(() => host.stop());

  test('gets roles and the whole wall from a superuser', async () => {
    const server = await open(url('boss', 'boss_s'));
    assert.equal(server.wall, 'roles');
    assert.deepEqual(server.openDoors, []);
    await useWorkspace(server);
    await query(server.install, `drop owned by ${roles}`, `drop role ${roles}`);
  });

  test('is made ready once by processes that start at once', async () => {
    const opened = await Promise.all(Array.from({ length: 6 }, () => open(url('boss', 'boss_s'))));
    assert.deepEqual(opened.map((server) => server.openDoors).flat(), []);
    await query(opened[0]!.install, `drop owned by ${roles}`, `drop role ${roles}`);
  });

  test('gets roles from a login that may make them, and names what stays open', async () => {
    const server = await open(url('maker', 'maker_s'));
    assert.equal(server.wall, 'roles');
    assert.ok(server.openDoors.includes('set_config'));
    await useWorkspace(server);
  });

  test('is used through one login when it may not make roles', async () => {
    const server = await open(url('plain', 'plain_s'));
    assert.equal(server.wall, 'query');
    assert.equal(server.appRole, 'plain');
    assert.deepEqual(await query(server.app, 'select current_user::text as name'), [{ name: 'plain' }]);
  });

  test('is refused in one line when the password is wrong', async () => {
    const reason = /DATABASE_URL cannot be used \(password authentication failed/;
    await assert.rejects(open(url('plain', 'plain_s', 'wrong')), { name: 'StartError', message: reason });
  });

  test('is refused when it cannot read Greek', async () => {
    for (const database of ['latin', 'bare']) {
      await assert.rejects(open(url('boss', database)), { name: 'StartError', message: /cannot read Greek/ });
    }
  });
});

function open(databaseUrl: string): Promise<DatabaseServer> {
  const config = readConfig({ DATABASE_URL: databaseUrl, SECRET: 'only-for-tests-only-for-tests-only' });
  return openServer(config, log);
}

/** What provisioning and a request do, in short. */
async function useWorkspace(server: DatabaseServer): Promise<void> {
  const made = [
    'create schema ws_1',
    'create role ws_1 nologin',
    `grant ws_1 to ${server.appRole} with inherit false, set true`,
    'grant usage on schema ws_1 to ws_1',
    'create table ws_1.person (id uuid primary key)',
    'grant select on ws_1.person to ws_1',
  ];
  for (const statement of made) await query(server.owner, statement);
  await assert.rejects(query(server.app, 'select * from ws_1.person'), { code: '42501' });
  assert.deepEqual(await query(server.app, 'set role ws_1', 'select * from ws_1.person'), []);
  await query(server.owner, 'drop schema ws_1 cascade', 'drop role ws_1');
}

async function query(login: pg.ClientConfig, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client(login);
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows as unknown[];
    return rows;
  } finally {
    await client.end();
  }
}
