import { taxCategories } from '#shared/billing/totals';
import { defineObject, field, issueIf, option } from '#kernel/objects';

const named: Record<(typeof taxCategories)[number], [string, string]> = {
  S: ['Taxed', 'Με ΦΠΑ'],
  Z: ['Zero rate', 'Μηδενικός συντελεστής'],
  E: ['Exempt', 'Απαλλάσσεται'],
  AE: ['Reverse charge', 'Αντίστροφη επιβάρυνση'],
  K: ['Supply within the EU', 'Ενδοκοινοτική παράδοση'],
  G: ['Export', 'Εξαγωγή'],
  O: ['Outside the scope of VAT', 'Εκτός πεδίου ΦΠΑ'],
};

/** A way in which something is taxed: a percentage, or why there is none. The categories are those of EN 16931. */
export const TaxRate = defineObject({
  key: 'tax_rate',
  api: 'tax_rates',
  label: ['VAT rate', 'VAT rates'],
  el: ['Συντελεστής ΦΠΑ', 'Συντελεστές ΦΠΑ'],
  icon: 'percentage',
  title: 'name',
  kind: 'link',
  shared: true,
  administered: true,
  columns: ['name', 'category', 'percent', 'country', 'standard', 'position'],
  fields: {
    name: field.text({ required: true, unique: true, max: 100, el: 'Όνομα' }),
    category: field.select({
      required: true,
      defaultsTo: 'S',
      label: 'Kind',
      el: 'Είδος',
      options: taxCategories.map((key) => option(key, ...named[key])),
    }),
    percent: field.percent({ required: true, defaultsTo: 0, label: 'Percent', el: 'Ποσοστό' }),
    country: field.text({
      max: 60,
      el: 'Χώρα',
      help: { en: 'Two letters, such as CY.', el: 'Δύο γράμματα, π.χ. CY.' },
    }),
    reason: field.text({
      max: 500,
      label: 'Reason there is no tax',
      el: 'Λόγος που δεν υπάρχει φόρος',
      help: { en: 'Printed on the document.', el: 'Τυπώνεται στο παραστατικό.' },
    }),
    standard: field.checkbox({ label: 'Taken by itself', el: 'Εξ ορισμού' }),
    position: field.number({ el: 'Θέση', index: true }),
  },
  rules: ({ after }) => {
    const [percent, taxed] = [Number(after['percent']), after['category'] === 'S'];
    return [
      issueIf(percent < 0 || percent > 100, 'percent', {
        code: 'tax.out_of_range',
        message: 'Give a percentage from 0 to 100.',
      }),
      issueIf(taxed !== percent > 0, 'percent', {
        code: 'tax.percent_does_not_fit',
        message: 'What is taxed has a percentage above zero, everything else has none.',
      }),
      issueIf(!taxed && after['category'] !== 'Z' && !after['reason'], 'reason', {
        code: 'tax.reason_needed',
        message: 'Say why there is no tax: the document has to tell it.',
      }),
    ];
  },
});
