import { defineObject, field, option } from '#kernel/objects';

/** What a customer said to a quote on its page: kept as it was, with what they read. It is never changed or removed. */
export const QuoteAnswer = defineObject({
  key: 'quote_answer',
  api: 'quote_answers',
  label: ['Answer to a quote', 'Answers to quotes'],
  el: ['Απάντηση σε προσφορά', 'Απαντήσεις σε προσφορές'],
  icon: 'signature',
  title: 'quote_title',
  kind: 'entry',
  appendOnly: true,
  under: 'quote',
  columns: ['quote', 'answer', 'name', 'text', 'happened_at'],
  entry: {
    kind: 'quote',
    at: 'happened_at',
    title: 'quote_title',
    detail: 'answer',
    text: 'text',
    author: 'author',
    shows: ['quote', 'deal', 'company', 'person'],
  },
  fields: {
    quote: field.ref({ to: 'quote', required: true, index: true, el: 'Προσφορά' }),
    quote_title: field.text({ required: true, max: 300, label: 'Subject', el: 'Θέμα' }),
    deal: field.ref({ to: 'deal', index: true, el: 'Ευκαιρία' }),
    company: field.ref({ to: 'company', index: true, el: 'Εταιρεία' }),
    person: field.ref({ to: 'person', index: true, el: 'Άτομο' }),
    answer: field.select({
      required: true,
      el: 'Απάντηση',
      options: [
        option('accepted', 'Accepted', 'Αποδοχή', 'green'),
        option('declined', 'Declined', 'Απόρριψη', 'red'),
        option('asked', 'Question', 'Ερώτηση', 'blue'),
      ],
    }),
    name: field.text({ max: 200, label: 'Name as typed', el: 'Όνομα όπως γράφτηκε', sensitive: true }),
    text: field.longText({ label: 'Words', el: 'Λόγια' }),
    happened_at: field.datetime({ required: true, label: 'When', el: 'Πότε', defaultsTo: 'now', index: true }),
    ip_address: field.text({ max: 45, label: 'IP address', el: 'Διεύθυνση IP', sensitive: true, group: 'other' }),
    agent: field.text({ max: 300, label: 'Browser', el: 'Πρόγραμμα περιήγησης', group: 'other' }),
    document: field.longText({
      label: 'The document as it was read',
      el: 'Το έγγραφο όπως διαβάστηκε',
      group: 'other',
    }),
    document_hash: field.text({
      max: 64,
      label: 'SHA-256 of the document',
      el: 'SHA-256 του εγγράφου',
      group: 'other',
    }),
    author: field.member({ label: 'Recorded by', el: 'Καταχώριση από', defaultsTo: 'actor', group: 'other' }),
  },
});
