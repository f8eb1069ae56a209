import { defineObject, field, issueIf, option } from '#kernel/objects';

/** That a person works, or worked, at a company: dated and labelled. The newest main one that has not ended is the
 * person's present company. */
export const Employment = defineObject({
  key: 'employment',
  api: 'employments',
  label: ['Employment', 'Employments'],
  el: ['Απασχόληση', 'Απασχολήσεις'],
  icon: 'briefcase',
  title: 'title',
  kind: 'link',
  columns: ['person', 'company', 'title', 'started_on', 'ended_on', 'main'],
  fields: {
    person: field.ref({ to: 'person', required: true, index: true, el: 'Άτομο' }),
    company: field.ref({ to: 'company', required: true, index: true, el: 'Εταιρεία' }),
    title: field.text({ label: 'Job title', el: 'Θέση' }),
    department: field.text({ el: 'Τμήμα' }),
    started_on: field.partialDate({ label: 'From', el: 'Από' }),
    ended_on: field.partialDate({ label: 'Until', el: 'Έως' }),
    main: field.checkbox({ label: 'Main', el: 'Κύρια', defaultsTo: true }),
  },
  rules: ({ after }) => [
    issueIf(
      typeof after['started_on'] === 'string' &&
        typeof after['ended_on'] === 'string' &&
        after['ended_on'] < after['started_on'].slice(0, after['ended_on'].length),
      'ended_on',
      { code: 'employment.ends_before_start', message: 'The end is before the beginning.' },
    ),
  ],
});

/** What one person is to another. Read from `person`: `other` is their spouse, their manager, who referred them. */
export const Relationship = defineObject({
  key: 'relationship',
  api: 'relationships',
  label: ['Relationship', 'Relationships'],
  el: ['Σχέση', 'Σχέσεις'],
  icon: 'affiliate',
  title: 'kind',
  kind: 'link',
  columns: ['person', 'kind', 'other', 'note'],
  fields: {
    person: field.ref({ to: 'person', required: true, index: true, el: 'Άτομο' }),
    other: field.ref({ to: 'person', required: true, index: true, el: 'Άλλο άτομο' }),
    kind: field.select({
      required: true,
      el: 'Είδος',
      options: [
        option('spouse', 'Spouse', 'Σύζυγος'),
        option('child', 'Child', 'Παιδί'),
        option('parent', 'Parent', 'Γονέας'),
        option('sibling', 'Sibling', 'Αδελφός ή αδελφή'),
        option('friend', 'Friend', 'Φίλος'),
        option('colleague', 'Colleague', 'Συνάδελφος'),
        option('reports_to', 'Reports to', 'Αναφέρεται σε'),
        option('assistant', 'Assistant', 'Βοηθός'),
        option('referred_by', 'Referred by', 'Συστάθηκε από'),
        option('partner', 'Business partner', 'Συνέταιρος'),
        option('other', 'Other', 'Άλλο'),
      ],
    }),
    note: field.text({ el: 'Σημείωση' }),
  },
  rules: ({ after }) => [
    issueIf(after['person'] === after['other'], 'other', {
      code: 'relationship.with_oneself',
      message: 'Choose another person.',
    }),
  ],
});
