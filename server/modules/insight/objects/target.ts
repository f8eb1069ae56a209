import { defineObject, field, option } from '#kernel/objects';

/** What a member or a team is to win in the quarter or month in which a day lies. */
export const Target = defineObject({
  key: 'target',
  api: 'targets',
  label: ['Target', 'Targets'],
  el: ['Στόχος', 'Στόχοι'],
  icon: 'target',
  title: 'name',
  kind: 'link',
  columns: ['name', 'owner', 'team', 'length', 'starts_on', 'amount'],
  fields: {
    name: field.text({ required: true, max: 200, el: 'Όνομα' }),
    owner: field.member({ owns: true, label: 'Member', el: 'Μέλος', index: true }),
    team: field.ref({ to: 'team', el: 'Ομάδα', index: true }),
    length: field.select({
      label: 'For a',
      el: 'Διάρκεια',
      defaultsTo: 'quarter',
      options: [option('quarter', 'Quarter', 'Τρίμηνο'), option('month', 'Month', 'Μήνας')],
    }),
    starts_on: field.date({
      label: 'In which lies',
      el: 'Όπου βρίσκεται η',
      required: true,
      index: true,
      help: { en: 'Any day of the quarter or month.', el: 'Οποιαδήποτε ημέρα του τριμήνου ή του μήνα.' },
    }),
    amount: field.money({ el: 'Ποσό' }),
  },
});
