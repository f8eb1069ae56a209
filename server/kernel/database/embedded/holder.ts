import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { StartError } from '#kernel/config';

const prefix = 'kith holder ';

const goneCodes = ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT'];

/** One process's claim on the running server, as an open connection: while anybody has one, nobody stops the server. */
export interface Holder {
  /** Gives the claim up; answers whether it was the last one. */
  release(): Promise<boolean>;
}

export interface HolderOptions {
  readonly login: pg.ClientConfig;
  readonly cluster: string;
  /** Called when the server goes away although the claim was not given up. */
  readonly onLost: () => void;
}

/** Claims the server behind `login`, after a proof that it serves this folder and not a copy or a neighbour. */
export async function holdServer({ login, cluster, onLost }: HolderOptions): Promise<Holder> {
  const name = prefix + randomUUID();
  const client = new pg.Client({ ...login, application_name: name });
  let released = false;
  // What it says is of no use: `end` follows.
  client.on('error', () => undefined);
  await client.connect();
  await requireSameCluster(client, cluster);
  client.once('end', () => released || onLost());
  // The claim must not keep a process alive that has nothing else to do.
  const connection = client as pg.Client & { ref(): void; unref(): void };
  connection.unref();
  return {
    async release() {
      released = true;
      connection.ref();
      await client.end();
      return isUnclaimed(login, name);
    },
  };
}

async function isUnclaimed(login: pg.ClientConfig, own: string): Promise<boolean> {
  const client = new pg.Client(login);
  // Another holder may stop the server just now, while this one asks nothing.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      'select 1 from pg_catalog.pg_stat_activity where application_name like $1 and application_name <> $2',
      [`${prefix}%`, own],
    );
    return rows.length === 0;
  } catch (error) {
    // A server that is gone or going has no other holders.
    if (isGone(error)) return true;
    throw error;
  } finally {
    await client.end();
  }
}

/** Whether a connection failed because the server stopped, is stopping or died. */
export function isGone(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return goneCodes.includes(code) || /terminated/.test(message);
}

async function requireSameCluster(client: pg.Client, cluster: string): Promise<void> {
  const { rows } = await client.query<{ folder: string; id: string }>(
    "select current_setting('data_directory') as folder, system_identifier::text as id from pg_control_system()",
  );
  const [found] = rows;
  if (found?.id === systemIdentifier(cluster) && realpathSync(found.folder) === realpathSync(cluster)) return;
  await client.end();
  throw new StartError(`the server behind the socket of ${cluster} serves another folder: stop it first`);
}

/** The first eight bytes of `pg_control`. */
function systemIdentifier(cluster: string): string {
  const file = openSync(join(cluster, 'global', 'pg_control'), 'r');
  const bytes = Buffer.alloc(8);
  readSync(file, bytes, 0, 8, 0);
  closeSync(file);
  return bytes.readBigUInt64LE().toString();
}
