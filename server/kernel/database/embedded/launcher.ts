import { closeSync, openSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { StartError } from '#kernel/config';
import type { Log } from '#kernel/telemetry';
import { prepareBinaries } from './binaries.ts';
import { openHome } from './home.ts';
import { initialize, superName, superPassword } from './initialize.ts';
import { ensureRunning, stopPostmaster, type Running, type Site } from './postmaster.ts';

/** A server of our own that accepts connections. */
export interface EmbeddedServer {
  /** Login of the superuser to the maintenance database. */
  readonly superuser: pg.ClientConfig;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: Log;
  /** Server settings on top of ours. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** Makes, starts or adopts the server of `dataDir`. */
export async function startEmbedded({ dataDir, log, overrides = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const home = openHome(dataDir);
  const binaries = prepareBinaries(home.runner, home.folder);
  await initialize(home, binaries);
  const site: Site = { home, binaries, overrides, log };
  const superuser = loginTo(site, await ensureRunning(site));
  await requireSameCluster(site, superuser);
  return { superuser, stop: async () => stopPostmaster(site, 'fast') };
}

function loginTo({ home }: Site, { socketFolder, port }: Running): pg.ClientConfig {
  const password = superPassword(home.cluster);
  return { host: socketFolder, port, user: superName, password, database: 'postgres', connectionTimeoutMillis: 5000 };
}

/** Proves that the server behind the socket is the one of this folder, not a copy or a neighbour. */
async function requireSameCluster({ home }: Site, login: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(login);
  await client.connect();
  try {
    const { rows } = await client.query<{ folder: string; id: string }>(
      "select current_setting('data_directory') as folder, system_identifier::text as id from pg_control_system()",
    );
    const same =
      rows[0]?.id === systemIdentifier(home.cluster) && realpathSync(rows[0].folder) === realpathSync(home.cluster);
    if (!same)
      throw new StartError(`the server on ${String(login.host)} is not that of ${home.cluster}: stop it first`);
  } finally {
    await client.end();
  }
}

/** The first eight bytes of `pg_control`. */
function systemIdentifier(cluster: string): string {
  const file = openSync(join(cluster, 'global', 'pg_control'), 'r');
  const bytes = Buffer.alloc(8);
  readSync(file, bytes, 0, 8, 0);
  closeSync(file);
  return bytes.readBigUInt64LE().toString();
}
