import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/harness/chromium.ts';
import { readAsked, signIn } from './signed-in.ts';

// How long it takes from the click on a row of a list to the painted head of the record:
// node bench/open-record.ts --url http://127.0.0.1:3000 --email E --password P
const asked = readAsked({ times: '30' });

// Not the addresses beside it: a headless browser ends where a mail program is to open.
const row = `[role="grid"] [role="row"] a[href*="/${asked.path}/"]`;

async function main(): Promise<void> {
  const browser = await launchBrowser();
  if (typeof browser === 'string') return console.log(browser);
  const { context, list } = await signIn(browser, asked);
  const page = await context.newPage();
  await page.goto(list);
  const millis: number[] = [];
  for (let n = 0; n <= Number(asked.times); n += 1) {
    await page.waitForSelector(row);
    const took = await open(page, n);
    // The first one also loads the script of the record page.
    if (n > 0) millis.push(took);
    else console.log(`the first record, with its script: ${took.toFixed(0)} ms`);
    await page.goBack();
  }
  millis.sort((a, b) => a - b);
  const at = (share: number) => millis[Math.floor((millis.length - 1) * share)]!.toFixed(0);
  console.log(`click to painted head: p50 ${at(0.5)} ms · p95 ${at(0.95)} · most ${at(1)} (${asked.times})`);
  await browser.close();
}

/** Clicks a row's name as a person does, and looks each frame for the head with that name. */
function open(page: Page, n: number): Promise<number> {
  return page.evaluate(
    ([selector, at]) =>
      new Promise<number>((resolve) => {
        const links = [...document.querySelectorAll<HTMLAnchorElement>(selector)];
        const link = links[at % Math.min(links.length, 15)]!;
        const name = link.textContent.trim();
        const start = performance.now();
        link.click();
        const look = () => {
          const head = document.querySelector('.k-record-head h1');
          // The frame in which it stands is painted when the next one begins.
          if (head?.textContent.includes(name)) requestAnimationFrame(() => resolve(performance.now() - start));
          else requestAnimationFrame(look);
        };
        look();
      }),
    [row, n] as const,
  );
}

await main();
