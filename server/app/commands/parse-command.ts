/** A command line, read: the command, its words, its flags by name without dashes. */
export interface Command {
  name: string;
  words: string[];
  flags: Record<string, string | true>;
}

const alone = new Set(['json', 'sample', 'password-stdin', 'dry-run', 'force', 'types', 'prune']);

/** Reads `workspace create --name N --sample`; null where no known command is named. */
export function parseCommand(args: string[], known: string[]): Command | null {
  const words: string[] = [];
  const flags: Record<string, string | true> = {};
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!;
    if (!arg.startsWith('--')) {
      words.push(arg);
      continue;
    }
    const [name, inline] = arg.slice(2).split(/=(.*)/s) as [string, string | undefined];
    if (inline !== undefined) flags[name] = inline;
    else if (alone.has(name)) flags[name] = true;
    else flags[name] = args[(at += 1)] ?? '';
  }
  const name = known.find((one) => one === words.slice(0, one.split(' ').length).join(' '));
  return name ? { name, words: words.slice(name.split(' ').length), flags } : null;
}

export function usage(known: string[]): string {
  return `usage: npm run kith -- COMMAND [--json]; commands: ${known.join(', ')}`;
}

/** The text of a flag; refuses in one line where it is missing. */
export function requireFlag(command: Command, name: string): string {
  const value = command.flags[name];
  if (typeof value !== 'string' || value === '') throw new CommandError(`${command.name} needs --${name}`);
  return value;
}

/** The text of a flag, or what stands for it. */
export function flagOr(command: Command, name: string, otherwise: string): string {
  const value = command.flags[name];
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** A command that was called wrongly; told in one line. */
export class CommandError extends Error {}
