import { writeArchive } from '../archive/write-archive.ts';
import type { Run } from './kith.ts';
import { CommandError } from './parse-command.ts';

/** Writes everything of this installation into one file that can be read without Kith. */
export const run: Run = async (services, command) => {
  const [file] = command.words;
  if (!file) throw new CommandError('backup needs the name of the file to write');
  return writeArchive(services, file);
};
