import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
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

test('every text of the pages is in the catalogue', () => {
  const known = readCatalog('en');
  const web = new URL('../../', import.meta.url);
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.tsx?$/.test(name),
  );
  const quote = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/;
  // A long text is written in pieces.
  const literal = new RegExp(`\\bi18n\\.t\\(\\s*((?:${quote.source})(?:\\s*\\+\\s*(?:${quote.source}))*)`, 'g');
  const lost = files.flatMap((name) => {
    const texts = readFileSync(new URL(name.replaceAll('\\', '/'), web), 'utf8').matchAll(literal);
    return [...texts].flatMap(([, quoted = '']) => {
      const pieces = [...quoted.matchAll(new RegExp(quote, 'g'))].map(([piece]) => piece.slice(1, -1));
      const text = pieces.join('').replaceAll(/\\(.)/g, '$1');
      return known.has(text.replaceAll('"', '\\"')) ? [] : [`${name}: ${text}`];
    });
  });
  assert.deepEqual(lost, []);
});
