import { Failure, type Issue } from '#shared/failure';
import { fold } from '#shared/fold';
import type { Context } from '#kernel/workspace';
import { readRights } from '../rights/roles.ts';
import { checkView } from '../views/views.ts';
import { differs, same, step, type Difference, type ModelFile, type ViewPart } from './model-file.ts';

/** What a file says beside objects and fields, as far as it is otherwise here. */
export interface Rest {
  roles: { key: string; role: ModelFile['roles'][string] }[];
  /** Those above before those below. */
  teams: { name: string; parent: string | null }[];
  views: { object: string; name: string; view: ViewPart }[];
}

interface Planning {
  /** The reader before the model as it would be. */
  ahead: Context;
  here: ModelFile;
  file: ModelFile;
  differences: Difference[];
  issues: Issue[];
}

/** Plans roles, teams and shared views. Those that only the workspace has always stay: people hold them. */
export function planRest(planning: Planning): Rest {
  return { roles: planRoles(planning), teams: planTeams(planning), views: planViews(planning) };
}

interface Compared {
  what: 'role' | 'team' | 'view';
  path: string;
  name: string;
  before: unknown;
  after: unknown;
}

/** Notes a difference; answers whether there is something to write. */
function compare({ differences }: Planning, { before, after, ...told }: Compared): boolean {
  if (same(before, after)) return false;
  const change = after === undefined ? 'stay' : before === undefined ? 'add' : 'change';
  differences.push(differs({ ...told, change, before: before ?? null, after: after ?? null }));
  return change !== 'stay';
}

const either = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])];

function planRoles(planning: Planning): Rest['roles'] {
  const { ahead, here, file, issues } = planning;
  return either(file.roles, here.roles).flatMap((key) => {
    const [path, role, before] = [`/roles${step(key)}`, file.roles[key], here.roles[key]];
    const name = (role ?? before)!.name;
    if (!compare(planning, { what: 'role', path, name, before, after: role })) return [];
    const builtIn = ahead.workspace.access.roles.get(key)?.built_in;
    const message = 'Names of roles of your own begin with c_.';
    if (builtIn || !/^c_[a-z0-9_]{1,38}$/.test(key)) issues.push({ pointer: path, code: 'role.built_in', message });
    issues.push(...faultsOf(path, () => readRights(ahead, role!.rights, '/rights')));
    return [{ key, role: role! }];
  });
}

function planTeams(planning: Planning): Rest['teams'] {
  const { here, file, issues } = planning;
  const names = Object.keys(file.teams);
  const due = either(file.teams, here.teams).filter((name) => {
    const [before, after] = [here.teams[name], file.teams[name]];
    return compare(planning, { what: 'team', path: `/teams${step(name)}`, name, before, after });
  });
  const twice = names.filter((name, at) => names.findIndex((other) => fold(other) === fold(name)) < at);
  const told = (name: string, code: string, message: string) =>
    issues.push({ pointer: `/teams${step(name)}/parent`, code, message });
  for (const name of twice) told(name, 'record.not_unique', `There is a team "${name}" already.`);
  const placed = new Set(Object.keys(here.teams));
  const teams: Rest['teams'] = [];
  for (let left = due; left.length > 0;) {
    const ready = left.filter((name) => file.teams[name]!.parent === null || placed.has(file.teams[name]!.parent!));
    if (ready.length === 0) {
      for (const name of left) told(name, 'relation.not_found', 'There is no such team.');
      break;
    }
    for (const name of ready) teams.push({ name, parent: file.teams[name]!.parent });
    for (const name of ready) placed.add(name);
    left = left.filter((name) => !ready.includes(name));
  }
  return teams;
}

function planViews(planning: Planning): Rest['views'] {
  const { ahead, here, file, issues } = planning;
  return either(file.views, here.views).flatMap((object) =>
    either(file.views[object] ?? {}, here.views[object] ?? {}).flatMap((name) => {
      const path = `/views${step(object)}${step(name)}`;
      const [before, view] = [here.views[object]?.[name], file.views[object]?.[name]];
      if (!compare(planning, { what: 'view', path, name, before, after: view })) return [];
      issues.push(...faultsOf(path, () => checkView(ahead, object, view!)));
      return [{ object, name, view: view! }];
    }),
  );
}

/** What a check refuses, with its place in the file. */
function faultsOf(at: string, check: () => unknown): Issue[] {
  try {
    check();
    return [];
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    const issues = problem.details.issues ?? [{ pointer: '', code: problem.code, message: problem.message }];
    return issues.map((issue) => ({ ...issue, pointer: at + (issue.pointer === '/' ? '' : issue.pointer) }));
  }
}
