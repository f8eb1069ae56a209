import { lazy } from 'react';
import type { WebModule } from '#web/kernel/objects';

const LineSheet = lazy(() => import('./parts/line-sheet.tsx'));
const NewQuote = lazy(() => import('./parts/new-quote.tsx'));
const QuoteDeeds = lazy(() => import('./parts/quote-deeds.tsx'));
const InvoiceDeeds = lazy(() => import('./parts/invoice-deeds.tsx'));
const QuoteCard = lazy(() => import('./parts/quote-card.tsx'));

/** What is offered and ordered: lines with sums, and what becomes of a quote. */
export const billing: WebModule = {
  key: 'billing',
  sheets: [LineSheet],
  recordActions: [
    { object: 'deals', Deeds: NewQuote },
    { object: 'quotes', main: true, Deeds: QuoteDeeds },
    { object: 'orders', Deeds: InvoiceDeeds },
    { object: 'invoices', main: true, Deeds: InvoiceDeeds },
  ],
  side: [QuoteCard],
};
