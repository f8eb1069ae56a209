import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { taskGroups } from './task-groups.ts';

i18n.load('en', {});
i18n.activate('en');

const task = (id: string, due_on: string | null): RecordRow => ({ id, object: 'tasks', version: 1, due_on });

test('tasks fall into groups by how soon they are due', () => {
  const groups = taskGroups(
    [
      task('a', null),
      task('b', '2026-11-21'),
      task('c', '2026-11-20'),
      task('d', '2026-11-28'),
      task('e', '2026-12-30'),
      task('f', '2026-11-01'),
    ],
    '2026-11-21',
  );
  assert.deepEqual(
    groups.map((group) => [group.key, group.tasks.map((one) => one.id).join('')]),
    [
      ['late', 'fc'],
      ['today', 'b'],
      ['week', 'd'],
      ['later', 'e'],
      ['undated', 'a'],
    ],
  );
});
