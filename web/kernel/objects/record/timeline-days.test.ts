import assert from 'node:assert/strict';
import test from 'node:test';
import type { TimelineEntry } from '#web/kernel/api';
import { changedFields, timelineItems } from './timeline-days.ts';

const entry = (id: string, kind: string, at: string, author = 'ana', fields: string[] = []): TimelineEntry =>
  ({
    id,
    kind,
    at,
    author: { id: author, name: author },
    fields: fields.map((field) => ({ field, before: 1, after: 2 })),
  }) as TimelineEntry;

test('each day has one heading and a person’s changes in a row are folded', () => {
  const items = timelineItems(
    [
      entry('1', 'call', '2026-11-21T10:00Z'),
      entry('2', 'change', '2026-11-21T09:00Z', 'ana', ['city']),
      entry('3', 'change', '2026-11-21T08:00Z', 'ana', ['city', 'title']),
      entry('4', 'change', '2026-11-21T07:00Z', 'bob', ['city']),
      entry('5', 'note', '2026-11-20T07:00Z'),
    ],
    (iso) => iso.slice(0, 10),
  );
  assert.deepEqual(
    items.map((item) => item.kind),
    ['day', 'entry', 'changes', 'changes', 'day', 'entry'],
  );
  const fold = items[2];
  assert.deepEqual(fold?.kind === 'changes' ? changedFields(fold.entries) : [], ['city', 'title']);
});
