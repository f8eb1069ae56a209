import assert from 'node:assert/strict';
import test from 'node:test';
import type { Field, PageLayout, ObjectType } from '#web/kernel/api';
import {
  moveField,
  moveSection,
  newTab,
  removeSection,
  restOf,
  stepField,
  stepSection,
  toSend,
} from './layout-draft.ts';

const words = { en: 'W', el: 'Λ' };
const section = (key: string, fields: string[]) => ({
  key,
  name: words,
  fields,
  columns: 1 as const,
  collapsed: false,
  show_if: null,
});
const layout: PageLayout = {
  highlights: [],
  tabs: [
    { key: 'one', name: words, show_if: null, sections: [section('a', ['x', 'gone', 'y']), section('b', ['z'])] },
    { key: 'two', name: words, show_if: null, sections: [section('c', [])] },
  ],
  hidden: ['h'],
};
const told = (one: PageLayout) => [
  ...one.tabs.map(
    (tab) => `${tab.key}(${tab.sections.map(({ key, fields }) => `${key}: ${fields.join(' ')}`).join('; ')})`,
  ),
  one.hidden.join(' '),
];
const shown = (key: string) => key !== 'gone';
const stepped = (field: string, by: -1 | 1, from = layout) => told(stepField(from, { field, by, shown }));

test('a field is put into a part, among the rest, out of sight and back', () => {
  assert.deepEqual(told(moveField(layout, 'y', { section: 'a', before: 'x' })), [
    'one(a: y x gone; b: z)',
    'two(c: )',
    'h',
  ]);
  assert.deepEqual(told(moveField(layout, 'h', { section: 'c' })), ['one(a: x gone y; b: z)', 'two(c: h)', '']);
  assert.deepEqual(told(moveField(layout, 'x', 'hidden')), ['one(a: gone y; b: z)', 'two(c: )', 'h x']);
  const object = { fields: ['x', 'y', 'z', 'h', 'n'].map((key) => ({ key, group: 'main' }) as Field) } as ObjectType;
  assert.deepEqual(
    restOf(object, moveField(layout, 'y', 'rest')).map(({ key }) => key),
    ['y', 'n'],
  );
});

test('a field steps over what cannot be seen and over the edge of its part', () => {
  assert.deepEqual(stepped('y', -1), ['one(a: y x gone; b: z)', 'two(c: )', 'h']);
  assert.deepEqual(stepped('x', 1), ['one(a: gone y x; b: z)', 'two(c: )', 'h']);
  assert.deepEqual(stepped('y', 1), ['one(a: x gone; b: y z)', 'two(c: )', 'h']);
  assert.deepEqual(stepped('z', -1), ['one(a: x gone y z; b: )', 'two(c: )', 'h']);
  assert.deepEqual(stepped('z', 1), ['one(a: x gone y; b: )', 'two(c: z)', 'h']);
  assert.deepEqual(stepped('x', -1), told(layout));
});

test('parts move on their tab and to others, and leave their fields behind when they go', () => {
  assert.deepEqual(told(stepSection(layout, 'b', -1)), ['one(b: z; a: x gone y)', 'two(c: )', 'h']);
  assert.deepEqual(told(stepSection(layout, 'b', 1)), told(layout));
  assert.deepEqual(told(moveSection(layout, 'b', { tab: 'two', before: 'c' })), [
    'one(a: x gone y)',
    'two(b: z; c: )',
    'h',
  ]);
  assert.deepEqual(told(moveSection(layout, 'c', { tab: 'one' })), told(layout), 'a tab keeps one part');
  assert.deepEqual(told(removeSection(layout, 'a')), ['one(b: z)', 'two(c: )', 'h']);
});

test('what was made on the page is sent without a key', () => {
  const { tabs } = toSend({ ...layout, tabs: [...layout.tabs, newTab(words)] });
  assert.deepEqual(
    tabs.map((tab) => [tab.key, tab.sections[0]!.key]),
    [
      ['one', 'a'],
      ['two', 'c'],
      [undefined, undefined],
    ],
  );
});
