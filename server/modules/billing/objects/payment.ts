import { defineObject, field, option } from '#kernel/objects';

/** The action that alone writes payments. */
export const writePayment = 'billing.write_payment';

/** Money that came in, or, below zero, was paid back. Its parts tell which invoices it paid. It is never changed or
 * removed: a wrong one is reversed. */
export const Payment = defineObject({
  key: 'payment',
  api: 'payments',
  label: ['Payment', 'Payments'],
  el: ['Πληρωμή', 'Πληρωμές'],
  icon: 'cash',
  title: 'title',
  kind: 'entry',
  writtenBy: writePayment,
  final: { field: 'status', values: ['entered', 'reversed'], open: [] },
  columns: ['title', 'company', 'amount', 'unapplied', 'paid_on', 'way', 'status'],
  entry: {
    kind: 'payment',
    at: 'happened_at',
    title: 'title',
    detail: 'status',
    text: 'reference',
    author: 'owner',
    shows: ['company'],
  },
  fields: {
    title: field.text({ required: true, max: 300, search: true, label: 'Payment', el: 'Πληρωμή' }),
    company: field.ref({ to: 'company', index: true, el: 'Εταιρεία' }),
    amount: field.money({ required: true, index: true, el: 'Ποσό' }),
    unapplied: field.money({ label: 'Not applied yet', el: 'Δεν έχει αντιστοιχιστεί', index: true }),
    paid_on: field.date({ label: 'Paid on', el: 'Ημερομηνία πληρωμής', index: true }),
    way: field.select({
      label: 'Way',
      el: 'Τρόπος',
      options: [
        option('transfer', 'Bank transfer', 'Τραπεζική μεταφορά'),
        option('card', 'Card', 'Κάρτα'),
        option('cash', 'Cash', 'Μετρητά'),
        option('other', 'Other', 'Άλλος'),
      ],
    }),
    reference: field.text({ max: 500, search: true, label: 'Reference', el: 'Αιτιολογία' }),
    counterparty: field.text({ max: 300, label: 'From or to', el: 'Από ή προς', sensitive: true }),
    status: field.select({
      label: 'Status',
      el: 'Κατάσταση',
      index: true,
      options: [
        option('entered', 'Entered', 'Καταχωρίστηκε', 'green'),
        option('reversed', 'Reversed', 'Αντιλογίστηκε', 'grey'),
      ],
    }),
    refunds: field.ref({ to: 'payment', label: 'Pays back', el: 'Επιστρέφει', index: true }),
    happened_at: field.datetime({ required: true, label: 'Entered at', el: 'Καταχώριση', defaultsTo: 'now' }),
    owner: field.member({ owns: true, defaultsTo: 'actor', label: 'Entered by', el: 'Καταχώριση από' }),
  },
});

/** How much of a payment went to one invoice; below zero, how much of a credit note was paid back. */
export const PaymentPart = defineObject({
  key: 'payment_part',
  api: 'payment_parts',
  label: ['Part of a payment', 'Parts of payments'],
  el: ['Μέρος πληρωμής', 'Μέρη πληρωμών'],
  icon: 'arrows-split',
  title: 'title',
  kind: 'link',
  under: 'payment',
  writtenBy: writePayment,
  columns: ['title', 'payment', 'invoice', 'amount'],
  fields: {
    title: field.text({ required: true, max: 60, label: 'Number of the invoice', el: 'Αριθμός τιμολογίου' }),
    payment: field.ref({ to: 'payment', required: true, index: true, el: 'Πληρωμή' }),
    invoice: field.ref({ to: 'invoice', required: true, index: true, el: 'Τιμολόγιο' }),
    amount: field.money({ required: true, el: 'Ποσό' }),
  },
});
