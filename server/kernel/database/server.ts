import type { Config } from '#kernel/config';
import type { Log } from '#kernel/telemetry';
import type { DatabaseServer, ServerOptions } from './database-server.ts';
import { openEmbedded } from './install/embedded.ts';
import { openExternal } from './install/external.ts';

export type { DatabaseServer, ServerOptions };

/** Opens DATABASE_URL, or makes, starts or adopts the embedded server; throws a StartError saying what to do. */
export function openServer(config: Config, log: Log, options: ServerOptions = {}): Promise<DatabaseServer> {
  const { databaseUrl } = config;
  return databaseUrl === null ? openEmbedded(config, log, options) : openExternal({ ...config, databaseUrl });
}
