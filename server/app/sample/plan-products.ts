import { dayAt } from './moments.ts';
import type { Telling } from './plan.ts';
import { extras, projects, type SampleProduct } from './words/products.ts';

/** What the firm sells, each with the id of its record. */
export type Catalogue = Map<SampleProduct, string>;

const shareOfRegulars = 0.9; // what regular customers pay of a price

/** Products, and a price list for one tag and two customers. */
export function planProducts(telling: Telling, regulars: { tag: string; companies: string[] }): Catalogue {
  const { add, language } = telling;
  const euro = (amount: number) => ({ amount: `${amount}.00`, currency: 'EUR' });
  const ids: Catalogue = new Map();
  const categories = { project: { en: 'Projects', el: 'Έργα' }, extra: { en: 'Services', el: 'Υπηρεσίες' } };
  for (const product of [...projects, ...extras]) {
    const { code, unit, price, cost, monthly } = product;
    const category = categories[projects.includes(product) ? 'project' : 'extra'][language];
    const money = { price: euro(price), cost: euro(cost) };
    const period = monthly ? 'month' : 'once';
    ids.set(product, add('product', { name: product[language], code, category, unit, period, ...money }));
  }
  const list = add('price_list', {
    name: language === 'el' ? 'Τακτικοί πελάτες' : 'Regular customers',
    companies: regulars.companies,
    customer_tags: [regulars.tag],
    valid_from: dayAt(telling, -300),
  });
  for (const product of extras)
    add('price', { product: ids.get(product), amount: euro(product.price * shareOfRegulars), price_list: list });
  return ids;
}
