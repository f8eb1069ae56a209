import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import pg from 'pg';
import { createLog } from '#kernel/telemetry';
import { temporaryDataFolder } from '../../../../test/harness/temporary-folder.ts';
import { startEmbedded, type EmbeddedServer } from './launcher.ts';

const overrides = { fsync: 'off', shared_buffers: '16MB', max_locks_per_transaction: '64' };
const silent = createLog({ logLevel: 'silent' });

describe('the embedded server', () => {
  test('is adopted after kill -9 of the app', async () => {
    const dataDir = temporaryDataFolder();
    const app = await startApp(dataDir);
    await kill(app);
    const server = await start(dataDir);
    assert.equal(app.postmaster, postmasterOf(dataDir));
    await server.stop();
    assert.equal(postmasterOf(dataDir), null);
  });

  test('recovers after kill -9 of app and postmaster, with what was committed', async () => {
    const dataDir = temporaryDataFolder();
    const app = await startApp(dataDir);
    await query(await loginOf(dataDir), 'create table kept (id integer)');
    await kill(app);
    process.kill(app.postmaster, 'SIGKILL');
    const server = await start(dataDir);
    assert.notEqual(postmasterOf(dataDir), app.postmaster);
    assert.deepEqual(await query(server.superuser, 'select * from kept'), []);
    await server.stop();
  });

  test('comes back at the same address when only the postmaster is killed', async () => {
    const dataDir = temporaryDataFolder();
    const { log, told } = listen('the database server is back');
    const server = await startEmbedded({ dataDir, log, overrides });
    process.kill(postmasterOf(dataDir) ?? 0, 'SIGKILL');
    await told;
    assert.deepEqual(await query(server.superuser, 'select 1 as one'), [{ one: 1 }]);
    await server.stop();
  });

  test('is stopped only by the last process that uses it', async () => {
    const dataDir = temporaryDataFolder();
    const app = await startApp(dataDir);
    const server = await start(dataDir);
    await server.stop();
    assert.equal(postmasterOf(dataDir), app.postmaster);
    app.child.stdin?.end();
    await once(app.child, 'exit');
    assert.equal(postmasterOf(dataDir), null);
  });

  test('is one server when two processes start at once', async () => {
    const dataDir = temporaryDataFolder();
    const [first, second] = await Promise.all([startApp(dataDir), startApp(dataDir)]);
    assert.equal(first.postmaster, second.postmaster);
    for (const { child } of [first, second]) child.stdin?.end();
    await Promise.all([first, second].map(({ child }) => child.exitCode ?? once(child, 'exit')));
    assert.equal(postmasterOf(dataDir), null);
  });

  test('starts although the number in its lock file belongs to another program now', async () => {
    const dataDir = temporaryDataFolder();
    await (await start(dataDir)).stop();
    const other = spawn('sleep', ['60']);
    writeFileSync(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${other.pid}\n${dataDir}/postgres\n0\n5432\n/x\n\n\nready\n`,
    );
    const server = await start(dataDir);
    other.kill();
    await server.stop();
  });

  test('lives elsewhere when root starts it under a folder that its user cannot enter', async (t) => {
    if (process.getuid?.() !== 0) return t.skip('only root has to drop to another user');
    const closed = mkdtempSync(join(temporaryDataFolder(), 'closed-'));
    chmodSync(closed, 0o700);
    const server = await start(join(closed, 'data'));
    const home = readFileSync(join(closed, 'data', 'cluster'), 'utf8').trim();
    t.after(() => rmSync(home, { recursive: true }));
    await server.stop();
    await (await start(join(closed, 'data'))).stop();
    assert.ok(existsSync(join(home, 'postgres', 'PG_VERSION')));
  });
});

describe('a folder that cannot hold the database is refused in one line', () => {
  const refusals = {
    'not empty': [
      (folder: string) => writeFileSync(join(folder, 'letter.txt'), ''),
      /is not empty and holds no PostgreSQL/,
    ],
    'of another major version': [
      (folder: string) => writeFileSync(join(folder, 'PG_VERSION'), '15\n'),
      /made by PostgreSQL 15/,
    ],
  } as const;
  for (const [name, [prepare, reason]] of Object.entries(refusals)) {
    test(name, async () => {
      const dataDir = temporaryDataFolder();
      mkdirSync(join(dataDir, 'postgres'));
      prepare(join(dataDir, 'postgres'));
      await assert.rejects(start(dataDir), { name: 'StartError', message: reason });
      assert.ok(!existsSync(join(dataDir, 'postgres', 'base')));
    });
  }

  test('below a file', async () => {
    const dataDir = join(temporaryDataFolder(), 'file');
    writeFileSync(dataDir, '');
    await assert.rejects(start(join(dataDir, 'data')), { name: 'StartError', message: /choose a writable folder/ });
  });

  test('with a cluster that does not start', async () => {
    const dataDir = temporaryDataFolder();
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
    await assert.rejects(start(dataDir), { name: 'StartError', message: /does not start on .*configuration file/ });
  });
});

interface App {
  readonly child: ChildProcess;
  readonly postmaster: number;
}

/** A process of its own that starts the server and stops it when its input ends. */
async function startApp(dataDir: string): Promise<App> {
  const script = `
    import { startEmbedded } from './launcher.ts';
    import { createLog } from '#kernel/telemetry';
    const options = ${JSON.stringify({ dataDir, overrides })};
    const server = await startEmbedded({ ...options, log: createLog({ logLevel: 'silent' }) });
    console.log('ready');
    process.stdin.on('end', () => server.stop()).resume();`;
  const args = ['--input-type=module-typescript', '--eval', script];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => assert.fail('the app did not start'))]);
  return { child, postmaster: postmasterOf(dataDir) ?? assert.fail('no postmaster') };
}

async function kill({ child }: App): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function start(dataDir: string): Promise<EmbeddedServer> {
  return startEmbedded({ dataDir, log: silent, overrides });
}

/** A log that says when it was told a certain line. */
function listen(line: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const log = createLog({ logLevel: 'info' }, { write: (text) => text.includes(line) && resolve() });
  return { log, told: promise };
}

function postmasterOf(dataDir: string): number | null {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}

async function loginOf(dataDir: string): Promise<pg.ClientConfig> {
  const server = await start(dataDir);
  await server.stop();
  return server.superuser;
}

async function query(login: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(login);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
