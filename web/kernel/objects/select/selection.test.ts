import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordRow } from '#web/kernel/api';
import {
  choiceOf,
  countOf,
  filterOf,
  NOTHING,
  stillMatches,
  tickedOf,
  withTicks,
  type Selection,
} from './selection.ts';

const rows = ['a', 'b', 'c'].map((id) => ({ id, object: 'people', version: 1 })) as RecordRow[];
const filter = { field: 'city', is: 'Limassol' };
const all: Selection = { ids: new Set(), all: { filter, q: 'mar', count: 2_200 } };

test('ticked rows are sent as their ids', () => {
  const some = withTicks(NOTHING, rows, new Set(['a', 'c']));
  assert.deepEqual([...tickedOf(some, rows)], ['a', 'c']);
  assert.equal(countOf(some, rows), 2);
  assert.deepEqual(choiceOf(some, rows), { ids: ['a', 'c'] });
  assert.deepEqual(filterOf(choiceOf(some, rows)), { field: 'id', in: ['a', 'c'] });
});

test('of all that match, some are left out again and put back', () => {
  assert.deepEqual([...tickedOf(all, rows)], ['a', 'b', 'c']);
  const fewer = withTicks(all, rows, new Set(['a', 'c']));
  assert.equal(countOf(fewer, rows), 2_199);
  assert.deepEqual(choiceOf(fewer, rows), { filter, q: 'mar', except: ['b'] });
  assert.deepEqual(filterOf(choiceOf(fewer, rows)), { all: [filter, { not: { field: 'id', in: ['b'] } }] });
  const back = withTicks(fewer, rows, new Set(['a', 'b', 'c']));
  assert.equal(countOf(back, rows), 2_200);
  assert.deepEqual(filterOf(choiceOf(back, rows)), filter);
});

test('what is excepted and not loaded stays excepted', () => {
  const fewer = withTicks(all, rows, new Set(['a', 'c']));
  const later = [{ id: 'z', object: 'people', version: 1 }] as RecordRow[];
  assert.deepEqual([...withTicks(fewer, later, new Set(['z'])).ids], ['b']);
  assert.equal(withTicks(fewer, rows, new Set()), NOTHING);
});

test('all that match another question are not those that were chosen', () => {
  const { filter: asked, q, count } = all.all!;
  assert.ok(stillMatches({ filter: asked, q, count }, { filter: { ...filter }, q: 'mar' }));
  assert.ok(!stillMatches({ filter: asked, q, count }, { filter: null, q: 'mar' }));
  assert.ok(!stillMatches({ filter: asked, q, count }, { filter, q: undefined }));
});
