import { defineModule } from '#kernel/module';
import { billingErrors } from './errors.ts';
import { quotes } from './kinds.ts';
import { Quote, QuoteLine } from './objects/quote.ts';
import { lineRoutes } from './routes/lines.ts';
import { quoteRoutes } from './routes/quotes.ts';

/** From what is offered to what is paid: documents with lines whose sums are exact. */
export const billing = defineModule({
  key: 'billing',
  needs: ['contacts', 'products', 'sales'],
  objects: [Quote, QuoteLine],
  errors: billingErrors,
  routes: () => [...quoteRoutes, ...lineRoutes(quotes, { api: 'quotes', one: 'a quote' })],
});
