import { defineModule } from '#kernel/module';
import { billingErrors } from './errors.ts';
import { billingJobs } from './jobs/file-quote.ts';
import { orders, quotes } from './kinds.ts';
import { Order, OrderLine } from './objects/order.ts';
import { QuoteAnswer } from './objects/quote-answer.ts';
import { Quote, QuoteLine } from './objects/quote.ts';
import { beginnings } from './migrations.ts';
import { Seller } from './objects/seller.ts';
import { quotePages } from './pages/quote-pages.ts';
import { lineRoutes } from './routes/lines.ts';
import { printRoutes } from './routes/print.ts';
import { quoteRoutes } from './routes/quotes.ts';

/** From what is offered to what is paid: documents with lines whose sums are exact. */
export const billing = defineModule({
  key: 'billing',
  needs: ['contacts', 'products', 'sales'],
  objects: [Seller, Quote, QuoteLine, QuoteAnswer, Order, OrderLine],
  beginnings,
  errors: billingErrors,
  routes: (services) => [
    ...quoteRoutes(services),
    ...printRoutes(services),
    ...lineRoutes(quotes, { api: 'quotes', one: 'a quote' }),
    ...lineRoutes(orders, { api: 'orders', one: 'an order' }),
  ],
  jobs: billingJobs,
  pages: quotePages,
});
