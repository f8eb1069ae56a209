import { readFile } from 'node:fs/promises';
import { askAsKey } from './ask-as-key.ts';
import { findWorkspace } from './find-workspace.ts';
import type { Run } from './kith.ts';
import { CommandError } from './parse-command.ts';

interface Told {
  change_set_id?: string | null;
  differences: { text: { en: string }; path: string }[];
  errors?: { pointer: string; message: string }[];
  detail?: string;
}

/** `model export` prints the model as a file; `model diff FILE` says what the file would do here, `model apply FILE`
 * does it. `--prune` hides what the file does not have, `--dry-run` only tells. */
export const run: Run = async (services, command) => {
  const [deed, path] = command.words;
  const workspace = await findWorkspace(services, command);
  if (deed === 'export' && path === undefined) {
    const asked = { role: 'admin', method: 'GET', url: '/api/v1/model' } as const;
    return JSON.stringify((await askAsKey<object>(services, workspace, asked)).answer, null, 2);
  }
  if ((deed !== 'diff' && deed !== 'apply') || path === undefined)
    throw new CommandError('model needs one of: export, diff FILE, apply FILE');
  const prune = command.flags['prune'] === true;
  const dry = command.flags['dry-run'] === true;
  const url =
    deed === 'diff' ? `/api/v1/model/compare?prune=${prune}` : `/api/v1/model/apply?prune=${prune}&dry_run=${dry}`;
  const asked = { role: 'admin', method: 'POST', url, body: await readJson(path) } as const;
  const { status, answer } = await askAsKey<Told>(services, workspace, asked);
  if (status !== 200) throw new CommandError(faultsOf(answer));
  if (command.flags['json']) return answer;
  const lines = answer.differences.map((one) => `${one.text.en} (${one.path})`);
  const end = answer.change_set_id ? [`done, as change set ${answer.change_set_id}`] : [];
  return [...(lines.length > 0 ? lines : ['nothing differs']), ...end].join('\n');
};

/** Everything that is wrong with the file, in one line as every refusal of a command. */
function faultsOf({ errors, detail }: Told): string {
  return errors?.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ') ?? detail ?? 'refused';
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandError(`${path} cannot be read`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${path} is not JSON`);
  }
}
