import { createApiKey } from '#kernel/access';
import { sql } from '#kernel/database';
import { inControl, type Workspace } from '#kernel/workspace';
import { createApp } from '../create-app.ts';
import type { Services } from '../services.ts';

/** What a command asks the API for. */
interface Asked {
  role: 'admin' | 'read_only';
  method: 'GET' | 'POST';
  url: string;
  body?: unknown;
}

/** Asks the API what a program would ask, with a key that lives only for that; answers with the status and the JSON. */
export async function askAsKey<T>(
  services: Services,
  workspace: Workspace,
  { role, method, url, body }: Asked,
): Promise<{ status: number; answer: T }> {
  const app = await createApp(services);
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const given = { workspaceId: workspace.id, name: 'kith command', role, memberId: null, expiresAt };
  const key = await createApiKey(services.pools, given);
  try {
    const headers = { authorization: `Bearer ${key.key}` };
    const sent = body === undefined ? {} : { payload: body as object };
    const answer = await app.inject({ method, url, headers, ...sent });
    return { status: answer.statusCode, answer: answer.json<T>() };
  } finally {
    await inControl(services.pools, (db) => db.run(sql`delete from ${db.table('api_key')} where id = ${key.id}`));
    await app.close();
  }
}
