import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasLostLetters, isDepartmentWord, isName, parseName } from './person-name.ts';

test('a name cell is split into its parts as typed', () => {
  const { prefix, first, last } = parseName(' Κος  Ευαγόρας\u00a0Τρύφωνος ');
  assert.deepEqual([prefix, first, last], ['Κος', 'Ευαγόρας', 'Τρύφωνος']);
  assert.deepEqual(parseName('Papadopoulou, Maria Anna'), {
    prefix: '',
    first: 'Maria',
    middle: 'Anna',
    last: 'Papadopoulou',
    suffix: '',
    sure: true,
  });
  assert.equal(parseName('Ludwig van Beethoven').last, 'van Beethoven');
  assert.equal(parseName('Δρ.Άννα Μακρή').prefix, 'Δρ.');
  assert.equal(parseName('Kos').first, 'Kos');
});

test('a family name before a known given name is told', () => {
  for (const [text, first, last] of [
    ['ΒΑΣΙΛΕΙΑΔΗΣ ΝΙΚΟΣ', 'ΝΙΚΟΣ', 'ΒΑΣΙΛΕΙΑΔΗΣ'],
    ['Μακρή Ελένη', 'Ελένη', 'Μακρή'],
    ['Georgiou Andreas', 'Andreas', 'Georgiou'],
    ['Sarah Michail', 'Sarah', 'Michail'],
    ['Γεωργία Σάββα', 'Γεωργία', 'Σάββα'],
    ['Χρίστος Ιωάννου', 'Χρίστος', 'Ιωάννου'],
  ] as const) {
    const name = parseName(text);
    assert.deepEqual([name.first, name.last], [first, last]);
  }
});

test('signs are no name, departments are no person, lost letters are seen', () => {
  assert.ok(!isName('???') && !isName('-') && isName('Li'));
  assert.ok(isDepartmentWord('Γραμματεία') && isDepartmentWord('λογιστήριο') && isDepartmentWord('reception'));
  assert.ok(!isDepartmentWord('Maria'));
  assert.ok(hasLostLetters('S?ren Krag') && !hasLostLetters('Who?'));
});
