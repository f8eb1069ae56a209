import { basename } from 'node:path';
import { audit } from '#kernel/audit';
import { readArchive } from '../archive/read-archive.ts';
import type { Run } from './kith.ts';
import { CommandError } from './parse-command.ts';

/** Brings the archive of another installation into this one, which must be empty. */
export const run: Run = async (services, command) => {
  const [file] = command.words;
  if (!file) throw new CommandError('restore needs the name of the file to read');
  const restored = await readArchive(services, file);
  for (const workspace of await services.directory.list())
    await services.inWorkspace(workspace, (ctx) => audit(ctx, 'restore', { about: basename(file) }));
  return restored;
};
