import assert from 'node:assert/strict';
import test from 'node:test';
import { initials, toneOf } from './initials.ts';

test('initials take the first and the last word in any script', () => {
  assert.equal(initials('Maria Georgiou'), 'MG');
  assert.equal(initials('Ελένη Παπαδοπούλου-Νικολάου'), 'ΕΝ');
  assert.equal(initials('Acme'), 'A');
  assert.equal(initials(''), '');
});

test('a name keeps its tint', () => {
  assert.equal(toneOf('Acme'), toneOf('Acme'));
});
