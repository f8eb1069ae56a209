import assert from 'node:assert/strict';
import test from 'node:test';
import { i18n } from '#web/kernel/i18n';
import { greeting } from './greeting.ts';

i18n.load('en', {});
i18n.activate('en');

const at = (utc: string): string => greeting('Maria Andreou', 'Asia/Nicosia', new Date(`2026-11-22T${utc}:00Z`));

test('the greeting follows the reader’s own clock', () => {
  assert.equal(at('03:00'), 'Good morning, Maria');
  assert.equal(at('10:00'), 'Good afternoon, Maria');
  assert.equal(at('16:00'), 'Good evening, Maria');
});

test('in the night nobody is wished an evening that is over', () => {
  assert.equal(at('21:00'), 'Hello, Maria');
  assert.equal(at('02:27'), 'Hello, Maria');
});
