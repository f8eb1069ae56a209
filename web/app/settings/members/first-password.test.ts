import assert from 'node:assert/strict';
import test from 'node:test';
import { firstPassword } from './first-password.ts';

test('a first password is long enough, readable aloud and never the same', () => {
  assert.match(firstPassword(), /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  assert.notEqual(firstPassword(), firstPassword());
});
