import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '#kernel/config';
import { openServer } from '#kernel/database';
import { createLog } from '#kernel/telemetry';
import { modules } from '../server/app/modules.ts';
import { createServices, type Services } from '../server/app/services.ts';
import { migrateAll } from '../server/app/workspaces.ts';
import { besideBackground } from './beside.ts';
import { openBoard } from './board.ts';
import { bulkRate } from './bulk-rate.ts';
import { importRate } from './import-rate.ts';
import { childrenOf, load, residentMb, type Target } from './load.ts';
import { operations } from './operations.ts';
import { furnish, prepare, type Firm } from './workspace.ts';

const { values: asked } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    count: { type: 'string', default: '400' },
    import: { type: 'string', default: '200000' },
    only: { type: 'string', default: '' },
    parts: { type: 'string', default: 'operations,import,bulk,board,beside' },
    data: { type: 'string', default: '' },
  },
});
const people = Number(asked.people);
const size = { people, companies: Math.ceil(people / 5), entries: people * 5 };

const wants = (part: string) => asked.parts.split(',').includes(part);

/** Fills a workspace once, then asks the product and the limit the same questions in one run. */
async function main(): Promise<void> {
  const dataDir = asked.data || join(tmpdir(), `kith-bench-${people}`);
  mkdirSync(dataDir, { recursive: true });
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
  const log = createLog(config);
  const server = await openServer(config, log);
  const services = createServices({ config, log, server, modules });
  await migrateAll(services);
  const firm = await prepare(services, size);
  const { keys } = firm;
  const limit = await startLimit(services, firm.workspace.schema);
  const app = await startApp(dataDir);
  keys.team = await furnish(services, firm, app.origin);
  const database = () => childrenOf(postmasterOf(dataDir));
  // Its background process too, while there is one.
  const ofApp = () => [app.process.pid!, ...childrenOf(app.process.pid!)];
  const targets = {
    kith: {
      origin: app.origin,
      headers: keyOf(keys.all),
      pids: () => ({ own: ofApp(), database: database() }),
    },
    limit: { origin: limit.origin, headers: {}, pids: () => ({ own: [limit.process.pid!], database: database() }) },
  };
  const memory = { idle: residentMb(app.process.pid!), ready: app.readyMillis };
  const lines = wants('operations') ? await ask(targets, firm) : [];
  const afterRound = residentMb(app.process.pid!);
  lines.push('', `start to ready ${memory.ready} ms · idle ${memory.idle} MB · after the round ${afterRound} MB`);
  if (wants('import')) lines.push(...(await importRate(services, targets.kith, Number(asked.import))));
  if (wants('bulk')) lines.push(await bulkRate(services, targets.kith, firm.workspace));
  if (wants('board')) lines.push(await openBoard(services, targets.kith, firm.workspace));
  if (wants('beside')) lines.push(...(await besideBackground(targets.kith, firm.sample)));
  report(lines);
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

async function ask(targets: Targets, { sample, keys }: Firm): Promise<string[]> {
  const lines = [
    '| operation | conn. | Kith p50 / p95 ms | limit p50 ms | Kith /s | CPU ms Kith (Node) / limit | ratio |',
    '|---|---|---|---|---|---|---|',
  ];
  const wanted = operations(sample).filter((one) => !asked.only || asked.only.split(',').includes(one.name));
  for (const operation of wanted) {
    for (const connections of [1, 16]) {
      const many = { count: Number(asked.count) * (connections === 1 ? 1 : 4), connections };
      const rounds: { kith: Awaited<ReturnType<typeof load>>; limit: Awaited<ReturnType<typeof load>> }[] = [];
      for (let round = 0; round < Number(asked.rounds); round += 1) {
        rounds.push({
          kith: await load({ ...targets.kith, headers: keyOf(keys[operation.as ?? 'all']) }, operation.kith, many),
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
        `${ms(kith.cpu)} (${ms(kith.own)}) / ${ms(limit.cpu)}`,
        `${(kith.cpu / limit.cpu).toFixed(1)}×`,
      ];
      const line = `| ${cells.join(' | ')} |`;
      console.log(line);
      lines.push(line);
    }
  }
  return lines;
}

const keyOf = (key: string) => ({ authorization: `Bearer ${key}` });

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
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
  // Where the bench fails half-way, nothing of it is left running.
  process.on('exit', () => child.kill());
  for await (const chunk of child.stdout) if (String(chunk).includes('Kith is ready')) break;
  return { origin: `http://127.0.0.1:${port}`, process: child, readyMillis: Math.round(performance.now() - start) };
}

function postmasterOf(dataDir: string): number {
  for (const folder of readdirSync(dataDir, { recursive: true }) as string[]) {
    if (folder.endsWith('postmaster.pid')) return Number(readFileSync(join(dataDir, folder), 'utf8').split('\n', 1)[0]);
  }
  return 0;
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
