import { problemAt, type Import, type Problem, type Source } from './sources.ts';
import { roomOf } from './rooms.ts';

const networkModules = /^(node:)?(net|tls|http|https|http2|dgram)$/;

/** Rooms that open sockets of their own; everything else goes out through egress. */
const networkRooms = ['egress', 'mail', 'http', 'database'].map((room) => `server/kernel/${room}`);

/** Where a module's statements stand: in `queries` folders, and in the `migrations.ts` that makes its tables. */
const sqlPlaces = /^server\/modules\/[^/]+\/(migrations\.ts$|(.+\/)?queries\/)/;

/** Modules write raw SQL only in `queries` folders and in `migrations.ts`, by whatever name and door they get `sql`;
 * the type `Sql` may go anywhere. Kernel rooms are free, and so is server/app, whose code works for the operator on
 * whole installations (docs/decisions/0014-sql-in-queries.md). */
export function rawSqlStaysInItsPlaces(sources: readonly Source[]): Problem[] {
  const elsewhere = serverCode(sources).filter(
    ({ path }) => path.startsWith('server/modules/') && !sqlPlaces.test(path),
  );
  return elsewhere.flatMap((source) =>
    source.imports
      .filter(bringsSql)
      .map(({ line }) => `${source.path}:${line}: raw sql of a module belongs in its queries folder`),
  );
}

/** Whether an import makes the value `sql` reachable: by name, or with all else of its door (`*`, `import()`). */
function bringsSql({ specifier, clause }: Import): boolean {
  const names = clause.trim();
  if (/^type\s/.test(names)) return false;
  if (/[{,]\s*sql\b/.test(names)) return true;
  return ['kysely', '#kernel/database'].includes(specifier) && (names === '' || names.includes('*'));
}

/** Only kernel/config reads the environment. */
export function onlyConfigReadsTheEnvironment(sources: readonly Source[]): Problem[] {
  const others = serverCode(sources).filter(({ path }) => roomOf(path) !== 'server/kernel/config');
  return find(others, /\bprocess\s*\.\s*env\b/g, 'add a setting to #kernel/config instead of reading process.env');
}

/** Only egress talks to the network; mail, http and database have sockets of their own. */
export function onlyEgressGoesOut(sources: readonly Source[]): Problem[] {
  const others = serverCode(sources).filter(({ path }) => !networkRooms.includes(roomOf(path)));
  const imported = others.flatMap((source) =>
    source.imports
      .filter(({ specifier }) => networkModules.test(specifier))
      .map(
        ({ line, specifier }) => `${source.path}:${line}: ${specifier} opens sockets: go out through #kernel/egress`,
      ),
  );
  const called = find(others, /(?<![\w.$'"`/])(globalThis\.)?fetch\(/g, 'go out through #kernel/egress, not by fetch');
  return [...imported, ...called];
}

// Written in parts so that this file does not find itself.
const foreign = new RegExp(
  [
    String.raw`(?<=^|[\s'"\`(=:])/(home|Users|root|work)/\w`,
    String.raw`\b[A-Z]:\\Users\\`,
    String.raw`\bregistry\.(npmjs|yarnpkg)\.`,
    String.raw`\b(deb|security)\.debian\.org`,
    String.raw`\bfiles\.pythonhosted\.org`,
  ].join('|'),
  'gm',
);

/** No committed file names a folder of somebody's machine or a package registry. */
export function nothingNamesAMachine(sources: readonly Source[]): Problem[] {
  return find(sources, foreign, 'names a folder of one machine or a package registry');
}

function serverCode(sources: readonly Source[]): Source[] {
  return sources.filter(({ path, isCode, isTest }) => isCode && !isTest && path.startsWith('server/'));
}

function find(sources: readonly Source[], pattern: RegExp, what: string): Problem[] {
  return sources.flatMap((source) =>
    [...source.text.matchAll(pattern)].map((match) => problemAt(source, match.index, `${what} (${match[0].trim()})`)),
  );
}
