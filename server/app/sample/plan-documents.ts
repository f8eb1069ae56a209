import { dayAt } from './moments.ts';
import type { Catalogue } from './plan-products.ts';
import type { Planned, SamplePlan, Telling } from './plan.ts';
import { extras, projects, type SampleProduct } from './words/products.ts';

/** What happens to a quote, and to what comes of it, so many days ago. */
export interface Step {
  ago: number;
  does: 'send' | 'accept' | 'decline' | 'deposit' | 'invoice' | 'draft_invoice' | 'pay' | 'pay_half';
}

/** A quote of a deal with all that comes of it. */
export interface DocumentStory {
  deal: Planned;
  lines: { product: string; quantity: number }[];
  begunAgo: number;
  steps: Step[];
}

interface Course {
  outcome: 'open' | 'won' | 'lost';
  begunAgo: number;
  steps: Step[];
}

const course = (outcome: Course['outcome'], begunAgo: number, ...steps: [number, Step['does']][]): Course => ({
  outcome,
  begunAgo,
  steps: steps.map(([ago, does]) => ({ ago, does })),
});

const courses: Course[] = [
  course('open', 2),
  course('open', 1),
  course('open', 21, [20, 'send']),
  course('open', 10, [9, 'send']),
  course('open', 5, [4, 'send']),
  course('lost', 62, [61, 'send'], [50, 'decline']),
  course('lost', 31, [30, 'send'], [24, 'decline']),
  course('won', 90, [89, 'send'], [82, 'accept'], [78, 'invoice'], [52, 'pay']),
  course('won', 80, [79, 'send'], [71, 'accept'], [70, 'deposit'], [58, 'pay'], [7, 'invoice']),
  course('won', 65, [64, 'send'], [56, 'accept'], [49, 'invoice']),
  course('won', 60, [59, 'send'], [51, 'accept'], [44, 'invoice'], [15, 'pay_half']),
  course('won', 20, [19, 'send'], [11, 'accept'], [3, 'draft_invoice']),
];

/** Quotes for deals, orders and invoices of those that were won. The deals come to what their quotes say. */
export function planDocuments(telling: Telling, plan: SamplePlan, catalogue: Catalogue): DocumentStory[] {
  const { random } = telling;
  const regulars = new Set(regularCompanies(plan));
  // Regular customers have prices of their own: what theirs come to is not known here.
  const deals = (plan.get('deal') ?? []).filter(
    ({ values }) => projectOf(values) && values['company'] && !regulars.has(String(values['company'])),
  );
  const taken = new Set<unknown>();
  return courses.flatMap(({ outcome, begunAgo, steps }) => {
    const free = deals.filter(({ values }) => values['outcome'] === outcome && !taken.has(values['company']));
    if (free.length === 0) return [];
    const end = steps.find(({ does }) => does === 'accept' || does === 'decline');
    const deal = end ? nearest(free, dayAt(telling, -end.ago)) : random.pick(free);
    taken.add(deal.values['company']);
    const more = random.some(extras, random.between(1, 4)).map((product) => sold(product, random.between(1, 6)));
    const lines = [sold(projectOf(deal.values)!, 1), ...more];
    const sum = lines.reduce((all, { product, quantity }) => all + product.price * quantity, 0);
    deal.values['amount'] = { amount: `${sum}.00`, currency: 'EUR' };
    if (end) deal.values['closes_on'] = dayAt(telling, -end.ago);
    const given = lines.map(({ product, quantity }) => ({ product: catalogue.get(product)!, quantity }));
    return [{ deal, lines: given, begunAgo, steps }];
  });
}

/** The deal that ended nearest to a day. */
function nearest(deals: Planned[], day: string): Planned {
  const distance = ({ values }: Planned) => Math.abs(Date.parse(String(values['closes_on'])) - Date.parse(day));
  return deals.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}

const sold = (product: SampleProduct, quantity: number) => ({
  product,
  quantity: product.monthly ? 1 : quantity,
});

function projectOf(deal: Record<string, unknown>): SampleProduct | undefined {
  return projects.find(({ en, el }) => [en, el].some((name) => String(deal['title']).startsWith(name)));
}

function regularCompanies(plan: SamplePlan): string[] {
  const [list] = plan.get('price_list') ?? [];
  const tags = new Set(list?.values['customer_tags'] as string[] | undefined);
  const tagged = (plan.get('company') ?? []).filter(({ values }) =>
    ((values['tags'] as string[] | undefined) ?? []).some((tag) => tags.has(tag)),
  );
  return [...((list?.values['companies'] as string[] | undefined) ?? []), ...tagged.map(({ id }) => id)];
}
