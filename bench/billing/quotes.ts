import { performance } from 'node:perf_hooks';
import { sql } from '#kernel/database';
import { getObject } from '#kernel/objects';
import { testApp, type TestApp } from '../../test/harness/app.ts';

// A quote with so many lines is written again and again, each time with one other price, beside bare SQL that writes
// the same rows; then quotes are printed: node bench/billing/quotes.ts [lines] [rounds] [prints]
const [lines = 100, rounds = 60, prints = 1_000] = process.argv.slice(2).map(Number);
const printSeconds = 10; // for a thousand quotes

interface Told {
  p50: number;
  p95: number;
}

async function timed(count: number, work: (round: number) => Promise<void>): Promise<Told> {
  const millis: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const began = performance.now();
    await work(round);
    millis.push(performance.now() - began);
  }
  const sorted = millis.slice(Math.min(10, count >> 1)).toSorted((a, b) => a - b);
  return { p50: sorted[sorted.length >> 1]!, p95: sorted[Math.floor(sorted.length * 0.95)]! };
}

const told = ({ p50, p95 }: Told): string => `p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`;

async function main(): Promise<void> {
  const kith = await testApp();
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const product = (await ask('POST', 'products', { name: 'Hour', price: '80' })).body.id as string;
  const { id } = (await ask('POST', 'quotes', { title: 'Large' })).body as { id: string };
  const fresh = Array.from({ length: lines }, (_, at) => ({ product, quantity: at + 1 }));
  const made = (await ask('PUT', `quotes/${id}/lines`, { lines: fresh })).body.data as { id: string }[];
  const kept = made.map((line) => ({ id: line.id }));
  const one = await timed(rounds, async (round) => {
    const changed = kept.map((line, at) => (at === round % lines ? { ...line, unit_price: String(90 + round) } : line));
    await ask('PUT', `quotes/${id}/lines`, { lines: changed });
  });
  const anew = await timed(rounds, async () => {
    await ask('PUT', `quotes/${id}/lines`, { lines: fresh });
  });
  const bare = await writeBare(kith, id);
  process.stdout.write(`quote of ${lines} lines, one price changed: ${told(one)}\n`);
  process.stdout.write(`quote of ${lines} lines, all lines new:     ${told(anew)}\n`);
  process.stdout.write(
    `the same ${lines} rows by bare SQL:         ${told(bare)}; ${(anew.p50 / bare.p50).toFixed(1)}×\n`,
  );
  await ask('PUT', `quotes/${id}/lines`, { lines: fresh.slice(0, 12) });
  const began = performance.now();
  for (let at = 0; at < prints; at += 1) await ask('GET', `quotes/${id}/pdf`);
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(
    `${prints} quotes of 12 lines as PDF: ${seconds.toFixed(1)} s (limit ${printSeconds} for 1,000)\n`,
  );
  await kith.close();
}

/** Copies of the lines put beside them and taken away again in one transaction: a statement each. */
async function writeBare(kith: TestApp, quote: string): Promise<Told> {
  const columns = await kith.inWorkspace(async (ctx) => [...getObject(ctx, 'quote_line').columnTypes.keys()]);
  const others = columns.filter((name) => name !== 'id' && name !== 'position');
  const named = sql.join(others.map((name) => sql.id(name)));
  return timed(rounds, () =>
    kith.inWorkspace(async ({ db }) => {
      const table = db.table('quote_line');
      await db.run(sql`insert into ${table} (id, position, ${named}) select gen_random_uuid(), -1, ${named}
        from ${table} where quote_id = ${quote}::uuid and deleted_at is null and position > 0`);
      await db.run(sql`delete from ${table} where quote_id = ${quote}::uuid and position = -1`);
    }),
  );
}

await main();
