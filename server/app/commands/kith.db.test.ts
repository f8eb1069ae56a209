import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { readConfig } from '#kernel/config';
import { openServer, type DatabaseServer } from '#kernel/database';
import { createLog } from '#kernel/telemetry';
import { temporaryDataFolder } from '../../../test/harness/temporary-folder.ts';
import { createApp } from '../create-app.ts';
import { modules } from '../modules.ts';
import { createServices } from '../services.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'kith.mjs');
const password = 'four ordinary words here';
const patience = 60_000; // a command that hangs must not hang the tests

interface Told {
  status: number | null;
  out: string;
  error: string;
}

describe('the command line', () => {
  const dataDir = temporaryDataFolder();
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'error' });
  let server: DatabaseServer;

  before(async () => {
    // Kept open, so that each command finds the database running.
    server = await openServer(config, createLog(config), { overrides: { fsync: 'off' } });
  });
  after(() => server.stop());

  /** Runs `npm run kith -- …` as people do. */
  const kith = async (args: string[], given: { input?: string; env?: Record<string, string> } = {}): Promise<Told> => {
    const { DATABASE_URL: _, TEST_DATABASE_URL: __, ...mine } = process.env;
    const env = { ...mine, DATA_DIR: dataDir, ...given.env };
    const child = spawn(process.execPath, [program, ...args], { env, timeout: patience });
    child.stdin.end(given.input ?? '');
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [out, error, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { status, out: out.trimEnd(), error: error.trimEnd() };
  };
  const done = async (args: string[], given: { input?: string } = {}) => {
    const told = await kith(args, given);
    assert.deepEqual([told.status, told.error], [0, ''], args.join(' '));
    return told.out;
  };
  const refused = async (
    args: string[],
    reason: RegExp,
    given: { input?: string; env?: Record<string, string> } = {},
  ) => {
    const told = await kith(args, given);
    assert.deepEqual([told.status, told.out], [1, ''], told.error);
    assert.match(told.error, reason);
    assert.equal(told.error.split('\n').length, 1, told.error);
  };
  const owner = ['--owner-name', 'Anna G', '--owner-email', 'anna@firm.example', '--password-stdin'];

  test('that is no command says which there are', async () => {
    for (const args of [[], ['workspace']]) {
      const { status, out, error } = await kith(args);
      assert.deepEqual([status, out], [2, '']);
      for (const name of [
        'workspace create',
        'key create',
        'import',
        'backup',
        'restore',
        'migrate',
        'doctor',
        'openapi',
      ])
        assert.ok(error.includes(name), name);
    }
  });

  test('says in one line that the data folder cannot be, and does not hang', async () => {
    const env = { DATA_DIR: '/proc/kith/data' };
    await refused(['doctor'], /DATA_DIR \/proc\/kith\/data .*choose a writable folder/, { env });
  });

  test('workspace create makes a workspace and tells its short name', async () => {
    const input = `${password}\n`;
    const create = ['workspace', 'create', '--name', 'First Firm', ...owner];
    await refused(create.slice(0, -1), /--password-stdin/);
    await refused([...create, '--region', 'ZZ'], /region: .*ISO 3166/, { input });
    await refused(create, /12 characters/, { input: 'short' });
    assert.equal(await done(create, { input }), 'first-firm');
    const second = ['workspace', 'create', '--name', 'Second', ...owner, '--language', 'el', '--json'];
    const told = JSON.parse(await done(second, { input }));
    assert.deepEqual([told.slug, told.name], ['second', 'Second']);
  });

  test('migrate brings every workspace up to date and names it', async () => {
    assert.deepEqual(JSON.parse(await done(['migrate'])), { migrated: ['first-firm', 'second'] });
  });

  test('key create prints a key alone, which opens the workspace with its role', async () => {
    await refused(['key', 'create', '--workspace', 'second', '--role', 'king'], /no role "king".*owner.*read_only/);
    const key = await done(['key', 'create', '--workspace', 'second', '--role', 'read_only', '--name', 'reports']);
    const made = JSON.parse(await done(['key', 'create', '--workspace', 'first-firm', '--json']));
    const services = createServices({ config, log: createLog(config), server, modules });
    const app = await createApp(services);
    try {
      const me = async (bearer: string) =>
        (await app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${bearer}` } })).json();
      const [one, other] = [await me(key), await me(made.key)];
      assert.deepEqual([one.workspace.slug, one.member.role], ['second', 'read_only']);
      assert.deepEqual([other.workspace.slug, other.member.role], ['first-firm', 'member']);
    } finally {
      await app.close();
      await services.worker.stop();
      await services.pools.end();
    }
  });

  test('doctor looks at database, wall, disk, mail and every workspace', async () => {
    const lines = JSON.parse(await done(['doctor', '--json'])).findings as string[];
    for (const line of [/^database: embedded PostgreSQL 18/, /^wall: /, /^disk: .* GB free/, /^mail: no SMTP_URL/])
      assert.ok(
        lines.some((one) => line.test(one)),
        String(line),
      );
    for (const slug of ['first-firm', 'second'])
      assert.ok(
        lines.some((one) => one.startsWith(`workspace ${slug}: jobs `)),
        slug,
      );
  });

  test('model prints the model, says what a file would do, and does it', async () => {
    const file = join(dataDir, 'model.json');
    const model = JSON.parse(await done(['model', 'export', '--workspace', 'second']));
    assert.deepEqual(Object.keys(model), ['kith_model', 'objects', 'roles', 'teams', 'views']);
    writeFileSync(file, JSON.stringify({ ...model, teams: { Sales: { parent: null } } }));
    const apply = ['model', 'apply', file, '--workspace', 'second'];
    assert.match(await done(apply), /^Would be added: team “Sales” \(\/teams\/Sales\)\ndone, as change set /);
    assert.equal(await done(['model', 'diff', file, '--workspace', 'second']), 'nothing differs');
    writeFileSync(file, JSON.stringify({ ...model, objects: { moons: {} } }));
    await refused(apply, /\/objects\/moons: There is no object "moons"/);
  });

  test('openapi prints the document of a workspace and leaves no key behind', async () => {
    await refused(['openapi'], /several workspaces/);
    const document = JSON.parse(await done(['openapi', '--workspace', 'second']));
    assert.match(document.openapi, /^3\.1/);
    assert.ok(document.paths['/api/v1/people']);
    const types = await done(['openapi', '--workspace', 'second', '--types']);
    assert.match(types, /^ {2}"POST \/api\/v1\/people": \{$/m);
    assert.match(types, /^ {4}body: Schemas\["PersonValues"\];$/m);
    const services = createServices({ config, log: createLog(config), server, modules });
    const keys = await services.pools.owner.query(`select name from control.api_key where name = 'kith command'`);
    await services.worker.stop();
    await services.pools.end();
    assert.deepEqual(keys.rows, []);
  });
});
