import type pg from 'pg';
import { serverVersion } from './connected.ts';
import { ensureExtensions, requireText } from './text.ts';
import { closeDatabase, findOpenDoors } from './wall.ts';

/** Brings the connected database to where migrations begin: extensions, text, wall; throws a StartError. */
export async function prepareDatabase(client: pg.Client): Promise<{ version: number; openDoors: string[] }> {
  await ensureExtensions(client);
  await requireText(client);
  await closeDatabase(client);
  return { version: await serverVersion(client), openDoors: await findOpenDoors(client) };
}
