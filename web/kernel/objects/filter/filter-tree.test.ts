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

test('groups in groups, paths and related records come back the same', () => {
  const tree: FilterTree = {
    join: 'all',
    conditions: [
      { field: 'company.industry', op: 'contains', value: 'a' },
      {
        join: 'any',
        parts: [
          { field: 'city', op: 'is', value: 'Limassol' },
          { join: 'none', parts: [{ field: 'stage', op: 'is', value: 'lead' }] },
        ],
      },
      {
        join: 'all',
        parts: [{ field: 'outcome', op: 'is', value: 'open' }],
        of: { kind: 'none_of', api: 'deals' },
      },
    ],
  };
  const filter = toFilter(tree);
  assert.deepEqual(filter, {
    all: [
      { field: 'company.industry', contains: 'a' },
      { any: [{ field: 'city', is: 'Limassol' }, { not: { any: [{ field: 'stage', is: 'lead' }] } }] },
      { none_of: 'deals', where: { all: [{ field: 'outcome', is: 'open' }] } },
    ],
  });
  assert.deepEqual(fromFilter(filter), tree);
});

test('what the documents show is read: a related record with one sentence, a bare not', () => {
  const read = fromFilter({ not: { field: 'city', is: 'Limassol' } });
  assert.deepEqual(read, {
    join: 'all',
    conditions: [{ join: 'none', parts: [{ field: 'city', op: 'is', value: 'Limassol' }] }],
  });
  assert.deepEqual(fromFilter({ some_of: 'deals', by: 'company' }), {
    join: 'all',
    conditions: [{ join: 'all', parts: [], of: { kind: 'some_of', api: 'deals', by: 'company' } }],
  });
});

test('a filter richer than the bar is left alone', () => {
  assert.equal(fromFilter({ count_of: 'deals', gte: 2 }), null);
  assert.equal(fromFilter({ all: [{ any: [{ count_of: 'deals', gte: 2 }] }] }), null);
});

test('a sentence without its value is not asked', () => {
  assert.equal(isComplete({ field: 'city', op: 'is', value: '' }), false);
  assert.equal(isComplete({ field: 'city', op: 'in', value: [] }), false);
  assert.equal(isComplete({ field: 'city', op: 'empty', value: null }), true);
});
