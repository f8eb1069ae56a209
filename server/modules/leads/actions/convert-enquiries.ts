import { createForEach, updateEach, type ActionWork, type RecordAction, type Values } from '#kernel/objects';

/** The deal that an enquiry becomes: about the same people, of whoever has the enquiry; `input` says otherwise. */
export function dealOf(enquiry: Values, input: Values, actor: string | null): Values {
  return {
    title: enquiry['subject'],
    person: enquiry['person'] ?? null,
    company: enquiry['company'] ?? null,
    deal_source: enquiry['enquiry_source'] ?? null,
    owner: enquiry['owner'] ?? actor,
    ...input,
  };
}

/** Enquiries that become deals, many at once; those that are deals already are left as they are. */
export const enquiryActions: RecordAction[] = [
  {
    key: 'convert',
    label: { en: 'Convert to deals', el: 'Μετατροπή σε ευκαιρίες' },
    objects: ['enquiry'],
    right: 'update',
    creates: 'deal',
    input: { object: 'deal', fields: ['pipeline', 'amount', 'closes_on'] },
    undoable: true,
    run: async (work) => {
      const open: ActionWork = { ...work, records: work.records.filter(({ values }) => !values['deal']) };
      const actor = work.set.ctx.actor.memberId;
      const made = await createForEach(open, 'deal', ({ values }) => dealOf(values, work.input, actor));
      if (made.refused) return made;
      return updateEach(open, ({ id }) => ({ status: 'converted', deal: work.newIdFor(id) }));
    },
  },
];
