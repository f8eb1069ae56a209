import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { i18n } from '#web/kernel/i18n';
import { Problem } from './problem.ts';
import { learnFields, tellRefusal } from './refusals.ts';

const greek = Object.fromEntries(
  readFileSync(join(import.meta.dirname, '../../i18n/locales/el.po'), 'utf8')
    .matchAll(/msgid "(.*)"\nmsgstr "(.*)"/g)
    .map(([, english = '', translated = '']) => [english.replaceAll('\\"', '"'), translated.replaceAll('\\"', '"')]),
);
i18n.load({ en: {}, el: greek });

test('why a value was refused is told in the language of the page, parts included', () => {
  i18n.activate('el');
  assert.equal(tellRefusal('not a valid number with region CY'), 'δεν είναι έγκυρος αριθμός (CY)');
  assert.equal(
    tellRefusal('interaction without a usable date: no such day'),
    'Καμία ημερομηνία που να στέκει: δεν υπάρχει τέτοια ημέρα',
  );
  assert.equal(tellRefusal('a sentence of tomorrow'), 'a sentence of tomorrow');
  assert.equal(tellRefusal(null), '');
});

test('a field is named as the page names it', () => {
  learnFields([{ fields: [{ key: 'name', label: { en: 'Name', el: 'Επωνυμία' } }] }] as never);
  i18n.activate('el');
  assert.equal(tellRefusal('"Name" is needed'), 'Χρειάζεται το πεδίο «Επωνυμία»');
  assert.equal(tellRefusal('"Colour" is needed'), 'Χρειάζεται το πεδίο «Colour»');
  i18n.activate('en');
  assert.equal(tellRefusal('"Name" is needed'), '“Name” is needed');
});

test('a refused deed is told in the language of the page; English keeps the server’s own sentence', () => {
  const body = { code: 'change_set.already_undone', detail: 'It was undone by Maria.' };
  i18n.activate('el');
  assert.equal(new Problem(409, body).message, 'Αυτό έχει ήδη αναιρεθεί.');
  i18n.activate('en');
  assert.equal(new Problem(409, body).message, 'It was undone by Maria.');
});
