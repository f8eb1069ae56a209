import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyText } from './copy.ts';

test('signs that COPY takes for its own are written so that they come back as they were', () => {
  const columns = [
    { name: 'a', type: 'text' },
    { name: 'b', type: 'jsonb' },
    { name: 'c', type: 'text[]' },
    { name: 'd', type: 'integer' },
  ];
  const rows = [
    { a: 'tab\there\\N\nnext', b: { quote: '"', line: '\n' }, c: ['x"y', 'a,b', null], d: 0 },
    { a: '', b: null, c: [], d: undefined },
  ];
  assert.equal(
    [...copyText(columns, rows)].join(''),
    ['tab\\there\\\\N\\nnext\t{"quote":"\\\\"","line":"\\\\n"}\t{"x\\\\"y","a,b",NULL}\t0', '\t\\N\t{}\t\\N', ''].join(
      '\n',
    ),
  );
});
