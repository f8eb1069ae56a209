import { createApiKey } from '#kernel/access';
import { audit } from '#kernel/audit';
import { findWorkspace } from './find-workspace.ts';
import type { Run } from './kith.ts';
import { CommandError, flagOr } from './parse-command.ts';

/** Makes an API key and prints it alone. */
export const run: Run = async (services, command) => {
  const workspace = await findWorkspace(services, command);
  const role = flagOr(command, 'role', 'member');
  const roles = workspace.access.roles;
  if (!roles.has(role))
    throw new CommandError(`there is no role "${role}"; these are: ${[...roles.keys()].join(', ')}`);
  const name = flagOr(command, 'name', 'command line');
  const made = await createApiKey(services.pools, {
    workspaceId: workspace.id,
    name,
    role,
    memberId: null,
    expiresAt: null,
  });
  await services.inWorkspace(workspace, (ctx) =>
    audit(ctx, 'key.made', { about: name, details: { id: made.id, role } }),
  );
  return command.flags['json'] ? made : made.key;
};
