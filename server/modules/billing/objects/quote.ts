import { defineObject, field, option, type Values } from '#kernel/objects';
import { beginQuote } from '../begin-document.ts';
import { documentFields, lineFields, lockedFields, writeDocument } from './document-fields.ts';

/** The action that alone moves a quote on. */
export const moveQuote = 'billing.move_quote';

const moved = { writtenBy: moveQuote } as const;

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
  rules: lockedOnceSent,
  final: { field: 'status', values: ['accepted', 'declined'], open: ['owner', 'deal', 'tags', 'notes'] },
  fields: {
    ...documentFields,
    status: field.select({
      label: 'Status',
      el: 'Κατάσταση',
      index: true,
      ...moved,
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
    sent_at: field.datetime({ label: 'Sent', el: 'Εστάλη στις', index: true, ...moved }),
    seen_at: field.datetime({ label: 'First read', el: 'Πρώτη ανάγνωση', group: 'other', ...moved }),
    answered_at: field.datetime({ label: 'Answered', el: 'Απαντήθηκε στις', ...moved }),
    answered_by: field.text({ max: 200, label: 'Answered by', el: 'Απάντησε', ...moved }),
    decline_reason: field.longText({ label: 'Reason declined', el: 'Λόγος απόρριψης', ...moved }),
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

const locked = ['title', 'company', 'person', 'seller', 'language', 'intro', 'terms', 'valid_until'];

/** What a customer reads stays as it was sent. */
function lockedOnceSent({ before, after }: { before: Values | null; after: Values }) {
  if (before === null || before['status'] === 'draft' || after['status'] === 'draft') return [];
  return lockedFields(
    locked,
    { before, after },
    {
      code: 'document.not_a_draft',
      message: 'Only a draft can be changed. Make a new version and change that.',
    },
  );
}

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
