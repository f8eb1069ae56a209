import { defineObject, field, option, type Values } from '#kernel/objects';
import { beginInvoice } from '../begin-document.ts';
import { documentFields, lineFields, lockedFields, writeDocument } from './document-fields.ts';

/** The action that alone moves an invoice on. */
export const moveInvoice = 'billing.move_invoice';

const moved = { writtenBy: moveInvoice } as const;
const issued = ['issued', 'paid', 'cancelled'];

/** What a customer owes, and what is credited of it. Once issued it has its number and stays as it is. */
export const Invoice = defineObject({
  key: 'invoice',
  api: 'invoices',
  label: ['Invoice', 'Invoices'],
  el: ['Τιμολόγιο', 'Τιμολόγια'],
  icon: 'file-invoice',
  title: 'title',
  columns: ['number', 'title', 'kind', 'company', 'status', 'total', 'open', 'due_on'],
  completion: beginInvoice,
  rules: lockedOnceIssued,
  final: { field: 'status', values: issued, open: ['owner', 'deal', 'tags', 'notes'] },
  fields: {
    ...documentFields,
    number: field.text({ max: 60, label: 'Number', el: 'Αριθμός', index: true, search: true, ...moved }),
    kind: field.select({
      label: 'Kind',
      el: 'Είδος',
      index: true,
      ...moved,
      options: [
        option('invoice', 'Invoice', 'Τιμολόγιο', 'blue'),
        option('credit_note', 'Credit note', 'Πιστωτικό τιμολόγιο', 'orange'),
      ],
    }),
    status: field.select({
      label: 'Status',
      el: 'Κατάσταση',
      index: true,
      ...moved,
      options: [
        option('draft', 'Draft', 'Πρόχειρο', 'grey'),
        option('issued', 'Issued', 'Εκδόθηκε', 'blue'),
        option('paid', 'Paid', 'Εξοφλήθηκε', 'green'),
        option('cancelled', 'Cancelled by credit', 'Ακυρώθηκε με πιστωτικό', 'grey'),
      ],
    }),
    issued_on: field.date({ label: 'Issued on', el: 'Ημερομηνία έκδοσης', index: true, ...moved }),
    due_on: field.date({ label: 'Due on', el: 'Πληρωτέο έως', index: true }),
    open: field.money({ label: 'Left to pay', el: 'Ανεξόφλητο', index: true, ...moved }),
    paid: field.money({ label: 'Paid', el: 'Πληρώθηκε', ...moved }),
    credited: field.money({ label: 'Credited', el: 'Πιστώθηκε', ...moved }),
    order: field.ref({ to: 'order', el: 'Παραγγελία', index: true, ...moved }),
    credits: field.ref({ to: 'invoice', label: 'Credits', el: 'Πιστώνει', index: true, ...moved }),
    reference: field.text({ max: 100, label: "Customer's reference", el: 'Αναφορά πελάτη' }),
    parties: field.longText({
      label: 'Seller and buyer as they were when it was issued',
      el: 'Πωλητής και αγοραστής κατά την έκδοση',
      group: 'other',
      ...moved,
    }),
    tags: field.refs({ to: 'tag', el: 'Ετικέτες', index: true, group: 'other' }),
    notes: field.longText({ el: 'Σημειώσεις', group: 'other' }),
  },
});

const locked = ['title', 'company', 'person', 'seller', 'language', 'intro', 'terms', 'due_on', 'reference'];

/** An issued invoice stays as it was given out. */
function lockedOnceIssued({ before, after }: { before: Values | null; after: Values }) {
  if (before === null || !issued.includes(String(before['status']))) return [];
  return lockedFields(
    locked,
    { before, after },
    {
      code: 'invoice.issued',
      message: 'An issued invoice is not changed. Credit it and write another one.',
    },
  );
}

/** A line of an invoice or credit note, with the line that it invoices or credits. */
export const InvoiceLine = defineObject({
  key: 'invoice_line',
  api: 'invoice_lines',
  label: ['Line of an invoice', 'Lines of invoices'],
  el: ['Γραμμή τιμολογίου', 'Γραμμές τιμολογίων'],
  icon: 'list',
  title: 'name',
  kind: 'link',
  under: 'invoice',
  writtenBy: writeDocument,
  columns: ['invoice', 'name', 'quantity', 'unit_price', 'discount_percent', 'net'],
  fields: {
    ...lineFields({ key: 'invoice', label: 'Invoice', el: 'Τιμολόγιο' }),
    order_line: field.ref({ to: 'order_line', label: 'Line of the order', el: 'Γραμμή παραγγελίας', index: true }),
    credits_line: field.ref({
      to: 'invoice_line',
      label: 'Line that it credits',
      el: 'Γραμμή που πιστώνει',
      index: true,
    }),
    deposit: field.checkbox({ label: 'Deposit', el: 'Προκαταβολή' }),
    undiscounted: field.checkbox({
      label: 'Not lessened by the discount of the whole',
      el: 'Χωρίς την έκπτωση στο σύνολο',
      group: 'other',
    }),
  },
});
