import assert from 'node:assert/strict';
import test from 'node:test';
import { nextSort, sortTerms, sortText } from './sort-terms.ts';

test('a press sorts up, down, then no longer', () => {
  assert.equal(nextSort(null, 'name'), 'name');
  assert.equal(nextSort('name', 'name'), '-name');
  assert.equal(nextSort('-name', 'name'), undefined);
  assert.equal(nextSort('city,name', 'name'), 'name');
});

test('with Shift a column comes behind those that are sorted by already', () => {
  assert.equal(nextSort('city', 'name', true), 'city,name');
  assert.equal(nextSort('city,name', 'name', true), 'city,-name');
  assert.equal(nextSort('city,-name', 'name', true), 'city');
  assert.equal(nextSort('a,b,c,d', 'e', true), 'a,b,c,d');
});

test('a sort text and its columns are the same thing', () => {
  const terms = [
    { key: 'amount', down: true },
    { key: 'title', down: false },
  ];
  assert.deepEqual(sortTerms('-amount,title'), terms);
  assert.equal(sortText(terms), '-amount,title');
  assert.equal(sortText([]), undefined);
});
