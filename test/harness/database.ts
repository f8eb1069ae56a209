import pg from 'pg';
import { readConfig, type Config } from '#kernel/config';
import { createLog } from '#kernel/telemetry';
import { prepareDatabase } from '../../server/kernel/database/install/prepare.ts';
import { openServer, type DatabaseServer } from '../../server/kernel/database/server.ts';
import { temporaryDataFolder } from './temporary-folder.ts';

/** A database of its own on the test server; `stop` of the server value does nothing. */
export interface TestClone extends DatabaseServer {
  readonly database: string;
  /** Where a program of its own finds it, as DATABASE_URL. */
  readonly url: string;
  /** Ends all connections to it and removes it. */
  drop(): Promise<void>;
}

/** The PostgreSQL of one test process. */
export interface TestDatabase {
  readonly config: Config;
  readonly server: DatabaseServer;
  /** Makes a template (extensions and wall in place, else empty) and lets `migrate` fill it; once per name. */
  makeTemplate(name: string, migrate: (database: DatabaseServer) => Promise<void>): Promise<void>;
  /** A copy of a template that `makeTemplate` has made in this process. */
  cloneTemplate(name: string): Promise<TestClone>;
}

// A crash of the test machine may cost the test database, so nothing is written through to the disk.
const fast = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  log_connections: 'off',
  logging_collector: 'off',
  max_connections: '300',
  max_locks_per_transaction: '256',
  shared_buffers: '64MB',
  max_wal_size: '4GB',
};

const secret = 'only-for-tests-only-for-tests-only-for-tests';

let opened: Promise<TestDatabase> | undefined;

/** The one server of this test process: TEST_DATABASE_URL or DATABASE_URL if set, else a fresh embedded one. */
export function testDatabase(): Promise<TestDatabase> {
  opened ??= open();
  return opened;
}

async function open(): Promise<TestDatabase> {
  const url = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  const where = url ? { DATABASE_URL: url, DATA_DIR: 'data' } : { DATA_DIR: temporaryDataFolder() };
  const config = readConfig({ SECRET: secret, LOG_LEVEL: 'error', ...where });
  const server = await openServer(config, createLog(config), { overrides: fast });
  return createTestDatabase(config, server);
}

function createTestDatabase(config: Config, server: DatabaseServer): TestDatabase {
  const templates = new Map<string, Promise<string>>();
  let made = 0;
  const newName = (use: string): string => `kith_test_${process.pid}_${use}_${(made += 1)}`;
  return {
    config,
    server,
    async makeTemplate(name, migrate) {
      if (!templates.has(name)) templates.set(name, makeTemplate(server, newName(name), migrate));
      await templates.get(name);
    },
    async cloneTemplate(name) {
      const template = await templates.get(name);
      if (template === undefined) throw new Error(`no template ${name}: call makeTemplate first`);
      return makeClone(server, template, newName('clone'));
    },
  };
}

async function makeTemplate(
  server: DatabaseServer,
  database: string,
  migrate: (database: DatabaseServer) => Promise<void>,
): Promise<string> {
  const text = "template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'";
  await createDatabase(server, database, server.kind === 'embedded' ? 'template template1' : text);
  const copy = pointTo(server, database);
  await on(copy.install, (client) => prepareDatabase(client));
  await migrate(copy);
  if (server.kind === 'external') dropAtExit(server, database);
  return database;
}

async function makeClone(server: DatabaseServer, template: string, database: string): Promise<TestClone> {
  await createDatabase(server, database, `template ${template}`);
  const copy = pointTo(server, database);
  return { ...copy, database, url: urlOf(copy.install), drop: () => dropDatabase(server, database) };
}

/** A login as an address; the embedded server listens on a socket alone, whose folder goes as a parameter. */
function urlOf({ connectionString, user, password, host, port, database }: pg.ClientConfig): string {
  if (connectionString !== undefined) return connectionString;
  const login = `${encodeURIComponent(user!)}:${encodeURIComponent(String(password))}`;
  return `postgres://${login}@localhost:${port}/${database}?host=${encodeURIComponent(host!)}`;
}

async function createDatabase(server: DatabaseServer, database: string, from: string): Promise<void> {
  await on(maintenance(server), async (client) => {
    await client.query(`create database ${database} ${from}`);
    await client.query(`revoke all on database ${database} from public`);
    if (server.wall === 'query') return;
    await client.query(`grant connect, create on database ${database} to kith_owner`);
    await client.query(`grant connect on database ${database} to ${server.appRole}, ${server.controlRole}`);
  });
}

function dropDatabase(server: DatabaseServer, database: string): Promise<void> {
  return on(maintenance(server), async (client) => {
    await client.query(`drop database if exists ${database} with (force)`);
  });
}

/** A template on somebody's server outlives no test run. */
function dropAtExit(server: DatabaseServer, database: string): void {
  let done = false;
  process.on('beforeExit', () => {
    if (!done) void dropDatabase(server, database);
    done = true;
  });
}

/** The same logins, in another database. */
function pointTo(server: DatabaseServer, database: string): DatabaseServer {
  const { owner, app, control, install } = server;
  const logins = {
    owner: inDatabase(owner, database),
    app: inDatabase(app, database),
    control: inDatabase(control, database),
    install: inDatabase(install, database),
  };
  return { ...server, ...logins, stop: () => Promise.resolve() };
}

/** Databases are made from a connection to none of those that tests use. */
function maintenance(server: DatabaseServer): pg.ClientConfig {
  return inDatabase(server.install, 'postgres');
}

function inDatabase(login: pg.ClientConfig, database: string): pg.ClientConfig {
  if (login.connectionString === undefined) return { ...login, database };
  const url = new URL(login.connectionString);
  url.pathname = `/${database}`;
  return { ...login, connectionString: url.href };
}

async function on<T>(login: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(login);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
