import { defineModule } from '#kernel/module';
import { billingErrors } from './errors.ts';
import { billingJobs } from './jobs/file-quote.ts';
import { invoices, orders, quotes } from './kinds.ts';
import { BankLine, BankStatement } from './objects/bank-statement.ts';
import { Invoice, InvoiceLine } from './objects/invoice.ts';
import { Order, OrderLine } from './objects/order.ts';
import { QuoteAnswer } from './objects/quote-answer.ts';
import { Payment, PaymentPart } from './objects/payment.ts';
import { Quote, QuoteLine } from './objects/quote.ts';
import { beginnings, migrations } from './migrations.ts';
import { Seller } from './objects/seller.ts';
import { quotePages } from './pages/quote-pages.ts';
import { bankRoutes } from './routes/bank.ts';
import { invoiceRoutes } from './routes/invoices.ts';
import { lineRoutes } from './routes/lines.ts';
import { paymentRoutes } from './routes/payments.ts';
import { printRoutes } from './routes/print.ts';
import { quoteRoutes } from './routes/quotes.ts';
import { ublRoute } from './routes/ubl.ts';

export { answerQuote } from './actions/answer-quote.ts';
export { issueInvoice } from './actions/issue-invoice.ts';
export { makeInvoice } from './actions/make-invoice.ts';
export { sendQuote } from './actions/send-quote.ts';
export { writeDocumentLines } from './actions/write-document.ts';
export { enterPayment } from './actions/write-payment.ts';
export { quotes } from './kinds.ts';

const documents = [Quote, QuoteLine, QuoteAnswer, Order, OrderLine, Invoice, InvoiceLine];

/** From what is offered to what is paid: documents with lines whose sums are exact. */
export const billing = defineModule({
  key: 'billing',
  needs: ['contacts', 'products', 'sales'],
  objects: [Seller, ...documents, Payment, PaymentPart, BankStatement, BankLine],
  migrations,
  beginnings,
  errors: billingErrors,
  routes: (services) => [
    ...quoteRoutes(services),
    ...invoiceRoutes,
    ublRoute,
    ...paymentRoutes,
    ...bankRoutes,
    ...printRoutes(services),
    ...lineRoutes(quotes, { api: 'quotes', one: 'a quote' }),
    ...lineRoutes(orders, { api: 'orders', one: 'an order' }),
    ...lineRoutes(invoices, { api: 'invoices', one: 'an invoice' }),
  ],
  jobs: billingJobs,
  pages: quotePages,
});
