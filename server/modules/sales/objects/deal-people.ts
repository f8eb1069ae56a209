import { defineObject, field, issueIf, option } from '#kernel/objects';
import { sharing } from '../check-shares.ts';

/** What somebody on the side of the customer has to do with a deal. */
export const DealPerson = defineObject({
  key: 'deal_person',
  api: 'deal_people',
  label: ['Person in a deal', 'People in deals'],
  el: ['Άτομο σε ευκαιρία', 'Άτομα σε ευκαιρίες'],
  icon: 'users',
  title: 'role',
  kind: 'link',
  under: 'deal',
  columns: ['deal', 'person', 'role', 'note'],
  fields: {
    deal: field.ref({ to: 'deal', required: true, index: true, el: 'Ευκαιρία' }),
    person: field.ref({ to: 'person', required: true, index: true, el: 'Άτομο' }),
    role: field.select({
      label: 'Role',
      el: 'Ρόλος',
      required: true,
      defaultsTo: 'other',
      optionsOpen: true,
      options: [
        option('decides', 'Decides', 'Αποφασίζει', 'green'),
        option('influences', 'Influences', 'Επηρεάζει', 'blue'),
        option('blocks', 'Blocks', 'Εμποδίζει', 'red'),
        option('uses', 'Uses it', 'Το χρησιμοποιεί', 'violet'),
        option('other', 'Other', 'Άλλο', 'grey'),
      ],
    }),
    note: field.text({ label: 'Note', el: 'Σημείωση', max: 500 }),
  },
});

/** The part of a deal that a member of the firm has. */
export const DealShare = defineObject({
  key: 'deal_share',
  api: 'deal_shares',
  label: ['Share in a deal', 'Shares in deals'],
  el: ['Μερίδιο σε ευκαιρία', 'Μερίδια σε ευκαιρίες'],
  icon: 'chart-pie',
  title: 'part',
  kind: 'link',
  under: 'deal',
  columns: ['deal', 'holder', 'percent', 'part'],
  follow: sharing,
  fields: {
    deal: field.ref({ to: 'deal', required: true, index: true, el: 'Ευκαιρία' }),
    holder: field.member({ label: 'Member', required: true, index: true, el: 'Μέλος' }),
    percent: field.percent({ label: 'Share', required: true, el: 'Μερίδιο' }),
    part: field.text({ label: 'What they do', el: 'Τι κάνει', max: 200 }),
  },
  rules: ({ after }) => [
    issueIf(Number(after['percent']) <= 0 || Number(after['percent']) > 100, 'percent', {
      code: 'share.not_a_part',
      message: 'A share is above 0 and at most 100 percent.',
    }),
  ],
});
