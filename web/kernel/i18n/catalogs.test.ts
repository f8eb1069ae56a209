import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

/** The texts of one language by their English key; a text may go over several lines. */
function readCatalog(language: string): Map<string, string> {
  const text = readFileSync(new URL(`./locales/${language}.po`, import.meta.url), 'utf8');
  const joined = text.replace(/"\n"/g, '');
  return new Map([...joined.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, id = '', words = '']) => [id, words]));
}

const gaps = (words: string): string[] => [
  ...new Set([...words.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name = '']) => name)),
];
const values = (words: string): string[] =>
  gaps(words).filter((name) => !/^\p{Lowercase}+$/u.test(name) || new RegExp(`\\{${name}\\}|\\{${name}, `).test(words));

test('every text has its Greek words, with the same values in them', () => {
  const english = readCatalog('en');
  const greek = readCatalog('el');
  assert.ok(english.size > 400);
  for (const key of english.keys()) {
    assert.ok(greek.get(key), `no Greek words for: ${key}`);
    const missing = values(key).filter((name) => key.includes(`{${name}`) && !greek.get(key)?.includes(`{${name}`));
    const real = missing.filter((name) => !new RegExp(`(one|other) \\{${name}\\}`).test(key));
    assert.deepEqual(real, [], `the Greek words miss a value: ${key}`);
  }
});
