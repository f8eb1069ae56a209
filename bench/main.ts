import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApiKey } from '#kernel/access';
import { readConfig } from '#kernel/config';
import { openServer, sql } from '#kernel/database';
import { createLog } from '#kernel/telemetry';
import { modules } from '../server/app/modules.ts';
import { createServices, type Services } from '../server/app/services.ts';
import { createWorkspace, migrateAll } from '../server/app/workspaces.ts';
import { generate } from './generate.ts';
import { importRate } from './import-rate.ts';
import { load, residentMb, type Target } from './load.ts';
import { operations, type Sample } from './operations.ts';

const { values: asked } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    count: { type: 'string', default: '400' },
    import: { type: 'string', default: '200000' },
    only: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
  },
});
const people = Number(asked.people);
const size = { people, companies: Math.ceil(people / 5), entries: people * 5 };

/** Fills a workspace once, then asks the product and the limit the same questions in one run. */
async function main(): Promise<void> {
  const dataDir = asked.data || join(tmpdir(), `kith-bench-${people}`);
  mkdirSync(dataDir, { recursive: true });
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
  const log = createLog(config);
  const server = await openServer(config, log);
  const services = createServices({ config, log, server, modules });
  await migrateAll(services);
  const { schema, key, sample } = await prepare(services);
  const limit = await startLimit(services, schema);
  const app = await startApp(dataDir);
  const database = () => childrenOf(postmasterOf(dataDir));
  const targets = {
    kith: {
      origin: app.origin,
      headers: { authorization: `Bearer ${key}` },
      pids: () => [app.process.pid!, ...database()],
    },
    limit: { origin: limit.origin, headers: {}, pids: () => [limit.process.pid!, ...database()] },
  };
  const memory = { idle: residentMb(app.process.pid!), ready: app.readyMillis };
  const lines = await ask(targets, sample);
  const afterRound = residentMb(app.process.pid!);
  const rate =
    Number(asked.import) > 0
      ? await importRate(services, targets.kith, { rows: Number(asked.import), pid: app.process.pid! })
      : [];
  report([
    ...lines,
    '',
    `start to ready ${memory.ready} ms · idle ${memory.idle} MB · after the round ${afterRound} MB`,
    ...rate,
  ]);
  app.process.kill('SIGTERM');
  limit.process.disconnect();
  await once(app.process, 'exit');
  await services.worker.stop();
  await services.pools.end();
  await server.stop();
}

interface Targets {
  kith: Target;
  limit: Target;
}

async function ask(targets: Targets, sample: Sample): Promise<string[]> {
  const lines = [
    '| operation | conn. | Kith p50 / p95 ms | limit p50 ms | Kith /s | CPU ms Kith / limit | ratio |',
    '|---|---|---|---|---|---|---|',
  ];
  const wanted = operations(sample).filter((one) => !asked.only || asked.only.split(',').includes(one.name));
  for (const operation of wanted) {
    for (const connections of [1, 16]) {
      const many = { count: Number(asked.count) * (connections === 1 ? 1 : 4), connections };
      const rounds: { kith: Awaited<ReturnType<typeof load>>; limit: Awaited<ReturnType<typeof load>> }[] = [];
      for (let round = 0; round < Number(asked.rounds); round += 1) {
        rounds.push({
          kith: await load(targets.kith, operation.kith, many),
          limit: await load(targets.limit, operation.limit, many),
        });
      }
      const median = rounds.sort((a, b) => a.kith.cpu / a.limit.cpu - b.kith.cpu / b.limit.cpu)[
        Math.floor(rounds.length / 2)
      ]!;
      const { kith, limit } = median;
      const cells = [
        operation.name,
        connections,
        `${ms(kith.p50)} / ${ms(kith.p95)}`,
        ms(limit.p50),
        Math.round(kith.perSecond),
        `${ms(kith.cpu)} / ${ms(limit.cpu)}`,
        `${(kith.cpu / limit.cpu).toFixed(1)}×`,
      ];
      const line = `| ${cells.join(' | ')} |`;
      console.log(line);
      lines.push(line);
    }
  }
  return lines;
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

/** The workspace with its generated records, a key, and the ids that questions are asked about. */
async function prepare(services: Services): Promise<{ schema: string; key: string; sample: Sample }> {
  const owner = { name: 'Bench', email: 'bench@firm.example', password: 'four ordinary words here' };
  const firm = { name: 'Bench', region: 'CY', timeZone: 'Asia/Nicosia', currency: 'EUR', language: 'en' as const };
  const workspace = (await services.directory.list())[0] ?? (await createWorkspace(services, firm, owner));
  const count = await services.inWorkspace(workspace, (ctx) =>
    ctx.db.one<{ n: number }>(sql`select count(*) as n from ${ctx.db.table('person')}`),
  );
  if (count.n < people) {
    console.log(`generating ${people} people, ${size.companies} companies, ${size.entries} timeline entries …`);
    const start = performance.now();
    await generate(services.server.install, workspace.schema, size);
    console.log(`generated in ${Math.round((performance.now() - start) / 1000)} s`);
  }
  const memberId = await services.inWorkspace(workspace, (ctx) =>
    ctx.db.one<{ id: string }>(sql`select id from ${ctx.db.table('member')} limit 1`),
  );
  const made = await createApiKey(services.pools, {
    workspaceId: workspace.id,
    name: 'bench',
    role: 'member',
    memberId: memberId.id,
    expiresAt: null,
  });
  const ids = await services.inWorkspace(workspace, (ctx) =>
    ctx.db.many<{
      id: string;
      name__sort: string;
      first: string;
      last: string;
    }>(sql`select id, name__sort, name->>'first' as first, name->>'last' as last
      from ${ctx.db.table('person')} where id in (select ('01900002-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid
        from generate_series(1, ${people}, ${Math.max(1, Math.floor(people / 500))}) i)`),
  );
  return { schema: workspace.schema, key: made.key, sample: { people: ids } };
}

async function startLimit(services: Services, schema: string): Promise<{ origin: string; process: ChildProcess }> {
  const child = fork(join(import.meta.dirname, 'limit-server.ts'), [JSON.stringify([services.server.install, schema])]);
  const [port] = (await once(child, 'message')) as [number];
  return { origin: `http://127.0.0.1:${port}`, process: child };
}

async function startApp(dataDir: string): Promise<{ origin: string; process: ChildProcess; readyMillis: number }> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const start = performance.now();
  // As bin/start.mjs starts it.
  const child = spawn(process.execPath, ['--max-semi-space-size=8', join(import.meta.dirname, '../server/main.ts')], {
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/compiled'),
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of child.stdout) if (String(chunk).includes('Kith is ready')) break;
  return { origin: `http://127.0.0.1:${port}`, process: child, readyMillis: Math.round(performance.now() - start) };
}

function postmasterOf(dataDir: string): number {
  for (const folder of readdirSync(dataDir, { recursive: true }) as string[]) {
    if (folder.endsWith('postmaster.pid')) return Number(readFileSync(join(dataDir, folder), 'utf8').split('\n', 1)[0]);
  }
  return 0;
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function report(lines: string[]): void {
  const machine = [
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.version}`,
    `${size.people} people, ${size.companies} companies, ${size.entries} timeline entries`,
  ].join(', ');
  const text = [machine, '', ...lines, ''].join('\n');
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  writeFileSync(join(import.meta.dirname, 'results', `${size.people}.md`), text);
  console.log(text);
}

await main();
