import { createForEach, type RecordAction } from '#kernel/objects';

/** What many people said, each with an entry of their own; such entries are corrected, not taken back. */
export const consentActions: RecordAction[] = [
  {
    key: 'record_consent',
    label: { en: 'Record consent', el: 'Καταχώριση συγκατάθεσης' },
    objects: ['person'],
    right: 'update',
    creates: 'consent',
    input: {
      object: 'consent',
      fields: ['channel', 'purpose', 'answer', 'wording', 'obtained_by', 'form', 'happened_at', 'proof'],
      required: ['channel', 'purpose', 'answer'],
    },
    undoable: false,
    run: (work) => createForEach(work, 'consent', ({ id }) => ({ ...work.input, person: id })),
  },
];
