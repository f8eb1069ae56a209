import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { companyKey, fold, nameKey, sortKey, soundKey, words } from './fold.ts';

test('Greek folds to its ELOT 743 letters without marks, case and final sigma', () => {
  assert.equal(fold('Παπαδόπουλος ΓΙΏΡΓΟΣ'), 'papadopoulos giorgos');
  assert.equal(fold('Ευθυμίου, Αυγή'), 'efthymiou avgi');
  assert.equal(fold('Μπάμπης Αγγελίδης'), 'bampis angelidis');
  assert.equal(fold('Ψαράς & Θεοχάρους – Ξένια'), 'psaras theocharous xenia');
});

test('letters of another alphabet inside one word are repaired', () => {
  assert.equal(fold('Αnna'), 'anna');
  assert.equal(fold('Ρaul'), 'paul');
  assert.equal(fold('Xρίστος'), 'christos');
  assert.equal(fold('МАΡΙΑ'), fold('ΜΑΡΙΑ'));
});

test('other scripts keep their letters, marks and foreign digits are folded', () => {
  assert.equal(fold('Москва'), 'москва');
  assert.equal(fold('İstanbul Ñandú Łódź groß'), 'istanbul nandu lodz gross');
  assert.equal(fold('٦٦ १२ １２'), '66 12 12');
  assert.equal(fold('***'), '');
  assert.deepEqual(words(' O’Driscoll,\tSiobhán '), ['o', 'driscoll', 'siobhan']);
  assert.equal(sortKey('α'.repeat(200)).length, 80);
});

test('spellings of one Greek word share one sound key', () => {
  const groups = [
    ['Παπαδόπουλος', 'Papadopoulos', 'papadopulos'],
    ['Γιώργος', 'Giorgos', 'Yiorgos', 'Yórgos', 'Yiorghos'],
    ['Χατζηγιάννης', 'Hadjiyiannis', 'Chatzigiannis', 'Haciyánnis'],
    ['Αντώνης', 'Andonis', 'Antonis'],
    ['Οικονομίδου', 'Economidou', 'Ikonomidou'],
    ['Χαράλαμπος', 'Charalampos', 'Charalambos', 'Haralambos'],
    ['Σοφοκλής', 'Sophoclis', 'Sofoklis'],
  ];
  for (const group of groups) assert.equal(new Set(group.map((word) => soundKey(fold(word)))).size, 1, group.join());
});

test('a name key ignores order, courtesy titles and Greek endings', () => {
  assert.equal(nameKey('Κος Παπαδόπουλος Γιώργος'), nameKey('Mr. Yiorgos PAPADOPULOS'));
  assert.notEqual(nameKey('Μαρία Παπαδοπούλου'), nameKey('Μαρία Παπαδάκη'));
});

test('a company key drops the legal form and keeps the rest', () => {
  assert.equal(companyKey('Δελφίνι Κατασκευές Δ.Ε.Π.Ε.'), companyKey('ΔΕΛΦΙΝΙ ΚΑΤΑΣΚΕΥΕΣ'));
  assert.equal(companyKey('Orchid Point Ltd.'), 'orchid point');
  assert.equal(companyKey('Φάρος & Υιοί Λτδ'), 'faros yioi');
  assert.equal(companyKey('Limited'), 'limited');
});

const names = new URL('../../shared/data/greek/person_names_a.csv', import.meta.url);

test('name keys join real Greek, Latin and Turkish spellings and never two people', (t) => {
  if (!existsSync(names)) return t.skip('no ../shared/data');
  const rows = readFileSync(names, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const keys = rows.map((row) => nameKey(row[2] ?? ''));
  let right = 0;
  let wrong = 0;
  let missed = 0;
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const same = rows[i]?.[0] === rows[j]?.[0];
      const joined = keys[i] === keys[j];
      if (joined && same) right++;
      else if (joined) wrong++;
      else if (same) missed++;
    }
  }
  assert.equal(wrong, 0);
  assert.ok((2 * right) / (2 * right + wrong + missed) >= 0.945, `F1 with ${right} right and ${missed} missed`);
});

test('the ELOT form of a Greek name folds like the Greek form', (t) => {
  if (!existsSync(names)) return t.skip('no ../shared/data');
  const forms = new Map<string, string>();
  for (const line of readFileSync(names, 'utf8').trim().split('\n').slice(1)) {
    const [entity = '', form = '', name = ''] = line.split(',');
    if (form === 'el-official') forms.set(entity, name);
    if (form === 'el-Latn-ELOT') assert.equal(soundKey(fold(name)), soundKey(fold(forms.get(entity) ?? '')));
  }
});
