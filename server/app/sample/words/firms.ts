/** A town with the area code of its telephones, its post codes and streets. */
export interface Town {
  en: string;
  el: string;
  code: string;
  post: number;
  streets: readonly (readonly [string, string])[];
}

export const towns: readonly Town[] = [
  {
    en: 'Nicosia',
    el: 'Λευκωσία',
    code: '22',
    post: 1010,
    streets: [
      ['Makarios III Avenue', 'Λεωφόρος Μακαρίου Γ΄'],
      ['Stasinou Street', 'Οδός Στασίνου'],
      ['Ledra Street', 'Οδός Λήδρας'],
      ['Kennedy Avenue', 'Λεωφόρος Κέννεντυ'],
    ],
  },
  {
    en: 'Limassol',
    el: 'Λεμεσός',
    code: '25',
    post: 3025,
    streets: [
      ['28th October Avenue', 'Λεωφόρος 28ης Οκτωβρίου'],
      ['Anexartisias Street', 'Οδός Ανεξαρτησίας'],
      ['Franklin Roosevelt Avenue', 'Λεωφόρος Φραγκλίνου Ρούσβελτ'],
      ['Spyrou Kyprianou Avenue', 'Λεωφόρος Σπύρου Κυπριανού'],
    ],
  },
  {
    en: 'Larnaca',
    el: 'Λάρνακα',
    code: '24',
    post: 6015,
    streets: [
      ['Athenon Avenue', 'Λεωφόρος Αθηνών'],
      ['Grigori Afxentiou Street', 'Οδός Γρηγόρη Αυξεντίου'],
      ['Artemidos Avenue', 'Λεωφόρος Αρτέμιδος'],
    ],
  },
  {
    en: 'Paphos',
    el: 'Πάφος',
    code: '26',
    post: 8010,
    streets: [
      ['Apostolou Pavlou Avenue', 'Λεωφόρος Αποστόλου Παύλου'],
      ['Poseidonos Avenue', 'Λεωφόρος Ποσειδώνος'],
    ],
  },
  {
    en: 'Paralimni',
    el: 'Παραλίμνι',
    code: '23',
    post: 5280,
    streets: [
      ['Protaras Avenue', 'Λεωφόρος Πρωταρά'],
      ['Evagorou Street', 'Οδός Ευαγόρου'],
    ],
  },
];

/** Words that firms are called after: Latin and Greek. */
export const emblems: readonly (readonly [string, string])[] = [
  ['Aphrodite', 'Αφροδίτη'],
  ['Amathus', 'Αμαθούς'],
  ['Kition', 'Κίτιον'],
  ['Salamis', 'Σαλαμίς'],
  ['Akamas', 'Ακάμας'],
  ['Troodos', 'Τρόοδος'],
  ['Levant', 'Λεβάντες'],
  ['Zenon', 'Ζήνων'],
  ['Apollo', 'Απόλλων'],
  ['Evagoras', 'Ευαγόρας'],
  ['Kourion', 'Κούριον'],
  ['Pedieos', 'Πεδιαίος'],
  ['Halcyon', 'Αλκυών'],
  ['Meltemi', 'Μελτέμι'],
  ['Argo', 'Αργώ'],
  ['Nereid', 'Νηρηίς'],
  ['Selene', 'Σελήνη'],
  ['Adonis', 'Άδωνις'],
  ['Petra', 'Πέτρα'],
  ['Machairas', 'Μαχαιράς'],
  ['Olympus', 'Όλυμπος'],
  ['Artemis', 'Άρτεμις'],
  ['Poseidon', 'Ποσειδών'],
  ['Galaxias', 'Γαλαξίας'],
  ['Elaia', 'Ελαία'],
];

/** An industry of Cyprus with the names its firms take: `{w}` a word, `{f}` and `{g}` family names. */
export interface Industry {
  en: string;
  el: string;
  weight: number;
  latin: readonly string[];
  greek: readonly string[];
}

