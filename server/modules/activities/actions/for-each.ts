import { createForEach, type ObjectModel, type RecordAction } from '#kernel/objects';

const listOf: Record<string, string> = { person: 'people', company: 'companies', deal: 'deals' };
const objects = Object.keys(listOf);

/** On which record something stands. */
const about = (object: ObjectModel, id: string) => ({ [listOf[object.key]!]: [id] });

/** A task or a note for each of many records. */
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
];
