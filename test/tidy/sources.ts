import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of the repository, with what the rules ask about it. */
export interface Source {
  /** From the repository's folder, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly isCode: boolean;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

/** One import, export-from or dynamic import. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** The text from `import` to the specifier, with the imported names. */
  readonly clause: string;
}

/** A broken rule, as `path:line: what is wrong and what to do`. */
export type Problem = string;

const root = join(import.meta.dirname, '..', '..');
const importPattern = new RegExp(
  [
    String.raw`^[ \t]*(?:import|export)\b([^'";()]*?)\bfrom\s*['"]([^'"\n]+)['"]`,
    String.raw`^[ \t]*import\s*['"]([^'"\n]+)['"]`,
    String.raw`\bimport\(\s*['"]([^'"\n]+)['"]`,
  ].join('|'),
  'gm',
);

/** Every file that is or could be committed: `git ls-files` and what is new and not ignored. */
export function readSources(): Source[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const paths = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\0');
  const present = paths.filter((path) => path !== '' && existsSync(join(root, path)));
  return present.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return text.includes('\0') ? [] : [makeSource(path, text)];
  });
}

/** A source from its text; the rules' own tests make theirs this way. */
export function makeSource(path: string, text: string): Source {
  const isCode = /\.(ts|tsx|mjs|mts)$/.test(path);
  const isTest = /\.test\.tsx?$/.test(path) || path.startsWith('test/');
  return { path, text, isCode, isTest, imports: isCode ? findImports(text) : [] };
}

/** The problem at a character of a file. */
export function problemAt(source: Source, index: number, what: string): Problem {
  return `${source.path}:${lineOf(source.text, index)}: ${what}`;
}

function findImports(text: string): Import[] {
  return [...text.matchAll(importPattern)].map((match) => ({
    specifier: match[2] ?? match[3] ?? match[4] ?? '',
    line: lineOf(text, match.index + (match[0].length - match[0].trimStart().length)),
    clause: match[1] ?? '',
  }));
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
