import assert from 'node:assert/strict';
import test from 'node:test';
import type { Column, Table } from './import-api.ts';
import { columnState, openQuestions, problemsFirst, withColumn } from './mapping.ts';

const column = (index: number, more: Partial<Column> = {}): Column => ({
  index,
  header: `c${String(index)}`,
  field: 'city',
  confidence: 1,
  samples: [],
  ...more,
});
const bad = column(2, { samples: [{ before: 'x', after: null, problem: 'not a date' }] });
const guess = column(1, { confidence: 0.4 });
const out = column(0, { field: null });

test('what needs a look comes first', () => {
  assert.deepEqual([out, guess, bad, column(3)].map(columnState), ['left_out', 'unsure', 'problem', 'fine']);
  assert.deepEqual(
    problemsFirst([out, guess, bad, column(3)]).map((one) => one.index),
    [2, 1, 3, 0],
  );
  assert.equal(openQuestions({ tables: [{ columns: [out, guess, bad] } as Table] }), 2);
});

test('a column pointed by hand is certain', () => {
  const table = { columns: [guess] } as Table;
  const next = withColumn({ tables: [table] }, table, { index: 1, field: 'title' });
  assert.deepEqual(next.tables[0]?.columns[0], { ...guess, field: 'title', confidence: 1 });
});
