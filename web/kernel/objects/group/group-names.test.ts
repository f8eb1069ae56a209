import assert from 'node:assert/strict';
import test from 'node:test';
import type { Group, ObjectType } from '#web/kernel/api';
import { readGroupBy } from './group-by.ts';
import { inOrder, tableGroups } from './group-names.ts';

const field = (key: string, type: string, more: object = {}) => ({
  key,
  type,
  label: { en: key, el: key },
  many: false,
  sortable: true,
  group: 'main',
  ...more,
});
const deals = {
  title: 'title',
  fields: [
    field('title', 'text'),
    field('stage', 'select', { options: [{ value: 'new' }, { value: 'won' }] }),
    field('city', 'text'),
    field('mails', 'emails'),
    field('pictures', 'files', { many: true }),
    field('tags', 'relation', { many: true }),
    field('created_at', 'datetime', { group: 'system' }),
    field('closes_on', 'date'),
    field('urgent', 'checkbox'),
  ],
} as unknown as ObjectType;

test('a table is grouped by one value or several, and by months; the days of the record itself come last', () => {
  assert.deepEqual(
    tableGroups(deals).map(({ term }) => term),
    ['stage', 'tags', 'urgent', 'city', 'mails', 'closes_on:month', 'created_at:month'],
  );
  for (const term of ['title', 'pictures', 'stage:month', 'closes_on', 'nothing', '-', null])
    assert.equal(readGroupBy(deals, term), null, String(term));
  assert.equal(readGroupBy(deals, 'closes_on:month')?.month, true);
});

test('choices stand in their order, what is no choice any more behind them, and nothing at the end', () => {
  const groups = [null, 'old', 'won', 'new'].map((key) => ({ key, label: '', values: {} })) as Group[];
  const ordered = inOrder(readGroupBy(deals, 'stage')!, groups);
  assert.deepEqual(
    ordered.map(({ key }) => key),
    ['new', 'won', 'old', null],
  );
});
