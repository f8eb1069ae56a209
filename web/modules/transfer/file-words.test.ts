import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { i18n } from '#web/kernel/i18n';
import { tellFile } from './file-words.ts';

const greek = Object.fromEntries(
  readFileSync(join(import.meta.dirname, '../../kernel/i18n/locales/el.po'), 'utf8')
    .matchAll(/msgid "(.*)"\nmsgstr "(.*)"/g)
    .map(([, english = '', translated = '']) => [english, translated]),
);
i18n.load({ en: {}, el: greek });

test('what is wrong with a whole file is told in the language of the page, with what to do', () => {
  i18n.activate('el');
  assert.equal(
    tellFile('“πελάτες.xlsx” is damaged or cut off: it has no end.'),
    'Το «πελάτες.xlsx» έχει βλάβη ή κόπηκε: λείπει το τέλος του.',
  );
  assert.equal(
    tellFile(
      '“big.xlsx” has 300 MB; at most 200 MB are read. Save the sheet as CSV and bring in that file: CSV has no limit.',
    ),
    'Το «big.xlsx» είναι 300 MB· διαβάζονται έως 200 MB. ' +
      'Αποθηκεύστε το φύλλο ως CSV και φέρτε εκείνο το αρχείο: το CSV δεν έχει όριο.',
  );
});

test('notes about files and links keep their place and tell the rest in the language of the page', () => {
  i18n.activate('el');
  assert.equal(tellFile('a.csv: delimiter tab'), 'a.csv: στήλες χωρισμένες με στηλοθέτες');
  assert.equal(
    tellFile('deals.csv 5: company C7: no such company in the files: no link'),
    'deals.csv 5: Εταιρεία C7: δεν υπάρχει τέτοια εταιρεία στα αρχεία: χωρίς σύνδεση',
  );
  i18n.activate('en');
  assert.equal(tellFile('a.csv: a sentence of tomorrow'), 'a.csv: a sentence of tomorrow');
});
