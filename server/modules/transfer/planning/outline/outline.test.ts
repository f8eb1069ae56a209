import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newRow, type PlannedRow } from '../planned-row.ts';
import { CompactKeys } from './compact-keys.ts';
import { Outline } from './outline.ts';

test('a text keeps its first number however many come after it', () => {
  const keys = new CompactKeys(1_000_000);
  for (let i = 0; i < 100_000; i++) assert.equal(keys.add(`key ${i}`, i), -1);
  for (let i = 0; i < 100_000; i += 7) assert.equal(keys.add(`key ${i}`, 5), i);
  assert.equal(keys.get('key 100000'), -1);
  assert.equal(keys.size, 100_000);
});

test('beyond its bounds nothing new is taken, and what is known stays', () => {
  const keys = new CompactKeys(10);
  for (let i = 0; i < 20; i++) keys.add(`key ${i}`, i);
  assert.deepEqual([keys.full, keys.size, keys.get('key 9'), keys.get('key 10')], [true, 10, 9, -1]);
});

function person(row: number, name: string, email: string): PlannedRow {
  const planned = newRow({ file: 'people.csv', sheet: null, row }, 'person');
  planned.keys = { emails: [email], phones: [`+357${row}`], nameKey: name, companyKey: `firm ${row % 1_000}` };
  planned.values.emails = [{ value: email, label: null, primary: true }];
  planned.values['title'] = `Manager ${row}`;
  planned.values.tags = ['one'];
  return planned;
}

test('people that are one over many rows are told as one, also where only a later row joins two earlier ones', () => {
  const outline = new Outline({ byName: true });
  const both = person(9_000, 'maria', 'maria@one.example');
  both.keys!.emails.push('maria@two.example');
  const rows = [person(1, 'maria', 'maria@one.example'), person(2, 'maria', 'maria@two.example'), both];
  outline.add(rows);
  outline.close();
  assert.deepEqual(outline.duplicates, { certain: 2, likely: 0 });
  outline.rewind();
  outline.plan(rows.slice(0, 1));
  const last = outline.plan(rows.slice(1));
  assert.deepEqual(
    [...last.duplicates.personOf.values()].map((place) => place.row),
    [1, 1],
  );
  assert.equal(last.continued.size, 2);
});

/** Megabytes in lists of numbers, without those that nobody holds any more. */
function heldMb(): number {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  // What the first round finds is given back beside us, for certain before the second one.
  collect();
  collect();
  return process.memoryUsage().arrayBuffers / 2 ** 20;
}

test('the outline of a people table takes some eighty bytes a row', () => {
  const before = heldMb();
  const outline = new Outline({ byName: false });
  for (let i = 0; i < 200_000; i++) outline.add([person(i, `given family ${i}`, `p${i}@many.example`)]);
  outline.close();
  const grown = heldMb() - before;
  assert.equal(outline.people, 200_000);
  assert.ok(grown < 18, `${grown} MB`);
});
