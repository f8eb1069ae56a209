import { defineObject, field, option } from '#kernel/objects';

/** One possible sale to one company, on its way through the stages of a pipeline. */
export const Deal = defineObject({
  key: 'deal',
  api: 'deals',
  label: ['Deal', 'Deals'],
  el: ['Ευκαιρία', 'Ευκαιρίες'],
  icon: 'currency-euro',
  title: 'title',
  columns: ['title', 'company', 'amount', 'stage', 'outcome', 'closes_on', 'owner'],
  indexes: [['stage', 'closes_on']],
  fields: {
    title: field.text({ required: true, search: true, el: 'Τίτλος' }),
    company: field.ref({ to: 'company', index: true, el: 'Εταιρεία' }),
    person: field.ref({ to: 'person', index: true, el: 'Άτομο' }),
    amount: field.money({ el: 'Ποσό', index: true }),
    pipeline: field.text({ el: 'Διαδικασία', index: true, defaultsTo: 'Sales' }),
    stage: field.text({ el: 'Στάδιο', index: true, defaultsTo: 'New' }),
    outcome: field.select({
      el: 'Αποτέλεσμα',
      index: true,
      defaultsTo: 'open',
      options: [
        option('open', 'Open', 'Ανοιχτή', 'blue'),
        option('won', 'Won', 'Κερδήθηκε', 'green'),
        option('lost', 'Lost', 'Χάθηκε', 'red'),
      ],
    }),
    closes_on: field.date({ label: 'Closes on', el: 'Κλείνει στις', index: true }),
    lost_reason: field.text({ label: 'Reason lost', el: 'Λόγος απώλειας' }),
    probability: field.percent({ el: 'Πιθανότητα' }),
    deal_source: field.text({ label: 'Source', el: 'Πηγή', group: 'other' }),
    owner: field.member({ owns: true, defaultsTo: 'actor', el: 'Υπεύθυνος', index: true }),
    tags: field.refs({ to: 'tag', el: 'Ετικέτες', index: true }),
    notes: field.longText({ el: 'Σημειώσεις', group: 'other' }),
  },
});
