import { setFlagsFromString } from 'node:v8';
import { readConfig, StartError } from '#kernel/config';
import { openServer, standBack } from '#kernel/database';
import { createHub, type EmittedEvent } from '#kernel/events';
import { createLog } from '#kernel/telemetry';
import type { Told } from './app/background.ts';
import { modules } from './app/modules.ts';
import { createServices } from './app/services.ts';

// A tenth of a processor that others want too; all of one that nobody wants.
const niceness = 10;
const restMillis = 60_000; // after so long without work the process ends
const lookMillis = 5_000;

/** The second process of Kith: takes the heavy jobs, stands back behind whoever waits for an answer, and ends when
 * there is nothing left to do. The first one starts it and hears its events. */
async function main(): Promise<void> {
  standBack(process.pid, niceness);
  setFlagsFromString('--heap-growing-percent=60');
  const config = readConfig();
  const log = createLog(config);
  const server = await openServer(config, log);
  const tell = (told: Told) => {
    // Whoever listened may be gone before the channel is known to be closed.
    if (process.connected) process.send!(told, undefined, undefined, () => undefined);
  };
  const publish = (workspace: string, event: EmittedEvent) => tell({ workspace, event });
  const services = createServices({
    config,
    log,
    server,
    modules,
    niceness,
    hub: { ...createHub(), publish },
    share: { heavy: () => true, wake: () => undefined },
  });
  const { worker } = services;
  let ending: Promise<void> | null = null;
  const end = () => {
    ending ??= (async () => {
      await worker.stop();
      await services.pools.end();
      await server.stop();
      process.exit(0);
    })().catch((error: unknown) => {
      log.error({ err: error }, 'the background process did not end well');
      process.exit(1);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  // Whoever started it is gone.
  process.on('disconnect', end);
  process.on('message', () => {
    worker.wake();
    tell('ready');
  });
  setInterval(() => (worker.restsFor() > restMillis ? end() : undefined), lookMillis);
  worker.start();
  worker.wake();
  tell('ready');
  if (!process.connected) end();
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? `Kith cannot start its background process: ${error.message}` : error);
  process.exit(1);
});
