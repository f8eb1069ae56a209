import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readFileSentence } from './file-words.ts';

const transfer = join(import.meta.dirname, '../server/modules/transfer');

/** What stands where a file is refused or noted, with `${…}` filled by a word. */
function sentencesIn(path: string): string[] {
  const text = readFileSync(join(transfer, path), 'utf8');
  const filled = (sentence: string): string =>
    sentence.replaceAll(/\$\{[^}]*\}/g, 'five').replaceAll(String.raw`\'`, "'");
  const whole = [...text.matchAll(/new ImportProblem\(\s*'[\w.]+',\s*(['"`])(.+?)\1,?\s*\)/gs)].map((one) => one[2]!);
  const told = [...text.matchAll(/\brefuse\('([^'\n]+)'\)/g)].map((one) => `“five” ${one[1]!}.`);
  const reported = [...text.matchAll(/\breport\(\s*'([^'\n]+)'/g)].map((one) => `five 5: person five: ${one[1]!}`);
  const either = [...text.matchAll(/[?:] '(no such company [^'\n]+)'/g)].map((one) => `five 5: company x: ${one[1]!}`);
  const circles = [...text.matchAll(/role: 'parent'.*reason: '([^']+)'/g)].map((one) => `five 5: parent x: ${one[1]!}`);
  return [...whole.filter((one) => !one.endsWith('${why}.')), ...told, ...reported, ...either, ...circles].map(filled);
}

test('each sentence about a whole file, or a link that was not found, can be told in another language', () => {
  const paths = globSync(['reading/*.ts', 'planning/resolve-links.ts'], { cwd: transfer });
  const found = paths.filter((path) => !path.endsWith('.test.ts')).flatMap((path) => sentencesIn(path));
  assert.ok(found.length >= 18, `only ${String(found.length)} sentences were found`);
  assert.deepEqual(
    found.filter((sentence) => readFileSentence(sentence) === null),
    [],
  );
});

test('a note is taken apart into where it belongs and what it says', () => {
  assert.deepEqual(readFileSentence('people.xlsx (Πελάτες): hidden columns C, F'), {
    code: 'hidden_columns',
    parts: { where: 'people.xlsx (Πελάτες)', columns: 'C, F' },
  });
  assert.deepEqual(readFileSentence('old.dbf: encoding cp737 (not named by the file)'), {
    code: 'encoding_guessed',
    parts: { where: 'old.dbf', encoding: 'cp737' },
  });
  assert.equal(readFileSentence('something else'), null);
});
