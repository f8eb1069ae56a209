import type { DocumentKind } from './queries/documents.ts';

/** Documents with lines, as their calls name them. */
export const quotes: DocumentKind = { object: 'quote', line: 'quote_line' };
export const orders: DocumentKind = { object: 'order', line: 'order_line' };
export const invoices: DocumentKind = { object: 'invoice', line: 'invoice_line' };
