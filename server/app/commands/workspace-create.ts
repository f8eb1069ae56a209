import { text } from 'node:stream/consumers';
import { workspaceSettings } from '../routes/setup.ts';
import { createWorkspace } from '../workspaces.ts';
import type { Run } from './kith.ts';
import { CommandError, flagOr, requireFlag } from './parse-command.ts';

/** Makes a workspace and its owner; the password comes on standard input, so it stands in no list of processes. */
export const run: Run = async (services, command) => {
  if (!command.flags['password-stdin'])
    throw new CommandError('give the password on standard input, with --password-stdin');
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  const settings = workspaceSettings.parse({
    region: flagOr(command, 'region', 'CY'),
    time_zone: flagOr(command, 'time-zone', 'Asia/Nicosia'),
    currency: flagOr(command, 'currency', 'EUR'),
    language: flagOr(command, 'language', 'en'),
  });
  const { region, time_zone: timeZone, currency, language } = settings;
  const owner = {
    name: requireFlag(command, 'owner-name'),
    email: requireFlag(command, 'owner-email').toLowerCase(),
    password,
  };
  const workspace = await createWorkspace(
    services,
    { name: requireFlag(command, 'name'), region, timeZone, currency, language },
    owner,
  );
  if (command.flags['sample']) {
    await services.addSample(workspace);
    await services.worker.drain();
  }
  return command.flags['json'] ? { id: workspace.id, slug: workspace.slug, name: workspace.name } : workspace.slug;
};
