import type { Run } from './kith.ts';

/** Migrations run before every command; this one only says so. */
export const run: Run = async (services) => {
  const workspaces = await services.directory.list();
  return { migrated: workspaces.map((workspace) => workspace.slug) };
};
