import { posix } from 'node:path';
import type { Problem, Source } from './sources.ts';

/** The kernel's rooms; each may import only rooms above it. */
const kernelOrder = [
  'config',
  'telemetry',
  'egress',
  'database',
  'workspace',
  'events',
  'jobs',
  'access',
  'audit',
  'http',
  'files',
  'public-pages',
  'pdf',
  'mail',
  'objects',
  'module',
];

/** The build's own settings, which run before any door exists. */
const buildFiles = ['web/vite.config.ts'];

type Side = 'server' | 'web' | 'shared' | 'test' | 'bin';

/** The room of a file, such as `server/kernel/config`; the start files of a side belong to its `app`. */
export function roomOf(path: string): string {
  const [side, wing, name] = path.split('/');
  if ((side === 'server' || side === 'web') && (wing === 'kernel' || wing === 'modules'))
    return `${side}/${wing}/${name}`;
  return side === 'server' || side === 'web' ? `${side}/app` : (side ?? '');
}

/** The room that an import enters; null for packages. */
function roomOfImport(source: Source, specifier: string): string | null {
  if (specifier.startsWith('.')) return roomOf(posix.join(posix.dirname(source.path), specifier));
  const [door = '', ...rest] = specifier.split('/');
  if (door === '#shared') return 'shared';
  if (door === '#test') return 'test';
  if (door === '#web') return `web/${rest[0]}/${rest[1]}`;
  return door === '#kernel' || door === '#modules' ? `server/${door.slice(1)}/${rest[0]}` : null;
}

/** Relative imports stay in their room; test/ and bench/ drive the product from outside, and any test may use test/. */
export function relativeImportsStayInTheirRoom(sources: readonly Source[]): Problem[] {
  return eachImport(sources, ({ source, specifier, target }) => {
    if (!specifier.startsWith('.') || target === roomOf(source.path) || buildFiles.includes(source.path)) return null;
    if (source.path.startsWith('test/') || source.path.startsWith('bench/')) return null;
    if (source.isTest && target === 'test') return null;
    return `a relative import leaves ${roomOf(source.path)}: enter ${target} by its door (#…)`;
  });
}

/** server and web know only shared; shared knows neither, and nothing of Node. */
export function sidesStayApart(sources: readonly Source[]): Problem[] {
  return eachImport(sources, ({ source, specifier, target }) => {
    const from = sideOf(roomOf(source.path));
    if (source.path.startsWith('test/')) return null;
    if (from === 'shared' && specifier.startsWith('node:') && !source.isTest) return 'shared is pure: no Node in it';
    const to = target === null ? null : sideOf(target);
    if (to === null || to === from || to === 'shared' || from === 'bench') return null;
    if (to === 'test') return source.isTest ? null : 'only tests import the test harness';
    return `${from} does not import ${to}: move what both need to shared`;
  });
}

/** A kernel room imports only rooms above it, and never a module; nobody imports the app. */
export function kernelKeepsItsOrder(sources: readonly Source[]): Problem[] {
  return eachImport(sources, ({ source, target }) => {
    const [side, wing, room = ''] = roomOf(source.path).split('/');
    const [toSide, toWing, toRoom = ''] = (target ?? '').split('/');
    if (source.isTest || side !== toSide || roomOf(source.path) === target) return null;
    if (toWing === 'app') return 'only the app itself imports the app: pass what you need as a value';
    if (wing !== 'kernel') return null;
    if (toWing === 'modules') return `the kernel knows no module: let ${toRoom} bring it by a define… function`;
    if (side !== 'server') return null;
    const [own, other] = [kernelOrder.indexOf(room), kernelOrder.indexOf(toRoom)];
    if (own === -1) return `kernel room ${room} has no place in the order of test/tidy/rooms.ts`;
    return other < own ? null : `${room} may not import ${toRoom}: the order is ${kernelOrder.join(', ')}`;
  });
}

/** A module imports another only if the `needs` of its index.ts names it. */
export function modulesNameTheirNeeds(sources: readonly Source[]): Problem[] {
  const needs = readNeeds(sources);
  return eachImport(sources, ({ source, target }) => {
    const room = roomOf(source.path);
    if (source.isTest || !isModule(room) || target === null || !isModule(target) || room === target) return null;
    const name = target.split('/')[2] ?? '';
    return needs.get(room)?.includes(name) ? null : `${room}/index.ts must name '${name}' in needs: […]`;
  });
}

/** `needs` of the modules has no cycle and names only modules that exist. */
export function needsHaveNoCycle(sources: readonly Source[]): Problem[] {
  const needs = readNeeds(sources);
  return [...needs].flatMap(([room, names]) => {
    const side = room.split('/').slice(0, 2).join('/');
    const unknown = names.filter((name) => !needs.has(`${side}/${name}`));
    const around = names.filter((name) => reaches(needs, `${side}/${name}`, room));
    return [
      ...unknown.map((name) => `${room}/index.ts:1: needs '${name}', which is no module`),
      ...around.map((name) => `${room}/index.ts:1: needs '${name}', which needs it in turn: emit an event instead`),
    ];
  });
}

function reaches(needs: Map<string, string[]>, from: string, to: string): boolean {
  const side = from.split('/').slice(0, 2).join('/');
  const seen = new Set([from]);
  // A set hands out what is added while it is read.
  for (const room of seen) for (const name of needs.get(room) ?? []) seen.add(`${side}/${name}`);
  return seen.has(to);
}

function readNeeds(sources: readonly Source[]): Map<string, string[]> {
  const doors = sources.filter(({ path }) => /^(server|web)\/modules\/[^/]+\/index\.tsx?$/.test(path));
  return new Map(
    doors.map(({ path, text }) => {
      const list = /\bneeds:\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
      return [roomOf(path), [...list.matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '')];
    }),
  );
}

function isModule(room: string): boolean {
  return room.split('/')[1] === 'modules';
}

function sideOf(room: string): Side | 'bench' {
  return room.split('/')[0] as Side | 'bench';
}

interface Entry {
  readonly source: Source;
  readonly specifier: string;
  readonly target: string | null;
}

function eachImport(sources: readonly Source[], check: (entry: Entry) => string | null): Problem[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ specifier, line }) => {
      const what = check({ source, specifier, target: roomOfImport(source, specifier) });
      return what === null ? [] : [`${source.path}:${line}: ${what} ('${specifier}')`];
    }),
  );
}
