import { defineObject, field, issueIf } from '#kernel/objects';

/** Prices of their own for some customers: those it names, and those with one of its tags. */
export const PriceList = defineObject({
  key: 'price_list',
  api: 'price_lists',
  label: ['Price list', 'Price lists'],
  el: ['Τιμοκατάλογος', 'Τιμοκατάλογοι'],
  icon: 'list-details',
  title: 'name',
  shared: true,
  administered: true,
  columns: ['name', 'companies', 'customer_tags', 'valid_from', 'valid_until'],
  fields: {
    name: field.text({ required: true, unique: true, max: 200, search: true, el: 'Όνομα' }),
    companies: field.refs({ to: 'company', index: true, label: 'Customers', el: 'Πελάτες' }),
    customer_tags: field.refs({
      to: 'tag',
      index: true,
      label: 'Customers with the tag',
      el: 'Πελάτες με ετικέτα',
    }),
    valid_from: field.date({ label: 'Valid from', el: 'Ισχύει από' }),
    valid_until: field.date({ label: 'Valid until', el: 'Ισχύει έως' }),
    notes: field.longText({ el: 'Σημειώσεις', group: 'other' }),
  },
  rules: ({ after }) => [untilNotBefore(after)],
});

/** What a product costs in a currency, from a quantity on, between two days; for all, or for those of a list. */
export const Price = defineObject({
  key: 'price',
  api: 'prices',
  label: ['Price', 'Prices'],
  el: ['Τιμή', 'Τιμές'],
  icon: 'tag',
  title: 'note',
  kind: 'link',
  under: 'product',
  columns: ['product', 'amount', 'price_list', 'min_quantity', 'valid_from', 'valid_until'],
  fields: {
    product: field.ref({ to: 'product', required: true, index: true, el: 'Προϊόν' }),
    amount: field.money({ required: true, label: 'Price', el: 'Τιμή' }),
    price_list: field.ref({ to: 'price_list', index: true, label: 'Price list', el: 'Τιμοκατάλογος' }),
    min_quantity: field.number({ label: 'From a quantity of', el: 'Από ποσότητα' }),
    valid_from: field.date({ label: 'Valid from', el: 'Ισχύει από' }),
    valid_until: field.date({ label: 'Valid until', el: 'Ισχύει έως' }),
    note: field.text({ el: 'Σημείωση', max: 500 }),
  },
  rules: ({ after }) => [
    untilNotBefore(after),
    issueIf((after['amount'] as { amount: string } | null)?.amount.startsWith('-'), 'amount', {
      code: 'price.below_zero',
      message: 'A price is not below zero.',
    }),
  ],
});

function untilNotBefore(after: Record<string, unknown>) {
  const [from, until] = [after['valid_from'], after['valid_until']] as (string | null)[];
  return issueIf(from && until && until < from, 'valid_until', {
    code: 'price.ends_before_it_begins',
    message: 'The last day comes before the first.',
  });
}
