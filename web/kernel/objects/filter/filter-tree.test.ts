import assert from 'node:assert/strict';
import test from 'node:test';
import { fromFilter, isComplete, toFilter, type FilterTree } from './filter-tree.ts';

test('sentences become the server’s filter and come back the same', () => {
  const tree: FilterTree = {
    join: 'any',
    conditions: [
      { field: 'city', op: 'is', value: 'Limassol' },
      { field: 'last_contact_at', op: 'older', value: 90 },
      { field: 'owner', op: 'me', value: null },
      { field: 'email', op: 'not_empty', value: null },
    ],
  };
  const filter = toFilter(tree);
  assert.deepEqual(filter, {
    any: [
      { field: 'city', is: 'Limassol' },
      { field: 'last_contact_at', before: '-90d' },
      { field: 'owner', me: true },
      { field: 'email', empty: false },
    ],
  });
  assert.deepEqual(fromFilter(filter), tree);
});

test('one sentence needs no group and none is no filter', () => {
  assert.deepEqual(toFilter({ join: 'all', conditions: [{ field: 'city', op: 'empty', value: null }] }), {
    field: 'city',
    empty: true,
  });
  assert.equal(toFilter({ join: 'all', conditions: [] }), null);
  assert.deepEqual(fromFilter(null), { join: 'all', conditions: [] });
});

test('a filter richer than the bar is left alone', () => {
  assert.equal(fromFilter({ none_of: 'deals', where: { field: 'status', is: 'open' } }), null);
  assert.equal(fromFilter({ all: [{ any: [] }] }), null);
});

test('a sentence without its value is not asked', () => {
  assert.equal(isComplete({ field: 'city', op: 'is', value: '' }), false);
  assert.equal(isComplete({ field: 'city', op: 'in', value: [] }), false);
  assert.equal(isComplete({ field: 'city', op: 'empty', value: null }), true);
});
