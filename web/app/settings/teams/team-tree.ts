import type { Team } from '#web/kernel/api';

export type TeamLine = Team & { depth: number };

/** Teams as a tree is read: each under the one it is part of, by name. */
export function teamLines(teams: Team[]): TeamLine[] {
  const known = new Set(teams.map((team) => team.id));
  const under = Map.groupBy(teams, (team) => (team.parent && known.has(team.parent) ? team.parent : null));
  const lines: TeamLine[] = [];
  const add = (parent: string | null, depth: number): void => {
    for (const team of (under.get(parent) ?? []).toSorted((a, b) => a.name.localeCompare(b.name))) {
      lines.push({ ...team, depth });
      add(team.id, depth + 1);
    }
  };
  add(null, 0);
  return lines;
}

/** Whether a team may become part of another one: not of itself, nor of one below it. */
export function mayMove(teams: Team[], id: string, parent: string | null): boolean {
  for (let at = parent; at !== null;) {
    if (at === id) return false;
    at = teams.find((team) => team.id === at)?.parent ?? null;
  }
  return true;
}

/** Where a press of → or ← moves a team: into the one above it on its level, or out beside the one it is part of. */
export function movedTo(lines: TeamLine[], id: string, way: 'in' | 'out'): string | null | undefined {
  const at = lines.findIndex((line) => line.id === id);
  const line = lines[at];
  if (!line) return undefined;
  if (way === 'out') {
    const parent = lines.find((one) => one.id === line.parent);
    return parent ? parent.parent : undefined;
  }
  return lines.slice(0, at).findLast((one) => one.depth <= line.depth && one.parent === line.parent)?.id;
}
