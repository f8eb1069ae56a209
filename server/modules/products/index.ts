import { defineModule } from '#kernel/module';
import { Price, PriceList } from './objects/price-list.ts';
import { BundlePart, Product } from './objects/product.ts';
import { TaxRate } from './objects/tax-rate.ts';
import { beginnings } from './migrations.ts';
import { priceRoutes } from './routes/price.ts';

export { priceProducts, type PricedProduct, type Sale } from './queries/prices.ts';
export { readTaxRates, type TaxRateRow } from './queries/tax-rates.ts';

/** What the firm sells, for how much and to whom, and how it is taxed. */
export const products = defineModule({
  key: 'products',
  needs: ['contacts'],
  objects: [TaxRate, Product, BundlePart, PriceList, Price],
  beginnings,
  routes: () => priceRoutes,
});
