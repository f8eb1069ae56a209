import assert from 'node:assert/strict';
import test from 'node:test';
import { isShown, readShownIf } from './shown-if.ts';

test('a condition asks other fields of the record, joined by all or any', () => {
  const condition = {
    all: [
      { field: 'stage', is: 'Lost' },
      {
        any: [
          { field: 'fee', empty: false },
          { field: 'vip', is: true },
        ],
      },
    ],
  };
  assert.deepEqual(readShownIf(condition), ['stage', 'fee', 'vip']);
  assert.equal(isShown(condition, { stage: 'Lost', vip: true }), true);
  assert.equal(isShown(condition, { stage: 'Lost', fee: { amount: '1.00', currency: 'EUR' } }), true);
  assert.equal(isShown(condition, { stage: 'Lost' }), false);
  assert.equal(isShown(condition, { stage: 'Won', vip: true }), false);
});

test('values of every shape are compared: choices, several of them, members, nothing', () => {
  assert.equal(isShown({ field: 'tags', is: 'a' }, { tags: ['b', 'a'] }), true);
  assert.equal(isShown({ field: 'tags', in: ['a', 'c'] }, { tags: ['b'] }), false);
  assert.equal(isShown({ field: 'owner', is: { id: '1', name: 'Ana' } }, { owner: { id: '1', name: 'Ana M.' } }), true);
  assert.equal(isShown({ field: 'owner', is: '1' }, { owner: { id: '1', name: 'Ana' } }), true);
  assert.equal(isShown({ field: 'stage', is_not: 'Lost' }, {}), true);
  assert.equal(isShown({ field: 'vip', is: false }, {}), true);
  for (const none of [null, '', [], undefined]) assert.equal(isShown({ field: 'x', empty: true }, { x: none }), true);
});

test('what a page could not answer is no such condition', () => {
  for (const wrong of [
    null,
    [],
    {},
    { field: 'a' },
    { field: 'a', gt: 1 },
    { not: { field: 'a', is: 1 } },
    { all: [] },
  ])
    assert.equal(readShownIf(wrong), null, JSON.stringify(wrong));
  assert.equal(readShownIf({ field: 'a', is: 1, in: [2] }), null);
  assert.equal(readShownIf({ some_of: 'deals' }), null);
});
