// ISO 4217, minor units; every other currency has two.
const others: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const known = new Map(
  Object.entries(others).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
);

/** How many decimals sums of a currency have, by its three letters. */
export function currencyDigits(currency: string): number {
  return known.get(currency) ?? 2;
}
