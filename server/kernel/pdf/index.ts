export { printPdf, type PdfTask } from './print-pdf.ts';
