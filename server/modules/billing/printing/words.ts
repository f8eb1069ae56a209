/** The words of printed documents and of the pages that customers see, in both languages. */
export const words = {
  en: {
    quote: 'Quote',
    invoice: 'Invoice',
    credit_note: 'Credit note',
    draft: 'draft',
    due: 'To be paid by',
    reference: 'Your reference',
    credits: 'Credits invoice',
    payment: { amount: 'Left to pay', to: 'Account of', reference: 'Reference', bank: 'Bank', due: 'Until' },
    number: (number: number | string, version: number) => `No. ${number}${version > 1 ? `, version ${version}` : ''}`,
    for: 'For',
    from: 'From',
    date: 'Date',
    valid: 'Valid until',
    page: 'Page',
    terms: 'Terms',
    vat: 'VAT no.',
    registered: 'Reg. no.',
    columns: ['Item', 'Quantity', 'Price', 'VAT', 'Amount'],
    optional: 'optional',
    included: 'chosen',
    discount: (percent: string) => `less ${percent} %`,
    lines: 'Sum of the lines',
    whole: (percent: string) => `Discount of ${percent} %`,
    net: 'Before VAT',
    tax: (percent: string) => `VAT ${percent} %`,
    total: 'Total',
    month: 'each month',
    quarter: 'each quarter',
    year: 'each year',
    monthly: 'Of this, each month',
    ones: { piece: 'pc', hour: 'hour', day: 'day', month: 'month', year: 'year', kg: 'kg', licence: 'licence' },
    units: { piece: 'pcs', hour: 'hours', day: 'days', month: 'months', year: 'years', kg: 'kg', licence: 'licences' },
  },
  el: {
    quote: 'Προσφορά',
    invoice: 'Τιμολόγιο',
    credit_note: 'Πιστωτικό τιμολόγιο',
    draft: 'πρόχειρο',
    due: 'Πληρωτέο έως',
    reference: 'Αναφορά σας',
    credits: 'Πιστώνει το τιμολόγιο',
    payment: { amount: 'Ανεξόφλητο', to: 'Δικαιούχος', reference: 'Αιτιολογία', bank: 'Τράπεζα', due: 'Έως' },
    number: (number: number | string, version: number) => `Αρ. ${number}${version > 1 ? `, έκδοση ${version}` : ''}`,
    for: 'Προς',
    from: 'Από',
    date: 'Ημερομηνία',
    valid: 'Ισχύει έως',
    page: 'Σελίδα',
    terms: 'Όροι',
    vat: 'ΑΦΜ',
    registered: 'Αρ. εγγραφής',
    columns: ['Περιγραφή', 'Ποσότητα', 'Τιμή', 'ΦΠΑ', 'Ποσό'],
    optional: 'προαιρετικό',
    included: 'επιλέχθηκε',
    discount: (percent: string) => `έκπτωση ${percent} %`,
    lines: 'Σύνολο γραμμών',
    whole: (percent: string) => `Έκπτωση ${percent} %`,
    net: 'Προ ΦΠΑ',
    tax: (percent: string) => `ΦΠΑ ${percent} %`,
    total: 'Σύνολο',
    month: 'κάθε μήνα',
    quarter: 'κάθε τρίμηνο',
    year: 'κάθε χρόνο',
    monthly: 'Από αυτά, κάθε μήνα',
    ones: { piece: 'τεμ.', hour: 'ώρα', day: 'ημέρα', month: 'μήνας', year: 'έτος', kg: 'κιλό', licence: 'άδεια' },
    units: { piece: 'τεμ.', hour: 'ώρες', day: 'ημέρες', month: 'μήνες', year: 'έτη', kg: 'κιλά', licence: 'άδειες' },
  },
} as const;

export type DocumentLanguage = keyof typeof words;

/** How numbers, sums and days are written in a language. */
export function writer(language: DocumentLanguage, currency: string) {
  const locale = language === 'el' ? 'el-GR' : 'en-GB';
  const sum = new Intl.NumberFormat(locale, { style: 'currency', currency });
  // A price for one of it may have more decimals than sums of its currency.
  const price = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 4 });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  // Formatted as text: what has more digits than a float stays exact.
  const exact = (format: Intl.NumberFormat) => (text: string) => format.format(text as never);
  return {
    sum: exact(sum),
    price: exact(price),
    number: exact(number),
    day: (date: string) => day.format(new Date(date)),
  };
}
