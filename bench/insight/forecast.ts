import { forecastApart, type PastDeal } from '#modules/insight';
import { createRandom } from '../../test/harness/random.ts';

const limitSeconds = 60;
const days = 2 * 365;
const last = 20_000;

/** Deals of two years, won and lost at ages up to half a year, by 200 owners. */
function generate(count: number): PastDeal[] {
  const random = createRandom(1);
  return Array.from({ length: count }, (_, at) => {
    const opened = last - random.below(days);
    const closed = opened + 1 + random.below(180);
    const stages = [0, 1, 2].map((step) => ({ day: opened + step * 20, stage: `stage ${step}` }));
    const outcome = closed > last || random.oneIn(6) ? 'open' : random.oneIn(2) ? 'won' : 'lost';
    const amount = 100 + random.below(100_000);
    return {
      id: String(at),
      opened,
      closed: outcome === 'open' ? null : closed,
      outcome,
      amount,
      won: outcome === 'won' ? amount : 0,
      owner: `owner ${random.below(200)}`,
      stages,
    } satisfies PastDeal;
  });
}

const deals = generate(Number(process.argv[2] ?? 200_000));
const began = performance.now();
await forecastApart({ deals, asked: [{ last, days: 60 }] });
const seconds = (performance.now() - began) / 1_000;
process.stdout.write(`forecast of ${deals.length} deals: ${seconds.toFixed(1)} s (limit ${limitSeconds})\n`);
process.exitCode = seconds > limitSeconds ? 1 : 0;
