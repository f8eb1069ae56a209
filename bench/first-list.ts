import type { Browser } from 'playwright-core';
import { launchBrowser } from '../test/harness/chromium.ts';
import { readAsked, signIn } from './signed-in.ts';

// How soon the first list stands there, how many requests that takes and how many bytes, in a Chromium that has
// nothing kept: node bench/first-list.ts --url http://127.0.0.1:3000 --email E --password P
const asked = readAsked({ rounds: '15' });

interface Visit {
  listMs: number;
  paintMs: number;
  requests: number;
  bytes: number;
}

async function main(): Promise<void> {
  const browser = await launchBrowser();
  if (typeof browser === 'string') return console.log(browser);
  const visits: Visit[] = [];
  // The first visit warms the server and is not counted.
  for (let round = 0; round <= Number(asked.rounds); round += 1) visits.push(await visit(browser));
  await browser.close();
  const counted = visits.slice(1);
  const middle = (of: (one: Visit) => number): number =>
    counted.map(of).toSorted((a, b) => a - b)[Math.floor(counted.length / 2)]!;
  console.log(`list painted   p50 ${middle((one) => one.listMs).toFixed(0)} ms`);
  console.log(`first paint    p50 ${middle((one) => one.paintMs).toFixed(0)} ms`);
  console.log(`requests       ${String(middle((one) => one.requests))}`);
  console.log(`over the wire  ${(middle((one) => one.bytes) / 1024).toFixed(0)} kB`);
}

/** One visit with an empty cache: from the address to the first row of the list on the screen. */
async function visit(browser: Browser): Promise<Visit> {
  const { context, list } = await signIn(browser, asked);
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  await protocol.send('Network.enable');
  protocol.on('Network.requestWillBeSent', () => (requests += 1));
  protocol.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector('[role="grid"] [role="row"] a')) return;
      seen.disconnect();
      // Behind the next frame the row is on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('list')));
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  await page.goto(list);
  await page.waitForFunction(() => performance.getEntriesByName('list').length > 0);
  const [listMs, paintMs] = await page.evaluate(() => [
    performance.getEntriesByName('list')[0]!.startTime,
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  ]);
  const found = { listMs: listMs!, paintMs: paintMs!, requests, bytes };
  await context.close();
  return found;
}

await main();
