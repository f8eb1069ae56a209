import { fold } from '#shared/fold';

/** One line of the palette. */
export type Command = {
  id: string;
  label: string;
  group: 'action' | 'page' | 'view' | 'record';
  words?: string;
  keys?: string;
};

/** The commands that fit what was typed, best first; with nothing typed, as they come. */
export function rankCommands<C extends Command>(commands: C[], typed: string, most: number): C[] {
  const wanted = fold(typed.trim());
  if (!wanted) return commands.slice(0, most);
  return commands
    .map((command, index) => ({ command, index, score: score(command, wanted) }))
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, most)
    .map((one) => one.command);
}

function score(command: Command, wanted: string): number {
  const label = fold(command.label);
  if (label === wanted) return 100;
  if (label.startsWith(wanted)) return 80;
  if (label.split(/[\s:,.-]+/).some((word) => word.startsWith(wanted))) return 60;
  const parts = wanted.split(/\s+/);
  const all = `${label} ${fold(command.words ?? '')}`;
  if (parts.every((part) => all.includes(part))) return 40;
  return isSubsequence(wanted, label) ? 10 : 0;
}

function isSubsequence(wanted: string, label: string): boolean {
  if (wanted.length < 3) return false;
  let at = 0;
  for (const letter of label) if (letter === wanted[at]) at++;
  return at === wanted.length;
}
