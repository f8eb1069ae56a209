import type { Completion, Values } from '#kernel/objects';

const longestSubject = 80; // of one that is taken from a message: a line of a list

/** What an enquiry is called where nobody said, and that it is assigned once it has an owner. */
export const completing: Completion = {
  fields: ['owner', 'subject'],
  prepare: async (ctx) => ({
    complete: ({ before, values }) => {
      const made = before === null;
      const named = values['subject'] || (before && !('subject' in values));
      const subject = named ? {} : { subject: subjectOf({ ...before, ...values }, ctx.workspace.language) };
      return { values: { ...values, ...subject, ...assignedBy(before, values, made) }, issues: [] };
    },
    seen: [],
  }),
};

function subjectOf(values: Values, language: 'en' | 'el'): string {
  const message = typeof values['message'] === 'string' ? values['message'] : '';
  const line =
    message
      .split('\n')
      .find((one) => one.trim() !== '')
      ?.trim() ?? '';
  if (line === '') return { en: 'Enquiry', el: 'Αίτημα' }[language];
  return line.length <= longestSubject ? line : `${line.slice(0, longestSubject - 1).trimEnd()}…`;
}

function assignedBy(before: Values | null, values: Values, made: boolean): Values {
  if ('status' in values || !('owner' in values)) return {};
  const status = made ? 'new' : before!['status'];
  if (values['owner'] && status === 'new') return { status: 'assigned' };
  return !values['owner'] && status === 'assigned' ? { status: 'new' } : {};
}
