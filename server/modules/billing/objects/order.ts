import { defineObject, field, option } from '#kernel/objects';
import { beginOrder } from '../begin-document.ts';
import { documentFields, lineFields, writeDocument } from './document-fields.ts';

/** What a customer ordered: made when they accept a quote, or written by hand. */
export const Order = defineObject({
  key: 'order',
  api: 'orders',
  label: ['Order', 'Orders'],
  el: ['Παραγγελία', 'Παραγγελίες'],
  icon: 'shopping-cart',
  title: 'title',
  columns: ['title', 'number', 'company', 'status', 'total', 'ordered_on', 'owner'],
  completion: beginOrder,
  fields: {
    ...documentFields,
    status: field.select({
      label: 'Status',
      el: 'Κατάσταση',
      index: true,
      writtenBy: 'billing.move_order',
      options: [
        option('draft', 'Draft', 'Πρόχειρη', 'grey'),
        option('open', 'Open', 'Ανοιχτή', 'blue'),
        option('done', 'Done', 'Ολοκληρώθηκε', 'green'),
        option('cancelled', 'Cancelled', 'Ακυρώθηκε', 'red'),
      ],
    }),
    ordered_on: field.date({ label: 'Ordered on', el: 'Παραγγέλθηκε στις', index: true }),
    quote: field.ref({ to: 'quote', el: 'Προσφορά', index: true, readOnly: true }),
    reference: field.text({ max: 100, label: "Customer's reference", el: 'Αναφορά πελάτη' }),
    tags: field.refs({ to: 'tag', el: 'Ετικέτες', index: true, group: 'other' }),
    notes: field.longText({ el: 'Σημειώσεις', group: 'other' }),
  },
});

/** A line of an order. */
export const OrderLine = defineObject({
  key: 'order_line',
  api: 'order_lines',
  label: ['Line of an order', 'Lines of orders'],
  el: ['Γραμμή παραγγελίας', 'Γραμμές παραγγελιών'],
  icon: 'list',
  title: 'name',
  kind: 'link',
  under: 'order',
  writtenBy: writeDocument,
  columns: ['order', 'name', 'quantity', 'unit_price', 'discount_percent', 'net'],
  fields: lineFields({ key: 'order', label: 'Order', el: 'Παραγγελία' }),
});
