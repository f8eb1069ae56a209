import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../test/harness/chromium.ts';
import { readAsked, signIn } from './signed-in.ts';

// What the main thread works for each frame while a long list is scrolled:
// node bench/scroll.ts --url http://127.0.0.1:3000 --email E --password P
const asked = readAsked({ screens: '120' });

const row = '[role="grid"] [role="row"] a';

async function main(): Promise<void> {
  const browser = await launchBrowser();
  if (typeof browser === 'string') return console.log(browser);
  const page = await openList(browser);
  const frames = await scroll(page, Number(asked.screens));
  tell('script and layout a frame', frames);
  await browser.close();
}

function tell(what: string, millis: number[]): void {
  const sorted = millis.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
  console.log(`${what.padEnd(26)} p50 ${at(0.5)} ms · p95 ${at(0.95)} · most ${at(1)} ms (${String(sorted.length)})`);
}

async function openList(browser: Browser): Promise<Page> {
  const { context, list } = await signIn(browser, asked);
  const page = await context.newPage();
  await page.goto(list);
  await page.waitForSelector(row);
  return page;
}

interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  /** Time on the processor, which other programs do not lengthen. */
  tdur?: number;
  tid: number;
  pid: number;
}

/** Scrolls by the wheel, a fifth of a screen at a time, and sums all tasks of the main thread between its frames. */
async function scroll(page: Page, screens: number): Promise<number[]> {
  const protocol = await page.context().newCDPSession(page);
  const done = traced(protocol);
  await protocol.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'] },
  });
  await page.mouse.move(800, 500);
  for (let step = 0; step < screens * 5; step += 1) {
    await page.mouse.wheel(0, 160);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await protocol.send('Tracing.end');
  const events = await done;
  const laid = events.find((one) => one.name === 'Layout');
  if (!laid) throw new Error('the trace has no layout');
  const own = (one: TraceEvent) => one.pid === laid.pid && one.tid === laid.tid;
  // A frame ends where the main thread hands it over.
  const starts = events.filter((one) => own(one) && one.name === 'Commit' && one.ph !== 'E').map((one) => one.ts);
  starts.sort((a, b) => a - b);
  const work = starts.map(() => 0);
  const tasks = events.filter((one) => own(one) && one.name === 'RunTask' && one.dur).toSorted((a, b) => a.ts - b.ts);
  let at = 0;
  for (const task of tasks) {
    while (at + 1 < starts.length && starts[at + 1]! <= task.ts + task.dur!) at += 1;
    if (task.ts + task.dur! >= starts[0]!) work[at]! += (task.tdur ?? task.dur!) / 1000;
  }
  return work;
}

function traced(protocol: CDPSession): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  protocol.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  return new Promise((resolve) => protocol.once('Tracing.tracingComplete', () => resolve(events)));
}

await main();
