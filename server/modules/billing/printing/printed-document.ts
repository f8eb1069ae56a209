import type { Address } from '#shared/fields/address';
import { printedIban } from '#shared/billing/iban';
import { dayText, localDay } from '#shared/filter';
import type { Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { KeptDocument } from '../lines/kept-lines.ts';
import type { Line } from '../lines/resolve-lines.ts';
import type { Parties } from '../queries/parties.ts';
import { words, writer, type DocumentLanguage } from './words.ts';

/** A document as the customer reads it, on paper and on a page: all texts are ready. */
export type PrintedDocument = ReturnType<typeof printedQuote>;

export interface Printing {
  ctx: Context;
  values: Values;
  kept: KeptDocument;
  parties: Parties;
}

/** A quote as the customer reads it. */
export function printedQuote({ ctx, values, kept, parties }: Printing) {
  const language: DocumentLanguage = values['language'] === 'el' ? 'el' : 'en';
  const said = words[language];
  const { lines, sums, terms } = kept;
  const write = writer(language, terms.currency);
  const made = (values['sent_at'] as string | null) ?? ctx.now.toISOString();
  const day = dayText(localDay(new Date(made), ctx.workspace.timeZone));
  const until = values['valid_until'] as string | null;
  const seller = parties.seller;
  const name = seller?.name ?? ctx.workspace.name;
  return {
    language,
    kind: said.quote as string,
    number: said.number(String(values['number'] ?? ''), Number(values['version_number'] ?? 1)),
    title: String(values['title'] ?? ''),
    colour: seller?.colour ?? '#1f4e79',
    words: { for: said.for, from: said.from, page: said.page, terms: said.terms },
    seller: { name, lines: seller ? sellerLines(seller, language) : [] },
    buyer: buyerOf(parties, language),
    facts: [[said.date, write.day(day)], ...(until ? [[said.valid, write.day(until)]] : [])] as [string, string][],
    intro: partsOf(values['intro']),
    columns: [...said.columns],
    lines: lines.map((line, at) => printedLine(line, { net: sums.lines[at]!.net, language, write })),
    totals: totalsOf(kept, values, { language, write }),
    remarks: [...new Set(lines.flatMap((line) => (counts(line) && line.tax?.reason ? [line.tax.reason] : [])))],
    terms: partsOf(values['terms']),
    payment: [] as [string, string][],
    qr: null as string | null,
    footer: footerOf(seller, name),
  };
}

interface Writing {
  language: DocumentLanguage;
  write: ReturnType<typeof writer>;
}

function counts({ kind, optional, chosen }: Line): boolean {
  return kind === 'item' && (!optional || chosen);
}

function printedLine(line: Line, { net, language, write }: Writing & { net: string }) {
  const said = words[language];
  const units = said.units as Record<string, string>;
  const ones = said.ones as Record<string, string>;
  const period = line.period === 'once' ? null : said[line.period];
  const badge = line.optional ? (line.chosen ? said.included : said.optional) : null;
  return {
    id: line.id,
    kind: line.kind,
    optional: line.optional,
    chosen: line.chosen,
    counts: counts(line),
    name: line.name,
    description: partsOf(line.description),
    badge: [badge, period].filter((part) => part !== null).join(' · ') || null,
    quantity: write.number(line.quantity),
    unit: line.unit === null ? null : ((Number(line.quantity) === 1 ? ones : units)[line.unit] ?? line.unit),
    price: write.price(line.unit_price),
    discount: Number(line.discount_percent ?? 0) > 0 ? said.discount(write.number(line.discount_percent!)) : null,
    tax: line.tax ? `${write.number(line.tax.percent)} %` : '',
    net: write.sum(net),
  };
}

function totalsOf({ sums, terms }: KeptDocument, values: Values, { language, write }: Writing) {
  const said = words[language];
  const row = (label: string, amount: string, strong = false) => ({ label, value: write.sum(amount), strong });
  const off = Number(terms.discount_percent ?? 0) > 0;
  const monthly = (values['monthly'] as { amount: string } | null)?.amount;
  return [
    ...(off
      ? [row(said.lines, sums.lines_net), row(said.whole(write.number(terms.discount_percent!)), `-${sums.discount}`)]
      : []),
    row(said.net, sums.net),
    ...sums.taxes
      .filter(({ category }) => category === 'S')
      .map((one) => row(said.tax(write.number(one.percent)), one.tax)),
    row(said.total, sums.total, true),
    ...(monthly ? [row(said.monthly, monthly)] : []),
  ];
}

function buyerOf({ company, person }: Parties, language: DocumentLanguage) {
  const name = company?.name ?? person ?? '';
  const vat = company?.vat_number ? [`${words[language].vat} ${company.vat_number}`] : [];
  const who = company && person ? [person] : [];
  return { name, lines: [...who, ...addressLines(company?.address ?? null, language), ...vat] };
}

function sellerLines(seller: NonNullable<Parties['seller']>, language: DocumentLanguage): string[] {
  const said = words[language];
  const { vat_number: vat, registration_number: registered, email, phone, website } = seller;
  return [
    ...addressLines(seller.address, language),
    ...(vat ? [`${said.vat} ${vat}`] : []),
    ...(registered ? [`${said.registered} ${registered}`] : []),
    ...[phone, email, website].filter((line): line is string => Boolean(line)),
  ];
}

/** An address as its lines: street, then postcode and town, then the country by its name. */
function addressLines(address: Address | null, language: DocumentLanguage): string[] {
  if (!address) return [];
  const { street, city, state, postal_code: code, country } = address;
  const town = [code, city].filter(Boolean).join(' ');
  return [...(street ?? '').split('\n'), town, state, countryName(country, language)].filter((line): line is string =>
    Boolean(line?.trim()),
  );
}

function countryName(country: string | null, language: DocumentLanguage): string | null {
  if (!country || !/^[A-Za-z]{2}$/.test(country)) return country;
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(country.toUpperCase()) ?? country;
}

function footerOf(seller: Parties['seller'], name: string): string {
  if (!seller) return name;
  const bank = [seller.bank, seller.iban && `IBAN ${printedIban(seller.iban)}`, seller.bic && `BIC ${seller.bic}`];
  return seller.footer ?? [name, ...bank].filter(Boolean).join('  ·  ');
}

/** Text as paragraphs. */
function partsOf(text: unknown): string[] {
  return typeof text === 'string' ? text.split(/\n+/).filter((part) => part.trim() !== '') : [];
}
