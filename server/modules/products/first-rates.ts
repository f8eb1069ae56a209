import type { TaxCategory } from '#shared/billing/totals';

interface FirstRate {
  en: string;
  el: string;
  category: TaxCategory;
  percent: number;
  country?: string;
  reason?: { en: string; el: string };
  standard?: true;
}

const taxed = (country: string, percent: number, standard?: true): FirstRate => ({
  en: `VAT ${percent}%`,
  el: `ΦΠΑ ${percent}%`,
  category: 'S',
  percent,
  country,
  ...(standard && { standard }),
});

/** Cyprus: VAT Law 95(I)/2000, fifth, twelfth and nineteenth schedules. Greece: Law 2859/2000, article 21, mainland. */
const ofCountry: Record<string, FirstRate[]> = {
  CY: [taxed('CY', 19, true), taxed('CY', 9), taxed('CY', 5), taxed('CY', 3)],
  GR: [taxed('GR', 24, true), taxed('GR', 13), taxed('GR', 6)],
};

// Articles of Directive 2006/112/EC.
const withoutTax: FirstRate[] = [
  { en: 'Zero rate', el: 'Μηδενικός συντελεστής', category: 'Z', percent: 0 },
  {
    en: 'Exempt',
    el: 'Απαλλάσσεται',
    category: 'E',
    percent: 0,
    reason: {
      en: 'Exempt from VAT, Article 132 of Directive 2006/112/EC',
      el: 'Απαλλάσσεται από ΦΠΑ, άρθρο 132 της Οδηγίας 2006/112/ΕΚ',
    },
  },
  {
    en: 'Reverse charge',
    el: 'Αντίστροφη επιβάρυνση',
    category: 'AE',
    percent: 0,
    reason: {
      en: 'Reverse charge, Article 196 of Directive 2006/112/EC',
      el: 'Αντίστροφη επιβάρυνση, άρθρο 196 της Οδηγίας 2006/112/ΕΚ',
    },
  },
  {
    en: 'Supply within the EU',
    el: 'Ενδοκοινοτική παράδοση',
    category: 'K',
    percent: 0,
    reason: {
      en: 'Intra-Community supply, Article 138 of Directive 2006/112/EC',
      el: 'Ενδοκοινοτική παράδοση, άρθρο 138 της Οδηγίας 2006/112/ΕΚ',
    },
  },
  {
    en: 'Export',
    el: 'Εξαγωγή',
    category: 'G',
    percent: 0,
    reason: {
      en: 'Export, Article 146 of Directive 2006/112/EC',
      el: 'Εξαγωγή, άρθρο 146 της Οδηγίας 2006/112/ΕΚ',
    },
  },
  {
    en: 'Outside the scope of VAT',
    el: 'Εκτός πεδίου ΦΠΑ',
    category: 'O',
    percent: 0,
    reason: {
      en: 'Outside the scope of VAT, Article 44 of Directive 2006/112/EC',
      el: 'Εκτός πεδίου ΦΠΑ, άρθρο 44 της Οδηγίας 2006/112/ΕΚ',
    },
  },
];

/** The rates that a workspace begins with: those of its country where they are known here, and the ways of no tax. */
export function firstRates(region: string): FirstRate[] {
  const known = ofCountry[region] ?? [];
  const [zero, ...rest] = withoutTax;
  return [...known, known.length > 0 ? zero! : { ...zero!, standard: true }, ...rest];
}
