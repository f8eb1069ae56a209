import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRefusal } from './refusals.ts';

const root = join(import.meta.dirname, '..');
const folders = ['shared/fields/*.ts', 'server/modules/transfer/{planning,storing,reading}/**/*.ts'];
const sources = globSync(folders, { cwd: root }).filter((path) => !path.endsWith('.test.ts'));

/** What stands where a value or a row is refused, with `${…}` filled by a word. */
function sentencesIn(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const places = [
    /\brefuse\('[a-z_]+', (['`])([^\n]+?)\1/g,
    /\brefuse\([\w.]+, [^\n]+?, (['`])([^'`/\n][^'`\n]*)\1\)/g,
    /\brefuse\('rejected', (['`])([^'`\n]+)\1/g,
    /status: 'rejected', reason: (['`])([^\n]+?)\1 /g,
    /skip\('rejected', (['`])([^'`\n]+)\1/g,
    /\bno\((['`])([^'`\n]+)\1\)/g,
    /refused: (['`])([^'`\n]+)\1 \}/g,
  ];
  return places.flatMap((place) => [...text.matchAll(place)].map((found) => found[2]!));
}

test('each sentence with which a value or a row is refused can be told in another language', () => {
  const found = sources.flatMap((path) => sentencesIn(path));
  assert.ok(found.length > 30, `only ${String(found.length)} sentences were found`);
  const filled = (sentence: string) =>
    sentence.replace(/\$\{dayFirst [^}]*\}/, 'day-first').replaceAll(/\$\{[^}]*\}/g, '5');
  assert.deepEqual(
    [...new Set(found.map(filled))].filter((sentence) => readRefusal(sentence) === null),
    [],
  );
});

test('each sentence with which a layout is refused can be told in another language', () => {
  const text = readFileSync(join(root, 'server/kernel/objects/layouts/check-layout.ts'), 'utf8');
  const found = [...text.matchAll(/\bmessage(?: =|:) (['`])([^'`\n]+)\1/g)].map((one) => one[2]!);
  assert.ok(found.length > 4, `only ${String(found.length)} sentences were found`);
  const filled = found.map((sentence) => sentence.replaceAll(/\$\{[^}]*\}/g, 'City'));
  assert.deepEqual(
    filled.filter((sentence) => readRefusal(sentence) === null),
    [],
  );
});

test('a sentence is taken apart into its code and its parts', () => {
  assert.deepEqual(readRefusal('nobody and nothing is named Μαρία (η μικρή)'), {
    code: 'no_such_record',
    parts: { name: 'Μαρία (η μικρή)' },
  });
  assert.deepEqual(readRefusal('interaction without a usable date: month 13: contradicts the day-first column'), {
    code: 'entry_without_date',
    parts: { why: 'month 13: contradicts the day-first column' },
  });
  assert.equal(readRefusal('something else'), null);
});
