import { createApiKey } from '#kernel/access';
import { writeTypedCalls } from '#kernel/http';
import { inControl } from '#kernel/workspace';
import { sql } from '#kernel/database';
import { createApp } from '../create-app.ts';
import { findWorkspace } from './find-workspace.ts';
import type { Run } from './kith.ts';

/** Prints the OpenAPI document of a workspace, as the server would answer it; with `--types` as TypeScript. */
export const run: Run = async (services, command) => {
  const workspace = await findWorkspace(services, command);
  const app = await createApp(services);
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const key = await createApiKey(services.pools, {
    workspaceId: workspace.id,
    name: 'openapi',
    role: 'read_only',
    memberId: null,
    expiresAt,
  });
  const answer = await app.inject({ url: '/api/v1/openapi.json', headers: { authorization: `Bearer ${key.key}` } });
  await inControl(services.pools, (db) => db.run(sql`delete from ${db.table('api_key')} where id = ${key.id}`));
  await app.close();
  const document = answer.json<Record<string, unknown>>();
  return command.flags['types'] ? writeTypedCalls(document) : document;
};
