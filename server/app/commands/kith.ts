import { readConfig } from '#kernel/config';
import { openServer } from '#kernel/database';
import { createLog } from '#kernel/telemetry';
import { clearUnfinished } from '../archive/unfinished.ts';
import { modules } from '../modules.ts';
import { createServices, type Services } from '../services.ts';
import { migrateAll } from '../workspaces.ts';
import { parseCommand, usage, type Command } from './parse-command.ts';
import { tellError } from './tell-error.ts';

/** One command of the command line. What it answers is printed: a text as it is, a value as JSON with `--json`. */
export type Run = (services: Services, command: Command) => Promise<unknown>;

const commands: Record<string, () => Promise<{ run: Run }>> = {
  'workspace create': () => import('./workspace-create.ts'),
  'key create': () => import('./key-create.ts'),
  import: () => import('./import-files.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  migrate: () => import('./migrate.ts'),
  doctor: () => import('./doctor.ts'),
  openapi: () => import('./openapi.ts'),
  model: () => import('./model.ts'),
};

/** Runs one command beside a running server, or alone. Exit status 0 only when it is done. */
async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2), Object.keys(commands));
  if (!command) {
    console.error(usage(Object.keys(commands)));
    process.exitCode = 2;
    return;
  }
  const config = { ...readConfig(), logLevel: 'warn' as const };
  // Standard output belongs to the answer.
  const log = createLog(config, process.stderr);
  const server = await openServer(config, log);
  const services = createServices({ config, log, server, modules });
  try {
    if (command.name === 'restore') await clearUnfinished(services);
    await migrateAll(services);
    const { run } = await commands[command.name]!();
    print(await run(services, command), command);
  } finally {
    await services.worker.stop();
    await services.pools.end();
    await server.stop();
  }
}

function print(answer: unknown, command: Command): void {
  if (answer === undefined) return;
  if (typeof answer === 'string' && !command.flags.json) console.log(answer);
  else console.log(JSON.stringify(answer));
}

/** Ends the process once a reader that is slower than us has all of it: a document of a megabyte goes through a pipe
 * in many parts. */
function end(): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
}

main()
  .catch((error: unknown) => {
    console.error(`kith: ${tellError(error)}`);
    process.exitCode = 1;
  })
  .then(end, end);
