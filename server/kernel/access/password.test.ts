import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordProblem } from './password.ts';

test('a password is refused that is among the first that anybody would try', () => {
  const first = [
    'password1234',
    'P@ssw0rd1234',
    'qwertyuiop123',
    'sunshineprincess',
    'Administrator1!',
    'welcome2026!!',
    'ΚαλημέραΚαλημέρα',
    'κωδικός12345',
    'iloveyou iloveyou',
    '1234567890123',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'Kith2026Kith2026',
  ];
  for (const password of first) assert.equal(passwordProblem(password), 'too_common', password);
});

test('length alone makes a good one: no signs of certain kinds are asked for', () => {
  for (const password of ['a quiet garden wall', 'Μαρία και Νίκος', 'correct horse battery', 'θάλασσα μπλε'])
    assert.equal(passwordProblem(password), null, password);
  assert.equal(passwordProblem('eleven sign'), 'too_short');
  assert.equal(passwordProblem('θ'.repeat(1_025)), 'too_long');
});
