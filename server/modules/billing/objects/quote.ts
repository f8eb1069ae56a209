import { defineObject, field, option } from '#kernel/objects';
import { beginQuote } from '../begin-document.ts';
import { documentFields, lineFields, writeDocument } from './document-fields.ts';

/** What the firm offers a customer: lines with prices, until a day, in one version of several. */
export const Quote = defineObject({
  key: 'quote',
  api: 'quotes',
  label: ['Quote', 'Quotes'],
  el: ['Προσφορά', 'Προσφορές'],
  icon: 'file-dollar',
  title: 'title',
  columns: ['title', 'number', 'company', 'deal', 'status', 'total', 'valid_until', 'owner'],
  completion: beginQuote,
  fields: {
    ...documentFields,
    status: field.select({
      label: 'Status',
      el: 'Κατάσταση',
      index: true,
      writtenBy: 'billing.move_quote',
      options: [
        option('draft', 'Draft', 'Πρόχειρη', 'grey'),
        option('to_approve', 'Waits for approval', 'Περιμένει έγκριση', 'yellow'),
        option('approved', 'Approved', 'Εγκεκριμένη', 'teal'),
        option('sent', 'Sent', 'Εστάλη', 'blue'),
        option('accepted', 'Accepted', 'Έγινε δεκτή', 'green'),
        option('declined', 'Declined', 'Απορρίφθηκε', 'red'),
        option('replaced', 'Replaced', 'Αντικαταστάθηκε', 'grey'),
      ],
    }),
    valid_until: field.date({ label: 'Valid until', el: 'Ισχύει έως', index: true }),
    version_number: field.number({ label: 'Version', el: 'Έκδοση', readOnly: true }),
    replaces: field.ref({ to: 'quote', label: 'Replaces', el: 'Αντικαθιστά', index: true, readOnly: true }),
    tags: field.refs({ to: 'tag', el: 'Ετικέτες', index: true, group: 'other' }),
    notes: field.longText({
      el: 'Σημειώσεις',
      group: 'other',
      help: { en: 'For colleagues: the customer never sees them.', el: 'Για συναδέλφους: ο πελάτης δεν τις βλέπει.' },
    }),
  },
});

/** A line of a quote. */
export const QuoteLine = defineObject({
  key: 'quote_line',
  api: 'quote_lines',
  label: ['Line of a quote', 'Lines of quotes'],
  el: ['Γραμμή προσφοράς', 'Γραμμές προσφορών'],
  icon: 'list',
  title: 'name',
  kind: 'link',
  under: 'quote',
  writtenBy: writeDocument,
  columns: ['quote', 'name', 'quantity', 'unit_price', 'discount_percent', 'net'],
  fields: lineFields({ key: 'quote', label: 'Quote', el: 'Προσφορά' }),
});
