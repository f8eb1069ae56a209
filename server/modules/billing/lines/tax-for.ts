import type { TaxCategory } from '#shared/billing/totals';
import { isInEu, readVatNumber } from '#shared/billing/vat-number';
import type { TaxRateRow } from '#modules/products';

/** Who buys, as far as the tax depends on it. */
export interface Buyer {
  /** ISO 3166-1 alpha-2; null where nobody knows. */
  country: string | null;
  vat_number: string | null;
}

/** Which category a sale abroad has (Directive 2006/112/EC): within the Union the buyer's VAT number moves the tax to
 * them (articles 44 and 196 for services, 138 for goods); beyond it services are outside the scope (44) and goods are
 * exported (146). Null where the rates of the seller's country are right: at home, or for a buyer in the Union without
 * a VAT number of the right form. */
function categoryAbroad(seller: string, buyer: Buyer, kind: 'service' | 'goods'): TaxCategory | null {
  const number = buyer.vat_number === null ? null : readVatNumber(buyer.vat_number, buyer.country);
  const country = number?.country ?? buyer.country;
  if (country === null || country === seller) return null;
  if (!isInEu(country)) return kind === 'goods' ? 'G' : 'O';
  if (number === null || !isInEu(seller)) return null;
  return kind === 'goods' ? 'K' : 'AE';
}

/** The rate of a line that names none: by where the buyer is, else the product's, else the standard one. Undefined in a
 * workspace without rates. */
export function taxFor(
  rates: readonly TaxRateRow[],
  line: { kind: 'service' | 'goods'; product_rate: string | null },
  { seller, buyer }: { seller: string; buyer: Buyer },
): TaxRateRow | undefined {
  const abroad = categoryAbroad(seller, buyer, line.kind);
  const own = rates.find((rate) => rate.id === line.product_rate);
  // What nobody taxes at home is not taxed abroad for another reason.
  const of = abroad !== null && own?.category !== 'E' ? rates.find((rate) => rate.category === abroad) : undefined;
  return of ?? own ?? rates.find((rate) => rate.standard) ?? rates[0];
}
