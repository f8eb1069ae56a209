import assert from 'node:assert/strict';
import test from 'node:test';
import type { Field, PageLayout, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { arrange } from './arrange.ts';

i18n.activate('en');

const field = (key: string, more: Partial<Field> = {}): Field =>
  ({ key, type: 'text', group: 'main', read_only: false, written_by: null, required: false, ...more }) as Field;
const words = (text: string) => ({ en: text, el: text });
const section = (key: string, fields: string[], more = {}) => ({
  key,
  name: words(key),
  fields,
  columns: 1 as const,
  collapsed: false,
  show_if: null,
  ...more,
});
const tab = (key: string, sections: PageLayout['tabs'][number]['sections'], more = {}) => ({
  key,
  name: words(key),
  show_if: null,
  sections,
  ...more,
});
const fields = [
  field('name'),
  field('stage'),
  field('fee'),
  field('note'),
  field('sum', { read_only: true }),
  field('secret'),
  field('created_at', { group: 'system', read_only: true }),
];
const arranged = (layout: Omit<PageLayout, 'highlights'>, values: Record<string, unknown>) => {
  const object = { api: 'deals', fields, layout: { highlights: [], ...layout } } as unknown as ObjectType;
  return arrange(object, values)?.map(({ key, sections }) => [
    key,
    sections.map((one) => `${one.key}: ${one.fields.map((other) => other.key).join(' ')}`),
  ]);
};
const whenWon = { show_if: { field: 'stage', is: 'won' } };

test('without a layout nothing is arranged', () => {
  assert.equal(arrange({ api: 'deals', fields, layout: null } as unknown as ObjectType, {}), null);
});

test('fields stand where the layout says; those that it does not name stand last on the first tab', () => {
  const layout = {
    tabs: [tab('main', [section('who', ['stage', 'name'])]), tab('money', [section('sums', ['fee', 'created_at'])])],
    hidden: ['secret'],
  };
  assert.deepEqual(arranged(layout, { name: 'A', sum: 4, secret: 'x', created_at: '2026-01-01' }), [
    ['main', ['who: stage name', 'more: note sum']],
    ['money', ['sums: fee created_at']],
  ]);
});

test('tabs and sections come and go with their conditions; what is kept in them stays in sight', () => {
  const layout = {
    tabs: [
      tab('main', [section('who', ['name', 'stage', 'sum']), section('done', ['note'], whenWon)]),
      tab('money', [section('sums', ['fee'])], whenWon),
    ],
    hidden: ['secret'],
  };
  assert.deepEqual(arranged(layout, { stage: 'open' }), [['main', ['who: name stage']]]);
  assert.deepEqual(arranged(layout, { stage: 'open', fee: 3 }), [['main', ['who: name stage', 'more: fee']]]);
  assert.deepEqual(arranged(layout, { stage: 'won', fee: 3 }), [
    ['main', ['who: name stage', 'done: note']],
    ['money', ['sums: fee']],
  ]);
});

test('a layout whose tabs are all away still shows what it has', () => {
  const layout = { tabs: [tab('money', [section('sums', ['fee'])], whenWon)], hidden: ['secret'] };
  assert.deepEqual(arranged(layout, { fee: 3 }), [['more', ['more: name stage fee note']]]);
});
