import { createForEach, type ObjectModel, type RecordAction } from '#kernel/objects';
import { completeEach } from './complete-task.ts';

const listOf: Record<string, string> = { person: 'people', company: 'companies', deal: 'deals' };
const objects = Object.keys(listOf);

/** On which record something stands. */
const about = (object: ObjectModel, id: string) => ({ [listOf[object.key]!]: [id] });

/** A task, a note or a call for each of many records; many tasks done. */
export const activityActions: RecordAction[] = [
  {
    key: 'create_task',
    label: { en: 'Create a task', el: 'Νέα εργασία' },
    objects,
    right: 'read',
    creates: 'task',
    input: {
      object: 'task',
      fields: ['subject', 'due_at', 'assignee', 'priority', 'notes'],
      required: ['subject'],
    },
    undoable: true,
    run: (work) => {
      const { object, input } = work;
      // Whose record it is sees to it, where nobody was named.
      const owner = object.fields.has('owner') ? 'owner' : null;
      return createForEach(work, 'task', ({ id, values }) => {
        const assignee = input['assignee'] ?? (owner && values[owner]) ?? work.set.ctx.actor.memberId;
        return { ...input, assignee, ...about(object, id) };
      });
    },
  },
  {
    key: 'add_note',
    label: { en: 'Add a note', el: 'Νέα σημείωση' },
    objects,
    right: 'read',
    creates: 'note',
    input: { object: 'note', fields: ['subject', 'text'], required: ['text'] },
    undoable: true,
    run: (work) => createForEach(work, 'note', ({ id }) => ({ ...work.input, ...about(work.object, id) })),
  },
  {
    key: 'log_call',
    label: { en: 'Log a call', el: 'Καταγραφή κλήσης' },
    objects,
    right: 'read',
    creates: 'call',
    input: {
      object: 'call',
      fields: ['subject', 'outcome', 'happened_at', 'direction', 'duration', 'notes'],
      required: ['subject'],
    },
    undoable: true,
    run: (work) => createForEach(work, 'call', ({ id }) => ({ ...work.input, ...about(work.object, id) })),
  },
  {
    key: 'complete_tasks',
    label: { en: 'Mark as done', el: 'Ολοκλήρωση' },
    objects: ['task'],
    right: 'update',
    undoable: true,
    run: completeEach,
  },
];
