import { updateEach, type RecordAction } from '#kernel/objects';

/** Deals that ended, many at once. */
export const closingActions: RecordAction[] = [
  {
    key: 'mark_won',
    label: { en: 'Mark as won', el: 'Κερδήθηκαν' },
    objects: ['deal'],
    right: 'update',
    undoable: true,
    run: (work) => updateEach(work, () => ({ outcome: 'won' })),
  },
  {
    key: 'mark_lost',
    label: { en: 'Mark as lost', el: 'Χάθηκαν' },
    objects: ['deal'],
    right: 'update',
    input: { object: 'deal', fields: ['lost_reason'], required: ['lost_reason'] },
    undoable: true,
    run: (work) => updateEach(work, () => ({ ...work.input, outcome: 'lost' })),
  },
];
