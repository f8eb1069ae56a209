import assert from 'node:assert/strict';
import test from 'node:test';
import { countryOf } from './countries.ts';

test('a country is known by its code and by its name in English and Greek, however it is written', () => {
  const written: [string, string][] = [
    ['CY', 'CY'],
    ['cy', 'CY'],
    [' Cyprus ', 'CY'],
    ['Κύπρος', 'CY'],
    ['ΚΥΠΡΟΣ', 'CY'],
    ['Greece', 'GR'],
    ['Ελλάδα', 'GR'],
    ['EL', 'GR'],
    ['Germany', 'DE'],
    ['United Kingdom', 'GB'],
    ['Ηνωμένο Βασίλειο', 'GB'],
  ];
  for (const [text, code] of written) assert.equal(countryOf(text), code, text);
});

test('a text that names no country is none', () => {
  for (const text of [null, '', 'Limassol', 'Atlantis', 'QQ']) assert.equal(countryOf(text), null, String(text));
});
