import assert from 'node:assert/strict';
import test from 'node:test';
import { keyNames } from './key-names.ts';
import { actsWhileTyping, matchShortcut, pressName } from './matching.ts';

const press = (key: string, more = {}) => ({ key, ctrl: false, meta: false, alt: false, shift: false, ...more });

test('a press is named by its letter, also on a Greek keyboard', () => {
  assert.equal(pressName(press('j')), 'j');
  assert.equal(pressName(press('ξ', { code: 'KeyJ' })), 'j');
  assert.equal(pressName(press('k', { meta: true })), 'mod+k');
  assert.equal(pressName(press('Z', { ctrl: true, shift: true })), 'mod+shift+z');
  assert.equal(pressName(press(' ')), 'space');
  assert.equal(pressName(press('?', { shift: true })), '?');
});

test('a sequence wins over its last letter', () => {
  assert.equal(matchShortcut(['c', 'g c'], ['g', 'c']), 'g c');
  assert.equal(matchShortcut(['c', 'g c'], ['x', 'c']), 'c');
  assert.equal(matchShortcut(['c'], ['x']), null);
});

test('only shortcuts with Ctrl act while typing, and undo belongs to the text', () => {
  assert.equal(actsWhileTyping('mod+k'), true);
  assert.equal(actsWhileTyping('mod+z'), false);
  assert.equal(actsWhileTyping('mod+shift+z'), false);
  assert.equal(actsWhileTyping('mod+a'), false);
  assert.equal(actsWhileTyping('j'), false);
});

test('keys are drawn as caps', () => {
  assert.deepEqual(keyNames('g p', false), ['G', 'P']);
  assert.deepEqual(keyNames('mod+k', false), ['Ctrl', 'K']);
  assert.deepEqual(keyNames('mod+k', true), ['⌘', 'K']);
});
