import { updateEach, type RecordAction } from '#kernel/objects';

/** Deals that went on or ended, many at once. */
export const dealActions: RecordAction[] = [
  {
    key: 'move_stage',
    label: { en: 'Move to a stage', el: 'Μετακίνηση σε στάδιο' },
    objects: ['deal'],
    right: 'update',
    input: { object: 'deal', fields: ['stage', 'gate_reason'], required: ['stage'] },
    undoable: true,
    run: (work) => updateEach(work, () => work.input),
  },
  {
    key: 'mark_won',
    label: { en: 'Mark as won', el: 'Κερδήθηκαν' },
    objects: ['deal'],
    right: 'update',
    input: { object: 'deal', fields: ['gate_reason'] },
    undoable: true,
    run: (work) => updateEach(work, () => ({ ...work.input, outcome: 'won' })),
  },
  {
    key: 'mark_lost',
    label: { en: 'Mark as lost', el: 'Χάθηκαν' },
    objects: ['deal'],
    right: 'update',
    input: { object: 'deal', fields: ['lost_reason', 'gate_reason'], required: ['lost_reason'] },
    undoable: true,
    run: (work) => updateEach(work, () => ({ ...work.input, outcome: 'lost' })),
  },
];
