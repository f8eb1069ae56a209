import { defineModule } from '#kernel/module';
import { billingErrors } from './errors.ts';
import { quotes } from './kinds.ts';
import { Quote, QuoteLine } from './objects/quote.ts';
import { beginnings } from './migrations.ts';
import { Seller } from './objects/seller.ts';
import { lineRoutes } from './routes/lines.ts';
import { printRoutes } from './routes/print.ts';
import { quoteRoutes } from './routes/quotes.ts';

/** From what is offered to what is paid: documents with lines whose sums are exact. */
export const billing = defineModule({
  key: 'billing',
  needs: ['contacts', 'products', 'sales'],
  objects: [Seller, Quote, QuoteLine],
  beginnings,
  errors: billingErrors,
  routes: (services) => [
    ...quoteRoutes,
    ...printRoutes(services),
    ...lineRoutes(quotes, { api: 'quotes', one: 'a quote' }),
  ],
});
