import { defineObject, field, option } from '#kernel/objects';
import { placing } from '../place-deals.ts';

/** One possible sale to one company, on its way through the stages of a pipeline. */
export const Deal = defineObject({
  key: 'deal',
  api: 'deals',
  label: ['Deal', 'Deals'],
  el: ['Ευκαιρία', 'Ευκαιρίες'],
  icon: 'currency-euro',
  title: 'title',
  columns: ['title', 'company', 'amount', 'stage', 'outcome', 'closes_on', 'owner'],
  indexes: [['pipeline', 'stage', 'closes_on']],
  completion: placing,
  fields: {
    title: field.text({ required: true, search: true, el: 'Τίτλος' }),
    company: field.ref({ to: 'company', index: true, el: 'Εταιρεία' }),
    person: field.ref({ to: 'person', index: true, el: 'Άτομο' }),
    amount: field.money({ el: 'Ποσό', index: true }),
    stage: field.ref({ to: 'stage', named: true, el: 'Στάδιο', index: true }),
    pipeline: field.ref({ to: 'pipeline', named: true, el: 'Διαδικασία', index: true }),
    stage_since: field.datetime({ label: 'In this stage since', el: 'Στο στάδιο από', readOnly: true, group: 'other' }),
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
    gate_reason: field.text({
      label: 'Why it went on without',
      el: 'Γιατί προχώρησε χωρίς',
      max: 1_000,
      group: 'other',
      showIf: { field: 'gate_reason', empty: false },
    }),
    forecast_category: field.select({
      label: 'Forecast',
      el: 'Πρόβλεψη',
      group: 'other',
      help: {
        en: 'What you expect this quarter. Left empty, the probability says it: from 75 % commit, from 50 % best case.',
        el: 'Τι περιμένετε αυτό το τρίμηνο. Αν μείνει κενό: από 75 % σίγουρη, από 50 % καλή περίπτωση.',
      },
      options: [
        option('omitted', 'Left out', 'Εκτός', 'grey'),
        option('pipeline', 'Pipeline', 'Σε εξέλιξη', 'blue'),
        option('best', 'Best case', 'Καλή περίπτωση', 'amber'),
        option('commit', 'Commit', 'Σίγουρη', 'green'),
      ],
    }),
    deal_source: field.text({ label: 'Source', el: 'Πηγή', group: 'other' }),
    owner: field.member({ owns: true, defaultsTo: 'actor', el: 'Υπεύθυνος', index: true }),
    competitors: field.refs({ to: 'company', el: 'Ανταγωνιστές', group: 'other' }),
    tags: field.refs({ to: 'tag', el: 'Ετικέτες', index: true }),
    notes: field.longText({ el: 'Σημειώσεις', group: 'other' }),
  },
});
