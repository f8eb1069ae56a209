import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createLog } from '#kernel/telemetry';
import { readConfig, StartError } from '#kernel/config';
import { openServer } from '#kernel/database';
import { followEvents } from '#kernel/events';
import { createBackground } from './app/background.ts';
import { createApp } from './app/create-app.ts';
import { watchSpace } from './app/free-space.ts';
import { modules } from './app/modules.ts';
import { createServices } from './app/services.ts';
import { migrateAll } from './app/workspaces.ts';

/** Starts the roles of this process and stops them in order: no new requests, running ones end, jobs end, database. */
async function main(): Promise<void> {
  // V8 lets garbage grow to four times what lives before it looks: an import would hold 250 MB of it for nothing.
  setFlagsFromString('--heap-growing-percent=60');
  const config = readConfig();
  const log = createLog(config);
  const server = await openServer(config, log);
  const local = config.host === '127.0.0.1' || config.host === '::1' || config.host === 'localhost';
  const setupToken = local ? null : randomBytes(12).toString('base64url');
  const both = config.roles.includes('web') && config.roles.includes('worker');
  const background = both && config.backgroundProcess ? createBackground(log) : null;
  const share = background ? { share: background } : {};
  const services = createServices({ config, log, server, modules, setupToken, ...share });
  background?.follow({ hub: services.hub, died: () => services.worker.freeDead() });
  await migrateAll(services).catch(async (error: unknown) => {
    await services.pools.end();
    await server.stop();
    throw error;
  });
  const app = config.roles.includes('web') ? await createApp(services) : null;
  if (config.roles.includes('worker')) services.worker.start();
  // Also where this process hands on events itself: another one may have been quicker.
  const unfollow = app ? followEvents(services.source, services.directory, services.hub) : null;
  const unwatch = watchSpace(config.dataDir, log);
  const close = async () => {
    unwatch();
    unfollow?.();
    services.hub.close();
    await app?.close();
    await Promise.all([services.worker.stop(), background?.stop()]);
    await services.pools.end();
    await server.stop();
  };
  const stop = createStop(close);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  if (!app) return dropGarbage();
  try {
    await listen(app, config);
  } catch (error) {
    // Nothing that was started stays behind.
    await close();
    throw error;
  }
  dropGarbage();
  console.log(`Kith is ready: ${config.publicUrl}`);
  if (setupToken && (await services.directory.count()) === 0) {
    console.log(`The first visit asks for this token: ${setupToken}`);
  }
}

/** An idle server allocates too little for V8 to look: 20 to 40 MB that only the start needed would stay for hours. */
function dropGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  // As if memory had run out: pages that are empty go back to the system.
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  setFlagsFromString('--no-expose-gc');
}

async function listen(
  app: Awaited<ReturnType<typeof createApp>>,
  config: ReturnType<typeof readConfig>,
): Promise<void> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `port ${config.port} is taken: stop the other program, or start with PORT=${config.port + 1}`,
      );
    }
    if (code === 'EACCES') throw new StartError(`port ${config.port} needs more rights: start with a PORT above 1023`);
    throw error;
  }
}

/** npm may send a signal twice; work is drained once. */
function createStop(work: () => Promise<void>): () => void {
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    work().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? `Kith cannot start: ${error.message}` : error);
  process.exit(1);
});
