import assert from 'node:assert/strict';
import test from 'node:test';
import type { TimelineEntry } from '#web/kernel/api';
import { changedFields, removedFile, timelineItems } from './timeline-days.ts';

type Made = { id: string; kind: string; at: string; by?: string; fields?: string[] };
const entry = ({ by = 'ana', fields = [], ...made }: Made): TimelineEntry =>
  ({
    ...made,
    author: { id: by, name: by },
    fields: fields.map((field) => ({ field, before: 1, after: 2 })),
  }) as unknown as TimelineEntry;

test('a file that was removed is a line of its own between changes that are folded', () => {
  const removed = { ...entry({ id: '2', kind: 'change', at: '2026-11-21T09:00Z' }), title: 'File removed: offer.pdf' };
  const items = timelineItems(
    [
      entry({ id: '1', kind: 'change', at: '2026-11-21T10:00Z', fields: ['city'] }),
      removed,
      entry({ id: '3', kind: 'change', at: '2026-11-21T08:00Z', fields: ['city'] }),
    ],
    (iso) => iso.slice(0, 10),
  );
  assert.deepEqual(
    items.map((item) => item.kind),
    ['day', 'changes', 'removed', 'changes'],
  );
  assert.equal(removedFile(removed), 'offer.pdf');
});

test('each day has one heading and a person’s changes in a row are folded', () => {
  const items = timelineItems(
    [
      entry({ id: '1', kind: 'call', at: '2026-11-21T10:00Z' }),
      entry({ id: '2', kind: 'change', at: '2026-11-21T09:00Z', by: 'ana', fields: ['city'] }),
      entry({ id: '3', kind: 'change', at: '2026-11-21T08:00Z', by: 'ana', fields: ['city', 'title'] }),
      entry({ id: '4', kind: 'change', at: '2026-11-21T07:00Z', by: 'bob', fields: ['city'] }),
      entry({ id: '5', kind: 'note', at: '2026-11-20T07:00Z' }),
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