export const industries: readonly Industry[] = [
  {
    en: 'Shipping',
    el: 'Ναυτιλία',
    weight: 9,
    latin: ['{w} Shipmanagement Ltd', '{w} Maritime Ltd', '{w} Tankers Ltd', '{w} Bunkering Ltd'],
    greek: ['Ναυτιλιακή {w} Λτδ'],
  },
  {
    en: 'Audit & accounting',
    el: 'Έλεγχος και λογιστική',
    weight: 8,
    latin: ['{f} & {g} Ltd', '{f}, {g} & Co', '{f} Audit Services Ltd'],
    greek: ['{f} & Συνεργάτες Λτδ'],
  },
  {
    en: 'Law',
    el: 'Νομικές υπηρεσίες',
    weight: 8,
    latin: ['{f} & {g} LLC', '{f} Law Firm LLC', '{f} & Associates LLC'],
    greek: ['{f} & {g} ΔΕΠΕ'],
  },
  {
    en: 'Hotels & tourism',
    el: 'Ξενοδοχεία και τουρισμός',
    weight: 9,
    latin: ['{w} Beach Hotel', '{w} Resort & Spa', '{w} Hotels Ltd', '{w} Tours Ltd'],
    greek: ['Ξενοδοχεία {w} Λτδ'],
  },
  {
    en: 'Construction',
    el: 'Κατασκευές',
    weight: 8,
    latin: ['{f} Developers Ltd', '{w} Constructions Ltd', '{f} & Sons Contractors'],
    greek: ['Εργοληπτική {f} Λτδ', '{f} Κατασκευές Λτδ'],
  },
  {
    en: 'Retail',
    el: 'Λιανικό εμπόριο',
    weight: 8,
    latin: ['{w} Stores Ltd', '{w} Department Stores', '{f} Trading Ltd'],
    greek: ['Υπεραγορές {w} Λτδ', 'Εμπορική {f} Λτδ'],
  },
  {
    en: 'Information technology',
    el: 'Πληροφορική',
    weight: 8,
    latin: ['{w} Systems Ltd', '{w} Software', '{w} Labs Ltd', '{w} Networks Ltd'],
    greek: ['{w} Πληροφορική Λτδ'],
  },
  {
    en: 'Banking & finance',
    el: 'Τράπεζες και χρηματοδότηση',
    weight: 5,
    latin: ['{w} Savings Bank', '{w} Capital Ltd', '{w} Payments Ltd'],
    greek: ['Πιστωτική {w} Λτδ'],
  },
  {
    en: 'Food & beverages',
    el: 'Τρόφιμα και ποτά',
    weight: 8,
    latin: ['{w} Dairies Ltd', '{f} Winery', '{w} Bakeries Ltd'],
    greek: ['Γαλακτοκομικά {f} Λτδ', 'Οινοποιείο {w}', 'Αρτοποιεία {f} Λτδ'],
  },
  {
    en: 'Health',
    el: 'Υγεία',
    weight: 5,
    latin: ['{w} Medical Centre', '{w} Pharmaceuticals Ltd'],
    greek: ['Πολυκλινική {w}', 'Φαρμακευτική {w} Λτδ'],
  },
  {
    en: 'Education',
    el: 'Εκπαίδευση',
    weight: 4,
    latin: ['{w} College', '{w} International School'],
    greek: ['Φροντιστήρια {f}', 'Ιδιωτική Σχολή {w}'],
  },
  {
    en: 'Energy',
    el: 'Ενέργεια',
    weight: 4,
    latin: ['{w} Renewables Ltd', '{w} Energy PLC'],
    greek: ['{w} Φωτοβολταϊκά Λτδ'],
  },
  {
    en: 'Insurance',
    el: 'Ασφάλειες',
    weight: 4,
    latin: ['{w} Insurance PLC', '{f} Insurance Brokers Ltd'],
    greek: ['Ασφαλιστική {w} Λτδ'],
  },
  {
    en: 'Logistics',
    el: 'Μεταφορές',
    weight: 4,
    latin: ['{w} Logistics Ltd', '{f} Freight Ltd'],
    greek: ['Μεταφορική {f} Λτδ'],
  },
];

/** What the consulting firm sells: English, Greek, usual price from and to in euro. */
export const services: readonly { en: string; el: string; from: number; to: number }[] = [
  { en: 'ERP selection', el: 'Επιλογή συστήματος ERP', from: 9_000, to: 28_000 },
  { en: 'Internal audit', el: 'Εσωτερικός έλεγχος', from: 7_500, to: 24_000 },
  { en: 'GDPR review', el: 'Έλεγχος συμμόρφωσης GDPR', from: 3_500, to: 12_000 },
  { en: 'Business plan', el: 'Επιχειρηματικό σχέδιο', from: 4_000, to: 15_000 },
  { en: 'EU grant application', el: 'Αίτηση για ευρωπαϊκή επιχορήγηση', from: 3_000, to: 18_000 },
  { en: 'ISO 9001 certification', el: 'Πιστοποίηση ISO 9001', from: 4_500, to: 11_000 },
  { en: 'Payroll outsourcing', el: 'Ανάθεση μισθοδοσίας', from: 6_000, to: 30_000 },
  { en: 'Due diligence', el: 'Οικονομικός έλεγχος εξαγοράς', from: 15_000, to: 85_000 },
  { en: 'Sustainability report', el: 'Έκθεση βιωσιμότητας', from: 8_000, to: 32_000 },
  { en: 'Salary survey', el: 'Έρευνα μισθών', from: 2_500, to: 7_500 },
  { en: 'Digital roadmap', el: 'Ψηφιακός οδικός χάρτης', from: 10_000, to: 45_000 },
  { en: 'Market entry study', el: 'Μελέτη εισόδου σε αγορά', from: 8_000, to: 26_000 },
  { en: 'Transfer pricing study', el: 'Μελέτη ενδοομιλικών τιμών', from: 6_000, to: 22_000 },
  { en: 'Management training', el: 'Εκπαίδευση στελεχών', from: 2_000, to: 9_500 },
];
