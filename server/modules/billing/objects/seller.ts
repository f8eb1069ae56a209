import { readIban } from '#shared/billing/iban';
import { defineObject, field, issueIf } from '#kernel/objects';

/** Who sells, as documents name them: the firm itself, or one of several that work in the same workspace. */
export const Seller = defineObject({
  key: 'seller',
  api: 'sellers',
  label: ['Our firm', 'Our firms'],
  el: ['Η επιχείρησή μας', 'Οι επιχειρήσεις μας'],
  icon: 'building-store',
  title: 'name',
  kind: 'link',
  shared: true,
  administered: true,
  columns: ['name', 'vat_number', 'email', 'iban', 'standard'],
  fields: {
    name: field.text({ required: true, max: 300, label: 'Name on documents', el: 'Επωνυμία στα παραστατικά' }),
    standard: field.checkbox({ label: 'Taken by itself', el: 'Εξ ορισμού' }),
    address: field.address({ el: 'Διεύθυνση' }),
    vat_number: field.text({ max: 60, label: 'VAT number', el: 'ΑΦΜ / Αριθμός ΦΠΑ' }),
    registration_number: field.text({ max: 60, label: 'Registration number', el: 'Αριθμός εγγραφής' }),
    email: field.text({ max: 254, label: 'E-mail', el: 'E-mail' }),
    phone: field.text({ max: 60, label: 'Phone', el: 'Τηλέφωνο' }),
    website: field.text({ max: 300, label: 'Web', el: 'Ιστοσελίδα' }),
    bank: field.text({ max: 200, label: 'Bank', el: 'Τράπεζα' }),
    iban: field.text({ max: 42, label: 'IBAN', el: 'IBAN' }),
    bic: field.text({ max: 11, label: 'BIC', el: 'BIC' }),
    logo: field.image({ label: 'Logo', el: 'Λογότυπο' }),
    colour: field.text({ max: 7, label: 'Colour of documents', el: 'Χρώμα παραστατικών' }),
    quote_days: field.number({ label: 'Days that a quote is valid', el: 'Ημέρες ισχύος προσφοράς' }),
    quote_terms: field.longText({ label: 'Terms of quotes', el: 'Όροι προσφορών' }),
    payment_days: field.number({ label: 'Days to pay', el: 'Ημέρες πληρωμής' }),
    refund_limit: field.number({
      label: 'Paid back without approval, at most',
      el: 'Επιστροφή χωρίς έγκριση, έως',
    }),
    invoice_series: field.text({ max: 12, label: 'Series of invoices', el: 'Σειρά τιμολογίων' }),
    credit_series: field.text({ max: 12, label: 'Series of credit notes', el: 'Σειρά πιστωτικών' }),
    invoice_terms: field.longText({ label: 'Terms of invoices', el: 'Όροι τιμολογίων' }),
    discount_limit: field.percent({
      label: 'Discount without approval',
      el: 'Έκπτωση χωρίς έγκριση',
      help: {
        en: 'A quote with a larger discount waits until an administrator approves it.',
        el: 'Προσφορά με μεγαλύτερη έκπτωση περιμένει έγκριση από διαχειριστή.',
      },
    }),
    footer: field.text({ max: 500, label: 'Last line of each page', el: 'Τελευταία γραμμή κάθε σελίδας' }),
  },
  rules: ({ after }) => [
    issueIf(after['iban'] && !readIban(String(after['iban'])), 'iban', {
      code: 'iban.wrong',
      message: 'This is no IBAN: a character is wrong or missing.',
    }),
    issueIf(after['colour'] && !/^#[0-9a-f]{6}$/i.test(String(after['colour'])), 'colour', {
      code: 'colour.wrong',
      message: 'Give the colour as # and six digits, such as #1f4e79.',
    }),
    ...['quote_days', 'payment_days', 'discount_limit'].map((key) =>
      issueIf(after[key] != null && !(Number(after[key]) >= 0 && Number(after[key]) <= 1_000), key, {
        code: 'number.out_of_range',
        message: 'Give a number from 0 to 1,000.',
      }),
    ),
  ],
});
