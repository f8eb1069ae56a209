import { readIban, printedIban } from '#shared/billing/iban';
import { encode } from 'uqr';
import type { Values } from '#kernel/objects';
import type { Money } from '#shared/fields/money';
import type { Context } from '#kernel/workspace';
import { invoices } from '../kinds.ts';
import { unitsIn } from '../lines/exact.ts';
import { readKept } from '../lines/kept-lines.ts';
import { readParties, type Parties, type SellerParty } from '../queries/parties.ts';
import type { ReadyQuote } from './print-quote.ts';
import { printedQuote } from './printed-document.ts';
import { words, writer } from './words.ts';

/** Who sells and who buys as an invoice names them: as they were when it was issued. */
export async function partiesOf(ctx: Context, values: Values): Promise<Parties> {
  if (typeof values['parties'] === 'string') return JSON.parse(values['parties']) as Parties;
  const idOf = (key: string) => (values[key] ?? null) as string | null;
  return readParties(ctx, { seller: idOf('seller'), company: idOf('company'), person: idOf('person') });
}

/** Reads an invoice or credit note as the customer reads it. `credited` is the number of the invoice it credits. */
export async function readyInvoice(
  ctx: Context,
  id: string,
  { values, credited }: { values: Values; credited: string | null },
): Promise<ReadyQuote> {
  const parties = await partiesOf(ctx, values);
  const kept = await readKept(ctx, invoices, { id, values });
  const issued = values['issued_on'] as string | null;
  const made = issued ? new Date(issued) : ctx.now;
  const plain = printedQuote({ ctx, kept, parties, values: { ...values, sent_at: issued, valid_until: null } });
  const said = words[plain.language];
  const write = writer(plain.language, kept.terms.currency);
  const due = values['due_on'] as string | null;
  const reference = values['reference'] as string | null;
  const document = {
    ...plain,
    kind: said[values['kind'] === 'credit_note' ? 'credit_note' : 'invoice'],
    number: (values['number'] as string | null) ?? said.draft,
    facts: [
      [said.date, write.day(issued ?? made.toISOString().slice(0, 10))],
      ...(due ? [[said.due, write.day(due)]] : []),
      ...(credited ? [[said.credits, credited]] : []),
      ...(reference ? [[said.reference, reference]] : []),
    ] as [string, string][],
    ...paymentOf(values, parties.seller),
  };
  return { document, logo: parties.seller?.logo ?? null, made };
}

/** How to pay: nothing of drafts, of credit notes, and of what is paid. */
function paymentOf(values: Values, seller: SellerParty | null): { payment: [string, string][]; qr: string | null } {
  const iban = readIban(seller?.iban ?? '');
  const open = values['open'] as Money | null;
  const owed = values['kind'] === 'invoice' && values['status'] === 'issued' && unitsIn(open) > 0n;
  if (!seller || !iban || !open || !owed) return { payment: [], qr: null };
  const language = values['language'] === 'el' ? 'el' : 'en';
  const said = words[language].payment;
  const write = writer(language, open.currency);
  const number = String(values['number']);
  const due = values['due_on'] as string | null;
  const payment: [string, string][] = [
    [said.amount, write.sum(open.amount)],
    ...(due ? [[said.due, write.day(due)] as [string, string]] : []),
    [said.to, seller.name],
    ['IBAN', printedIban(iban)],
    ...(seller.bic ? [['BIC', seller.bic] as [string, string]] : []),
    ...(seller.bank ? [[said.bank, seller.bank] as [string, string]] : []),
    [said.reference, number],
  ];
  const code = open.currency === 'EUR' ? epcText({ iban, seller, amount: open.amount, number }) : null;
  return { payment, qr: code === null ? null : drawn(code) };
}

interface Transfer {
  iban: string;
  seller: SellerParty;
  amount: string;
  number: string;
}

/** A transfer as apps of banks read it (EPC069-12, version 2); null for a sum that none of them takes. */
export function epcText({ iban, seller, amount, number }: Transfer): string | null {
  const [whole = '', cents = ''] = amount.split('.');
  if (whole.length > 9 || cents.length > 2) return null;
  const name = seller.name.replaceAll(/\s+/g, ' ').slice(0, 70);
  const bic = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(seller.bic ?? '') ? seller.bic! : '';
  return ['BCD', '002', '1', 'SCT', bic, name, iban, `EUR${amount}`, '', '', number.slice(0, 140)].join('\n');
}

/** A QR code as a picture: one path. */
function drawn(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">` +
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`
  );
}
