import type { Address } from '#shared/fields/address';
import { decimalOfNumber, type TaxSum } from '#shared/billing/totals';
import { readIban } from '#shared/billing/iban';
import { readVatNumber } from '#shared/billing/vat-number';
import { currencyDigits } from '#shared/currencies/digits';
import type { Values } from '#kernel/objects';
import { decimalIn, unitsOf } from '../lines/exact.ts';
import type { KeptDocument } from '../lines/kept-lines.ts';
import type { Line } from '../lines/resolve-lines.ts';
import type { Parties } from '../queries/parties.ts';

/** What an e-invoice is written of: an issued invoice or credit note. */
export interface Issued {
  values: Values;
  kept: KeptDocument;
  parties: Parties;
  /** The invoice that a credit note credits. */
  credited: string | null;
}

const markup: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as XML 1.0 holds it: markup escaped, and characters that XML has not left out. */
function escapeXml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are what XML cannot hold
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .toWellFormed()
      .replaceAll(/[&<>"']/g, (one) => markup[one]!)
  );
}

type Part = string | null | false | Part[];

function inside(parts: Part): string {
  return Array.isArray(parts) ? parts.map(inside).join('') : parts || '';
}

/** An aggregate; nothing where nothing is in it. */
function cac(name: string, ...parts: Part[]): string {
  const text = inside(parts);
  return text === '' ? '' : `<cac:${name}>${text}</cac:${name}>`;
}

/** A value; nothing for none. */
function cbc(name: string, value: unknown, attributes: Record<string, string> = {}): string {
  if (value === null || value === undefined || value === '') return '';
  const told = Object.entries(attributes).map(([key, text]) => ` ${key}="${escapeXml(text)}"`);
  return `<cbc:${name}${told.join('')}>${escapeXml(String(value))}</cbc:${name}>`;
}

/** What EN 16931 asks for that this document does not tell, by its rules; empty where it can be written. */
export function missingOf({ parties, kept }: Issued): string[] {
  const { seller, company } = parties;
  const has = (...categories: string[]) => kept.sums.taxes.some(({ category }) => categories.includes(category));
  const taxed = has('S', 'Z', 'E', 'AE', 'K', 'G');
  return [
    !countryOf(seller?.address) && 'the country of our firm (BR-09)',
    !countryOf(company?.address) && 'the country of the customer (BR-11)',
    taxed && !seller?.vat_number && 'the VAT number of our firm (BR-S-02)',
    has('AE', 'K') && !company?.vat_number && 'the VAT number of the customer (BR-AE-02, BR-IC-02)',
    has('K') && 'when and where it was delivered (BR-IC-11, BR-IC-12)',
    taxed && has('O') && 'what is not subject to VAT by itself (BR-O-11)',
  ].filter((one) => one !== false);
}

/** An e-invoice as UBL 2.1 after EN 16931. Every sum in it is one that was kept or is made of those. */
export function writeUbl(issued: Issued): string {
  const { values, kept, parties, credited } = issued;
  const credit = values['kind'] === 'credit_note';
  const root = credit ? 'CreditNote' : 'Invoice';
  const { currency } = kept.terms;
  const due = credit ? null : values['due_on'];
  // BR-O-02: where nothing is subject to VAT no number for it is told.
  const taxed = kept.sums.taxes.some(({ category }) => category !== 'O');
  const body = [
    cbc('CustomizationID', 'urn:cen.eu:en16931:2017'),
    cbc('ID', values['number']),
    cbc('IssueDate', values['issued_on']),
    cbc('DueDate', due),
    cbc(`${root}TypeCode`, credit ? '381' : '380'),
    cbc('Note', values['intro']),
    cbc('DocumentCurrencyCode', currency),
    cbc('BuyerReference', values['reference']),
    cac('BillingReference', cac('InvoiceDocumentReference', cbc('ID', credited))),
    cac('AccountingSupplierParty', sellerParty(parties, taxed)),
    cac('AccountingCustomerParty', buyerParty(parties, taxed)),
    !credit && paymentMeans(values, parties),
    cac('PaymentTerms', cbc('Note', values['terms'])),
    kept.sums.taxes.map((tax) => allowance(tax, kept)),
    cac(
      'TaxTotal',
      amount('TaxAmount', kept.sums.tax, currency),
      kept.sums.taxes.map((tax) => subtotal(tax, kept)),
    ),
    totals(kept),
    counted(kept).map(({ line, at }, place) => lineOf(line, { kept, at, place, root })),
  ];
  const ns = 'urn:oasis:names:specification:ubl:schema:xsd';
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${ns}:${root}-2"` +
    ` xmlns:cac="${ns}:CommonAggregateComponents-2" xmlns:cbc="${ns}:CommonBasicComponents-2">` +
    `${inside(body)}</${root}>\n`
  );
}

