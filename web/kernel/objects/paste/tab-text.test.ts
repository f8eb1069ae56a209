import assert from 'node:assert/strict';
import test from 'node:test';
import { readTabs, writeTabs } from './tab-text.ts';

test('a block is rows of cells, with or without a last line break', () => {
  assert.deepEqual(readTabs('a\tb\r\nc\td\r\n'), [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  assert.deepEqual(readTabs('a\t\n\tb'), [
    ['a', ''],
    ['', 'b'],
  ]);
  assert.deepEqual(readTabs('one'), [['one']]);
});

test('a quoted cell may hold tabs, line breaks and quotes', () => {
  assert.deepEqual(readTabs('"two\nlines"\t"say ""hi"""\n"a\tb"\tc'), [
    ['two\nlines', 'say "hi"'],
    ['a\tb', 'c'],
  ]);
  assert.deepEqual(readTabs('5" pipe\t"open'), [['5" pipe', '"open']]);
});

test('what is copied is read back as it was', () => {
  const cells = [
    ['plain', 'with\ttab', 'with\nline'],
    ['', 'say "hi"', 'Ελληνικά'],
  ];
  assert.deepEqual(readTabs(writeTabs(cells)), cells);
});
