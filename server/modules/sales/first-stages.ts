/** What a workspace begins with: a pipeline and its stages, in the language of the firm. */
export const firstPipeline = { en: 'Sales', el: 'Πωλήσεις' };

/** The stages of the first pipeline in their order. */
export const firstStages = [
  { en: 'New', el: 'Νέα', probability: 10, outcome: 'open' },
  { en: 'Qualified', el: 'Με προοπτική', probability: 25, outcome: 'open' },
  { en: 'Proposal', el: 'Προσφορά', probability: 50, outcome: 'open' },
  { en: 'Negotiation', el: 'Διαπραγμάτευση', probability: 75, outcome: 'open' },
  { en: 'Won', el: 'Κερδήθηκε', probability: 100, outcome: 'won' },
  { en: 'Lost', el: 'Χάθηκε', probability: 0, outcome: 'lost' },
] as const;
