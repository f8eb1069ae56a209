import assert from 'node:assert/strict';
import test from 'node:test';
import type { ObjectType, View } from '#web/kernel/api';
import { effectiveList } from './list-state.ts';

const people = {
  title: 'name',
  columns: ['name', 'city', 'gone'],
  fields: [{ key: 'name' }, { key: 'city' }, { key: 'stage', type: 'select' }],
} as unknown as ObjectType;

test('the title is always the first column and unknown columns are left out', () => {
  assert.deepEqual(effectiveList({}, null, people).columns, ['name', 'city']);
  assert.deepEqual(effectiveList({ columns: ['city'] }, null, people).columns, ['name', 'city']);
});

test('the address wins over the view, and the view counts as changed', () => {
  const view = { filter: null, sort: 'city', kind: 'board', columns: null, group_by: 'stage' } as unknown as View;
  const list = effectiveList({ sort: '-name' }, view, people);
  assert.equal(list.sort, '-name');
  assert.equal(list.kind, 'board');
  assert.equal(list.changed, true);
});
