import { writeTypedCalls } from '#kernel/http';
import { askAsKey } from './ask-as-key.ts';
import { findWorkspace } from './find-workspace.ts';
import type { Run } from './kith.ts';

/** Prints the OpenAPI document of a workspace, as the server would answer it; with `--types` as TypeScript. */
export const run: Run = async (services, command) => {
  const workspace = await findWorkspace(services, command);
  const asked = { role: 'read_only', method: 'GET', url: '/api/v1/openapi.json' } as const;
  const { answer } = await askAsKey<Record<string, unknown>>(services, workspace, asked);
  return command.flags['types'] ? writeTypedCalls(answer) : answer;
};
