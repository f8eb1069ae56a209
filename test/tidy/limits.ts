import { dirname } from 'node:path';
import type { Problem, Source } from './sources.ts';

const fileLines = 300;
const testLines = 500;
const lineLength = 120;
const folderFiles = 15;
const folderDepth = 4;

const bannedNames = 'util utils helper helpers manager common misc data info base impl'.split(' ');

// Oxlint counts the lines of functions, which takes a parser: max-lines-per-function in .oxlintrc.json.

/** Files hold at most 300 lines (tests 500), and lines of code at most 120 characters. */
export function filesAndLinesAreShort(sources: readonly Source[]): Problem[] {
  return sources.filter(isOurCode).flatMap((source) => {
    const lines = source.text.split('\n');
    const limit = source.isTest ? testLines : fileLines;
    const long =
      lines.length - 1 > limit ? [`${source.path}:${limit + 1}: ${lines.length - 1} lines: split it (≤ ${limit})`] : [];
    const wide = lines.flatMap((line, index) =>
      [...line].length > lineLength
        ? [`${source.path}:${index + 1}: ${[...line].length} characters (≤ ${lineLength})`]
        : [],
    );
    return [...long, ...wide];
  });
}

/** A folder holds at most 15 source files; tests are not counted and `fields` is exempt. */
export function foldersAreSmall(sources: readonly Source[]): Problem[] {
  const counts = new Map<string, number>();
  for (const source of sources.filter((file) => isOurCode(file) && !file.isTest)) {
    const folder = dirname(source.path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([folder, count]) => count > folderFiles && !/(^|\/)fields$/.test(folder))
    .map(([folder, count]) => `${folder}:1: ${count} source files: split it by topic (≤ ${folderFiles})`);
}

/** Under server/ and web/ folders are at most four deep. */
export function foldersAreShallow(sources: readonly Source[]): Problem[] {
  const deep = sources.filter(({ path, isCode }) => {
    return isCode && /^(server|web)\//.test(path) && path.split('/').length - 2 > folderDepth;
  });
  return deep.map(({ path }) => `${path}:1: deeper than ${folderDepth} folders`);
}

/** Files and folders of code are kebab-case and say what they hold. */
export function namesSaySomething(sources: readonly Source[]): Problem[] {
  return sources.filter(isOurCode).flatMap(({ path }) => {
    const names = path.split('/').map((name) => name.replace(/(\.[a-z]+)+$/, ''));
    const banned = names.find((name) => bannedNames.includes(name));
    if (banned) return [`${path}:1: '${banned}' says nothing: name it after what it holds`];
    return names.every((name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) ? [] : [`${path}:1: names are kebab-case`];
  });
}

function isOurCode({ path, isCode }: Source): boolean {
  return isCode && /^(server|shared|web|test|bench|bin)\//.test(path) && !path.includes('/generated/');
}
