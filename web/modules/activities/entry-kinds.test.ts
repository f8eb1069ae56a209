import assert from 'node:assert/strict';
import test from 'node:test';
import { kindOfObject, withKind } from './entry-kinds.ts';

const call = { object: 'calls', values: {}, title: 'Called' };

test('a chosen kind is said in words only when it was not read from the text', () => {
  assert.equal(withKind('call', 'called, wants quote', [call]), 'called, wants quote');
  assert.equal(withKind('call', 'wants quote', []), 'called: wants quote');
  assert.equal(withKind('note', 'likes tea', []), 'likes tea');
});

test('an entry shows the icon of its kind', () => {
  assert.equal(kindOfObject('calls'), 'call');
  assert.equal(kindOfObject('letters'), 'letter');
});
