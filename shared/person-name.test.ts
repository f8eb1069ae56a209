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

test('signs are no name, departments are no person, lost letters are seen', () => {
  assert.ok(!isName('???') && !isName('-') && isName('Li'));
  assert.ok(isDepartmentWord('Γραμματεία') && isDepartmentWord('λογιστήριο') && isDepartmentWord('reception'));
  assert.ok(!isDepartmentWord('Maria'));
  assert.ok(hasLostLetters('S?ren Krag') && !hasLostLetters('Who?'));
});
