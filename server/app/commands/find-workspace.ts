import type { Workspace } from '#kernel/workspace';
import type { Services } from '../services.ts';
import { CommandError, type Command } from './parse-command.ts';

/** The workspace a command means: by slug or id, or the only one there is. */
export async function findWorkspace({ directory }: Services, command: Command): Promise<Workspace> {
  const wanted = command.flags['workspace'];
  if (typeof wanted === 'string') {
    return (await directory.find(wanted)) ?? refuse(`there is no workspace "${wanted}"`);
  }
  const all = await directory.list();
  if (all.length === 1) return all[0]!;
  return refuse(
    all.length === 0 ? 'there is no workspace yet' : 'there are several workspaces: say which, with --workspace',
  );
}

function refuse(message: string): never {
  throw new CommandError(message);
}
