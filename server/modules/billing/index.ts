import { defineModule } from '#kernel/module';
import { billingErrors } from './errors.ts';
import { quotes } from './kinds.ts';
import { Quote, QuoteLine } from './objects/quote.ts';
import { lineRoutes } from './routes/lines.ts';

/** From what is offered to what is paid: documents with lines whose sums are exact. */
export const billing = defineModule({
  key: 'billing',
  needs: ['contacts', 'products', 'sales'],
  objects: [Quote, QuoteLine],
  errors: billingErrors,
  routes: () => [...lineRoutes(quotes, { api: 'quotes', one: 'a quote' })],
});
