import { isDeepStrictEqual } from 'node:util';
import { taxCategories } from '#shared/billing/totals';
import { field, issueIf, option, type FieldDefinition, type Values } from '#kernel/objects';

/** The action that alone writes lines of documents and what follows from them. */
export const writeDocument = 'billing.write_document';

const worked = { writtenBy: writeDocument } as const;

/** What a quote, an order and an invoice have in common: for whom, in which words and money, and its sums. */
export const documentFields = {
  title: field.text({ required: true, search: true, max: 300, label: 'Subject', el: 'Θέμα' }),
  number: field.autonumber({ label: 'Number', el: 'Αριθμός', readOnly: true, index: true }),
  company: field.ref({ to: 'company', index: true, el: 'Εταιρεία' }),
  person: field.ref({ to: 'person', index: true, el: 'Άτομο' }),
  deal: field.ref({ to: 'deal', index: true, el: 'Ευκαιρία' }),
  seller: field.ref({ to: 'seller', label: 'Our firm', el: 'Η επιχείρησή μας', group: 'other' }),
  owner: field.member({ owns: true, defaultsTo: 'actor', el: 'Υπεύθυνος', index: true }),
  language: field.select({
    label: 'Language',
    el: 'Γλώσσα',
    options: [option('en', 'English', 'Αγγλικά'), option('el', 'Greek', 'Ελληνικά')],
  }),
  currency: field.text({ max: 3, label: 'Currency', el: 'Νόμισμα', ...worked }),
  discount_percent: field.percent({ label: 'Discount on the whole', el: 'Έκπτωση στο σύνολο', ...worked }),
  net: field.money({ label: 'Before VAT', el: 'Προ ΦΠΑ', index: true, ...worked }),
  tax: field.money({ label: 'VAT', el: 'ΦΠΑ', ...worked }),
  total: field.money({ label: 'Total', el: 'Σύνολο', index: true, ...worked }),
  monthly: field.money({ label: 'Each month', el: 'Κάθε μήνα', ...worked }),
  cost: field.money({ label: 'Cost', el: 'Κόστος', group: 'other', ...worked }),
  margin: field.money({ label: 'Margin', el: 'Περιθώριο', group: 'other', ...worked }),
  margin_percent: field.percent({
    label: 'Margin in percent',
    el: 'Περιθώριο επί τοις εκατό',
    group: 'other',
    ...worked,
  }),
  intro: field.longText({ label: 'Words before the lines', el: 'Κείμενο πριν τις γραμμές', group: 'other' }),
  terms: field.longText({ label: 'Terms', el: 'Όροι', group: 'other' }),
} satisfies Record<string, FieldDefinition>;

/** The fields of a line of a document; `parent` is the relation to it. What is taken from a product or a tax rate is
 * kept as it was then. */
export function lineFields(parent: { key: string; label: string; el: string }): Record<string, FieldDefinition> {
  const { key, label, el } = parent;
  return {
    [key]: field.ref({ to: key, required: true, index: true, label, el }),
    position: field.number({ el: 'Θέση', index: true }),
    kind: field.select({
      el: 'Είδος',
      required: true,
      defaultsTo: 'item',
      options: [
        option('item', 'Item', 'Είδος'),
        option('heading', 'Heading', 'Επικεφαλίδα'),
        option('note', 'Note', 'Σημείωση'),
      ],
    }),
    product: field.ref({ to: 'product', index: true, el: 'Προϊόν' }),
    name: field.text({ required: true, max: 300, el: 'Περιγραφή' }),
    description: field.longText({ label: 'More about it', el: 'Περισσότερα' }),
    quantity: field.number({ el: 'Ποσότητα' }),
    unit: field.text({ max: 60, el: 'Μονάδα' }),
    unit_price: field.money({ label: 'Price', el: 'Τιμή' }),
    price_from: field.text({ max: 300, label: 'Where the price is from', el: 'Προέλευση τιμής', group: 'other' }),
    discount_percent: field.percent({ label: 'Discount', el: 'Έκπτωση' }),
    period: field.select({
      label: 'Charged',
      el: 'Χρέωση',
      required: true,
      defaultsTo: 'once',
      options: [
        option('once', 'Once', 'Μία φορά'),
        option('month', 'Every month', 'Κάθε μήνα'),
        option('quarter', 'Every quarter', 'Κάθε τρίμηνο'),
        option('year', 'Every year', 'Κάθε χρόνο'),
      ],
    }),
    optional: field.checkbox({ label: 'Optional', el: 'Προαιρετικό' }),
    chosen: field.checkbox({ label: 'Chosen', el: 'Επιλέχθηκε' }),
    tax_rate: field.ref({ to: 'tax_rate', label: 'VAT', el: 'ΦΠΑ' }),
    tax_category: field.select({
      label: 'VAT category',
      el: 'Κατηγορία ΦΠΑ',
      options: taxCategories.map((category) => option(category, category, category)),
      group: 'other',
    }),
    tax_percent: field.percent({ label: 'VAT in percent', el: 'ΦΠΑ επί τοις εκατό', group: 'other' }),
    tax_reason: field.text({ max: 500, label: 'Reason there is no VAT', el: 'Λόγος χωρίς ΦΠΑ', group: 'other' }),
    gross: field.money({ label: 'Before the discount', el: 'Προ έκπτωσης', group: 'other' }),
    net: field.money({ label: 'Before VAT', el: 'Προ ΦΠΑ' }),
    cost: field.money({ label: 'Cost of one', el: 'Κόστος για ένα', group: 'other' }),
  };
}

/** What others read of a document stays as they got it: an issue for each of these fields that differs. */
export function lockedFields(
  keys: readonly string[],
  { before, after }: { before: Values; after: Values },
  problem: { code: string; message: string },
) {
  return keys.map((key) => issueIf(!isDeepStrictEqual(before[key] ?? null, after[key] ?? null), key, problem));
}