function amount(name: string, text: string, currency: string): string {
  return cbc(name, exactly(unitsOf(text), currency), { currencyID: currency });
}

/** With the decimals of the currency, as sums are shown. */
function exactly(units: bigint, currency: string): string {
  const [whole = '0', part = ''] = decimalIn(units).split('.');
  const digits = currencyDigits(currency);
  return digits === 0 ? whole : `${whole}.${part.padEnd(digits, '0')}`;
}

function counted({ lines }: KeptDocument): { line: Line; at: number }[] {
  return lines
    .map((line, at) => ({ line, at }))
    .filter(({ line }) => line.kind === 'item' && (!line.optional || line.chosen));
}

function countryOf(address: Address | null | undefined): string | null {
  const country = address?.country?.toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(country) ? country : null;
}

function sellerParty({ seller }: Parties, taxed: boolean): Part {
  if (!seller) return null;
  const { name, vat_number: vat, registration_number: registered, phone, email } = seller;
  const legal = [cbc('RegistrationName', name), cbc('CompanyID', registered)];
  return cac('Party', [
    postal(seller.address),
    taxed && taxScheme(vat, countryOf(seller.address)),
    cac('PartyLegalEntity', legal),
    cac('Contact', cbc('Telephone', phone), cbc('ElectronicMail', email)),
  ]);
}

function buyerParty({ company, person }: Parties, taxed: boolean): Part {
  return cac('Party', [
    postal(company?.address ?? null),
    taxed && taxScheme(company?.vat_number ?? null, countryOf(company?.address)),
    cac('PartyLegalEntity', cbc('RegistrationName', company?.name ?? person)),
    company && person ? cac('Contact', cbc('Name', person)) : null,
  ]);
}

function postal(address: Address | null): string {
  const { street, city, postal_code: code, state } = address ?? ({} as Partial<Address>);
  return cac(
    'PostalAddress',
    cbc('StreetName', street?.replaceAll('\n', ', ')),
    cbc('CityName', city),
    cbc('PostalZone', code),
    cbc('CountrySubentity', state),
    cac('Country', cbc('IdentificationCode', countryOf(address))),
  );
}

/** BR-CO-09: the number begins with its country. */
function taxScheme(number: string | null, country: string | null): string {
  if (!number) return '';
  const whole = readVatNumber(number, country)?.number ?? number;
  return cac('PartyTaxScheme', cbc('CompanyID', whole), cac('TaxScheme', cbc('ID', 'VAT')));
}

function paymentMeans(values: Values, { seller }: Parties): Part {
  const iban = readIban(seller?.iban ?? '');
  if (!iban) return null;
  const branch = cac('FinancialInstitutionBranch', cbc('ID', seller!.bic));
  return cac(
    'PaymentMeans',
    cbc('PaymentMeansCode', '30'),
    cbc('PaymentID', values['number']),
    cac('PayeeFinancialAccount', cbc('ID', iban), cbc('Name', seller!.name), branch),
  );
}

/** BT-151 or BT-118 and its percentage; what is outside the scope has none (BR-O-05). */
function taxCategory(
  name: string,
  { category, percent }: Pick<TaxSum, 'category' | 'percent'>,
  reason?: string | null,
) {
  return cac(
    name,
    cbc('ID', category),
    category !== 'O' && cbc('Percent', decimalOfNumber(Number(percent))),
    cbc('TaxExemptionReason', reason),
    cac('TaxScheme', cbc('ID', 'VAT')),
  );
}

