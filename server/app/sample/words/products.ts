/** Something that the consulting firm sells: price and cost of one, in euro. */
export interface SampleProduct {
  code: string;
  en: string;
  el: string;
  unit: 'piece' | 'hour' | 'day' | 'month' | 'licence';
  price: number;
  cost: number;
  monthly?: true;
}

const piece = (code: string, [en, el]: [string, string], [price, cost]: [number, number]): SampleProduct => ({
  code,
  en,
  el,
  unit: 'piece',
  price,
  cost,
});

/** Whole projects, called like the services that deals are about. */
export const projects: readonly SampleProduct[] = [
  piece('ERP', ['ERP selection', 'Επιλογή συστήματος ERP'], [9_800, 5_400]),
  piece('AUD', ['Internal audit', 'Εσωτερικός έλεγχος'], [8_200, 4_700]),
  piece('GDPR', ['GDPR review', 'Έλεγχος συμμόρφωσης GDPR'], [3_900, 1_900]),
  piece('PLAN', ['Business plan', 'Επιχειρηματικό σχέδιο'], [4_600, 2_300]),
  piece('ISO', ['ISO 9001 certification', 'Πιστοποίηση ISO 9001'], [5_200, 2_900]),
  piece('ESG', ['Sustainability report', 'Έκθεση βιωσιμότητας'], [8_900, 4_800]),
  piece('SAL', ['Salary survey', 'Έρευνα μισθών'], [2_800, 1_200]),
];

/** What goes with any project. */
export const extras: readonly SampleProduct[] = [
  { code: 'DAY', en: 'Consulting day', el: 'Ημέρα συμβούλου', unit: 'day', price: 780, cost: 410 },
  { code: 'HOUR', en: 'Advice by the hour', el: 'Συμβουλή ανά ώρα', unit: 'hour', price: 120, cost: 55 },
  { code: 'TRAIN', en: 'Training day', el: 'Ημέρα εκπαίδευσης', unit: 'day', price: 950, cost: 480 },
  {
    code: 'PAY',
    en: 'Payroll service',
    el: 'Υπηρεσία μισθοδοσίας',
    unit: 'month',
    price: 340,
    cost: 150,
    monthly: true,
  },
  { code: 'DESK', en: 'Help desk', el: 'Γραμμή υποστήριξης', unit: 'month', price: 220, cost: 90, monthly: true },
];

/** What strangers and customers ask for: subject and message, English and Greek. */
export const questions: readonly { en: readonly [string, string]; el: readonly [string, string] }[] = [
  {
    en: ['Help with a grant application', 'We would like to apply before the end of the year. Do you have time?'],
    el: ['Βοήθεια με αίτηση επιχορήγησης', 'Θέλουμε να υποβάλουμε πριν το τέλος του χρόνου. Έχετε χρόνο;'],
  },
  {
    en: [
      'Price of an ISO 9001 certification',
      'We are 40 people at two sites. What would it cost, and how long is it?',
    ],
    el: ['Κόστος πιστοποίησης ISO 9001', 'Είμαστε 40 άτομα σε δύο κτίρια. Πόσο κοστίζει και πόσο διαρκεί;'],
  },
  {
    en: ['Payroll for 25 people', 'Our accountant retires in spring. Could you take the payroll over?'],
    el: ['Μισθοδοσία για 25 άτομα', 'Ο λογιστής μας συνταξιοδοτείται την άνοιξη. Αναλαμβάνετε τη μισθοδοσία;'],
  },
  {
    en: ['Training for new managers', 'Six people, in Greek if possible, two days at our offices.'],
    el: ['Εκπαίδευση νέων προϊσταμένων', 'Έξι άτομα, στα ελληνικά, δύο ημέρες στα γραφεία μας.'],
  },
  {
    en: ['Second opinion on an ERP offer', 'We have two offers on the table and would like somebody neutral to look.'],
    el: ['Δεύτερη γνώμη για προσφορά ERP', 'Έχουμε δύο προσφορές και θέλουμε κάποιον ουδέτερο να τις δει.'],
  },
];
