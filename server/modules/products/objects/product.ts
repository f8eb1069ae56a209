import { defineObject, field, issueIf, option } from '#kernel/objects';

/** Something that the firm sells, once or again and again. */
export const Product = defineObject({
  key: 'product',
  api: 'products',
  label: ['Product', 'Products'],
  el: ['Προϊόν', 'Προϊόντα'],
  icon: 'package',
  title: 'name',
  shared: true,
  columns: ['name', 'code', 'category', 'price', 'unit', 'period', 'tax_rate', 'on_sale'],
  fields: {
    name: field.text({ required: true, search: true, max: 300, el: 'Όνομα' }),
    code: field.text({ search: true, unique: true, max: 60, label: 'Code', el: 'Κωδικός' }),
    category: field.text({ index: true, max: 200, el: 'Κατηγορία' }),
    kind: field.select({
      el: 'Είδος',
      required: true,
      defaultsTo: 'service',
      options: [option('service', 'Service', 'Υπηρεσία'), option('goods', 'Goods', 'Αγαθό')],
    }),
    price: field.money({ label: 'Price', el: 'Τιμή', index: true, help: beforeTax() }),
    cost: field.money({ label: 'Cost', el: 'Κόστος', help: { en: 'For one of it.', el: 'Για ένα.' } }),
    unit: field.select({
      el: 'Μονάδα',
      optionsOpen: true,
      defaultsTo: 'piece',
      options: [
        option('piece', 'Piece', 'Τεμάχιο'),
        option('hour', 'Hour', 'Ώρα'),
        option('day', 'Day', 'Ημέρα'),
        option('month', 'Month', 'Μήνας'),
        option('year', 'Year', 'Έτος'),
        option('kg', 'Kilogram', 'Κιλό'),
        option('licence', 'Licence', 'Άδεια'),
      ],
    }),
    period: field.select({
      label: 'Charged',
      el: 'Χρέωση',
      required: true,
      defaultsTo: 'once',
      index: true,
      options: [
        option('once', 'Once', 'Μία φορά'),
        option('month', 'Every month', 'Κάθε μήνα', 'blue'),
        option('quarter', 'Every quarter', 'Κάθε τρίμηνο', 'blue'),
        option('year', 'Every year', 'Κάθε χρόνο', 'blue'),
      ],
    }),
    tax_rate: field.ref({ to: 'tax_rate', label: 'VAT', el: 'ΦΠΑ', index: true }),
    on_sale: field.checkbox({ label: 'On sale', el: 'Διατίθεται', defaultsTo: true, index: true }),
    description: field.longText({ el: 'Περιγραφή' }),
    image: field.image({ label: 'Picture', el: 'Εικόνα', group: 'other' }),
    tags: field.refs({ to: 'tag', el: 'Ετικέτες', index: true, group: 'other' }),
    notes: field.longText({ el: 'Σημειώσεις', group: 'other' }),
  },
  rules: ({ after }) => [notBelowZero(after['price'], 'price'), notBelowZero(after['cost'], 'cost')],
});

/** A product that is part of another: together they are a bundle. */
export const BundlePart = defineObject({
  key: 'bundle_part',
  api: 'bundle_parts',
  label: ['Part of a bundle', 'Parts of bundles'],
  el: ['Μέρος πακέτου', 'Μέρη πακέτων'],
  icon: 'packages',
  title: 'note',
  kind: 'link',
  under: 'bundle',
  columns: ['bundle', 'product', 'quantity', 'position'],
  fields: {
    bundle: field.ref({ to: 'product', required: true, index: true, el: 'Πακέτο' }),
    product: field.ref({ to: 'product', required: true, index: true, el: 'Προϊόν' }),
    quantity: field.number({ required: true, defaultsTo: 1, el: 'Ποσότητα' }),
    position: field.number({ el: 'Θέση', index: true }),
    note: field.text({ el: 'Σημείωση', max: 500 }),
  },
  rules: ({ after }) => [
    issueIf(after['bundle'] === after['product'], 'product', {
      code: 'bundle.of_itself',
      message: 'A bundle cannot be a part of itself.',
    }),
    issueIf(!(Number(after['quantity']) > 0), 'quantity', {
      code: 'number.not_above_zero',
      message: 'Give a number above zero.',
    }),
  ],
});

function beforeTax() {
  return { en: 'For one of it, before tax.', el: 'Για ένα, χωρίς ΦΠΑ.' };
}

function notBelowZero(value: unknown, name: string) {
  const amount = (value as { amount: string } | null | undefined)?.amount;
  return issueIf(amount?.startsWith('-'), name, {
    code: 'price.below_zero',
    message: 'A price is not below zero.',
  });
}
