import { defineObject, field, option } from '#kernel/objects';

/** The action that alone writes statements of accounts and their lines. */
export const writeStatement = 'billing.write_statement';

/** A statement of an account, as the bank gave it. */
export const BankStatement = defineObject({
  key: 'bank_statement',
  api: 'bank_statements',
  label: ['Bank statement', 'Bank statements'],
  el: ['Κίνηση λογαριασμού', 'Κινήσεις λογαριασμού'],
  icon: 'building-bank',
  title: 'name',
  kind: 'link',
  writtenBy: writeStatement,
  columns: ['name', 'account', 'from', 'to', 'count'],
  fields: {
    name: field.text({ required: true, max: 200, search: true, el: 'Όνομα' }),
    account: field.text({ max: 60, label: 'Account', el: 'Λογαριασμός', sensitive: true }),
    from: field.date({ label: 'From', el: 'Από' }),
    to: field.date({ label: 'To', el: 'Έως', index: true }),
    count: field.number({ label: 'New lines', el: 'Νέες γραμμές' }),
    owner: field.member({ owns: true, defaultsTo: 'actor', label: 'Brought in by', el: 'Εισαγωγή από' }),
  },
});

/** Money that moved on an account. It is kept once, however often the bank tells it, and applied once. */
export const BankLine = defineObject({
  key: 'bank_line',
  api: 'bank_lines',
  label: ['Bank line', 'Bank lines'],
  el: ['Γραμμή κίνησης', 'Γραμμές κινήσεων'],
  icon: 'list-check',
  title: 'title',
  kind: 'link',
  under: 'bank_statement',
  writtenBy: writeStatement,
  final: { field: 'status', values: ['applied'], open: [] },
  columns: ['title', 'booked_on', 'amount', 'counterparty', 'reference', 'status', 'invoice', 'confidence', 'reason'],
  fields: {
    title: field.text({ required: true, max: 60, label: 'Line', el: 'Γραμμή' }),
    bank_statement: field.ref({ to: 'bank_statement', required: true, index: true, el: 'Κίνηση λογαριασμού' }),
    booked_on: field.date({ label: 'Booked on', el: 'Ημερομηνία κίνησης', index: true }),
    amount: field.money({ required: true, index: true, el: 'Ποσό' }),
    reference: field.text({ max: 500, search: true, label: 'Reference', el: 'Αιτιολογία' }),
    counterparty: field.text({ max: 300, label: 'From or to', el: 'Από ή προς', sensitive: true }),
    counterparty_iban: field.text({ max: 40, label: 'Their account', el: 'Λογαριασμός τους', sensitive: true }),
    fingerprint: field.text({ required: true, unique: true, max: 64, label: 'Fingerprint', el: 'Αποτύπωμα' }),
    status: field.select({
      label: 'Status',
      el: 'Κατάσταση',
      index: true,
      options: [
        option('new', 'New', 'Νέα', 'grey'),
        option('proposed', 'Proposed', 'Προτείνεται', 'blue'),
        option('applied', 'Applied', 'Αντιστοιχίστηκε', 'green'),
        option('ignored', 'Ignored', 'Παραλείφθηκε', 'grey'),
      ],
    }),
    invoice: field.ref({ to: 'invoice', label: 'Proposed invoice', el: 'Προτεινόμενο τιμολόγιο', index: true }),
    confidence: field.select({
      label: 'Confidence',
      el: 'Βεβαιότητα',
      options: [
        option('sure', 'Sure', 'Βέβαιο', 'green'),
        option('likely', 'Likely', 'Πιθανό', 'blue'),
        option('possible', 'Possible', 'Ενδεχόμενο', 'yellow'),
      ],
    }),
    reason: field.select({
      label: 'Reason',
      el: 'Αιτία',
      options: [
        option('number', 'The reference names the invoice', 'Η αιτιολογία αναφέρει το τιμολόγιο'),
        option('numbers', 'The reference names several invoices', 'Η αιτιολογία αναφέρει πολλά τιμολόγια'),
        option(
          'name',
          'Exactly what is left to pay, and the name is alike',
          'Ακριβώς το ανεξόφλητο, με παρόμοιο όνομα',
        ),
        option('amount', 'The only open invoice of this amount', 'Το μόνο ανοιχτό τιμολόγιο με αυτό το ποσό'),
      ],
    }),
    payment: field.ref({ to: 'payment', label: 'Payment', el: 'Πληρωμή', index: true }),
  },
});