const untaxed = { category: 'O', percent: '0', reason: null } as const;
const taxOf = (line: Line) => line.tax ?? untaxed;
const sameTax = (a: Pick<TaxSum, 'category' | 'percent'>, b: Pick<TaxSum, 'category' | 'percent'>) =>
  a.category === b.category && unitsOf(a.percent) === unitsOf(b.percent);

/** The part of the discount of the whole that one tax has (BG-20). */
function allowance(tax: TaxSum, kept: KeptDocument): Part {
  const { currency } = kept.terms;
  const net = counted(kept)
    .filter(({ line }) => sameTax(taxOf(line), tax))
    .reduce((sum, { at }) => sum + unitsOf(kept.sums.lines[at]!.net), 0n);
  const off = net - unitsOf(tax.taxable);
  if (off === 0n) return null;
  return cac(
    'AllowanceCharge',
    cbc('ChargeIndicator', 'false'),
    cbc('AllowanceChargeReason', 'Discount'),
    amount('Amount', decimalIn(off), currency),
    taxCategory('TaxCategory', tax),
  );
}

const reasons: Partial<Record<TaxSum['category'], string>> = {
  E: 'Exempt from VAT',
  AE: 'Reverse charge',
  K: 'Intra-community supply',
  G: 'Export outside the EU',
  O: 'Not subject to VAT',
};

function subtotal(tax: TaxSum, kept: KeptDocument): string {
  const { currency } = kept.terms;
  const like = counted(kept).filter(({ line }) => sameTax(taxOf(line), tax));
  const told = like.map(({ line }) => taxOf(line).reason).find(Boolean) ?? reasons[tax.category];
  // BR-S-10 and BR-Z-10: what is taxed has no reason not to be.
  const reason = reasons[tax.category] ? told : null;
  return cac(
    'TaxSubtotal',
    amount('TaxableAmount', tax.taxable, currency),
    amount('TaxAmount', tax.tax, currency),
    taxCategory('TaxCategory', tax, reason),
  );
}

function totals({ sums, terms }: KeptDocument): string {
  const { currency } = terms;
  return cac(
    'LegalMonetaryTotal',
    amount('LineExtensionAmount', sums.lines_net, currency),
    amount('TaxExclusiveAmount', sums.net, currency),
    amount('TaxInclusiveAmount', sums.total, currency),
    unitsOf(sums.discount) !== 0n && amount('AllowanceTotalAmount', sums.discount, currency),
    amount('PayableAmount', sums.total, currency),
  );
}

// UNECE Recommendation 20.
const unitCodes: Record<string, string> = {
  hour: 'HUR',
  day: 'DAY',
  month: 'MON',
  year: 'ANN',
  kg: 'KGM',
  piece: 'H87',
};

interface Placed {
  kept: KeptDocument;
  at: number;
  place: number;
  root: 'Invoice' | 'CreditNote';
}

function lineOf(line: Line, { kept, at, place, root }: Placed): string {
  const { currency } = kept.terms;
  const { gross, discount, net } = kept.sums.lines[at]!;
  // BR-27: the price is never below zero; what is taken off has a quantity below it.
  const below = line.unit_price.startsWith('-');
  const turned = line.quantity.startsWith('-') ? line.quantity.slice(1) : `-${line.quantity}`;
  const off = unitsOf(discount) !== 0n;
  return cac(`${root}Line`, [
    cbc('ID', place + 1),
    cbc(root === 'Invoice' ? 'InvoicedQuantity' : 'CreditedQuantity', below ? turned : line.quantity, {
      unitCode: unitCodes[line.unit ?? ''] ?? 'C62',
    }),
    amount('LineExtensionAmount', net, currency),
    off &&
      cac(
        'AllowanceCharge',
        cbc('ChargeIndicator', 'false'),
        cbc('AllowanceChargeReason', 'Discount'),
        amount('Amount', discount, currency),
        amount('BaseAmount', gross, currency),
      ),
    cac(
      'Item',
      cbc('Description', line.description),
      cbc('Name', line.name),
      taxCategory('ClassifiedTaxCategory', taxOf(line)),
    ),
    cac('Price', cbc('PriceAmount', line.unit_price.replace('-', ''), { currencyID: currency })),
  ]);
}
