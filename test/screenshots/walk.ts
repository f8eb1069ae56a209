import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../harness/chromium.ts';
import { furnish, type Furnished } from './furnish.ts';
import { bringImports, type BroughtImports } from './imports.ts';
import { shots, type Shot } from './pages.ts';

const { values: asked } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    email: { type: 'string', default: '' },
    password: { type: 'string', default: '' },
    out: { type: 'string', default: 'screenshots' },
    only: { type: 'string', default: '' },
    languages: { type: 'string', default: 'en,el' },
    themes: { type: 'string', default: 'light,dark' },
    widths: { type: 'string', default: '1440,1024,390' },
    axe: { type: 'boolean', default: false },
    // Of what scrolls inside the page, a taller window shows more.
    height: { type: 'string', default: '' },
  },
});

const HEIGHTS: Record<string, number> = { '1440': 900, '1024': 768, '390': 844 };
const findings = new Map<string, Set<string>>();

/** Walks every page in both languages, both themes and three widths, and keeps a picture of each. */
async function walk(): Promise<void> {
  const browser = await launchBrowser();
  if (typeof browser === 'string') return console.log(browser);
  const wanted = shots.filter((shot) => !asked.only || asked.only.split(',').includes(shot.name));
  mkdirSync(asked.out, { recursive: true });
  const brought = await bring(browser, wanted);
  for (const language of asked.languages.split(',')) {
    for (const theme of asked.themes.split(',')) await walkOnce(browser, { language, theme, wanted, brought });
  }
  await browser.close();
  for (const [finding, places] of findings) console.log(`${finding}\n    ${[...places].join(', ')}`);
}

/** What the addresses of the wanted pages name, made by the API. */
async function bring(browser: Browser, wanted: Shot[]): Promise<Places> {
  const named = (words: RegExp): boolean => wanted.some(({ path, furnished }) => furnished || words.test(path));
  const context = await browser.newContext({ baseURL: asked.url });
  await signIn(context);
  const imports = wanted.some(({ path }) => /\{(ready|done)\}/.test(path));
  const made = {
    ...(imports ? await bringImports(context.request, asked.url) : {}),
    ...(named(/\{(person|view)\}/) ? await furnish(context.request, asked.url) : {}),
  };
  await context.close();
  return made;
}

type Places = Partial<BroughtImports & Furnished>;
type Round = { language: string; theme: string; wanted: Shot[]; brought: Places };

async function walkOnce(browser: Browser, round: Round): Promise<void> {
  const context = await browser.newContext({ baseURL: asked.url, reducedMotion: 'reduce' });
  const slug = await signIn(context);
  await context.request.patch('/api/v1/me', {
    data: { language: round.language, theme: round.theme },
    headers: { origin: asked.url },
  });
  const stranger = await browser.newContext({ baseURL: asked.url, reducedMotion: 'reduce' });
  for (const one of [context, stranger]) {
    await one.addInitScript(
      ([language, theme]) => {
        localStorage.setItem('kith-language', language ?? '');
        localStorage.setItem('kith-theme', theme ?? '');
      },
      [round.language, round.theme],
    );
  }
  for (const width of asked.widths.split(',')) {
    for (const shot of round.wanted) {
      await take(shot.signedOut ? stranger : context, { shot, slug, width, round });
    }
  }
  await context.close();
  await stranger.close();
}

async function signIn(context: BrowserContext): Promise<string> {
  if (asked.email) {
    const data = { email: asked.email, password: asked.password };
    const answer = await context.request.post('/api/auth/sign-in', { data, headers: { origin: asked.url } });
    if (!answer.ok()) throw new Error(`sign-in answered ${String(answer.status())}`);
  }
  const me = (await (await context.request.get('/api/v1/me')).json()) as { workspace: { slug: string } };
  return me.workspace.slug;
}

type Take = { shot: Shot; slug: string; width: string; round: Round };

async function take(context: BrowserContext, { shot, slug, width, round }: Take): Promise<void> {
  const page = await context.newPage();
  const place = `${shot.name}-${round.language}-${round.theme}-${width}`;
  watch(page, place);
  for (const [address, json] of Object.entries(shot.answers ?? {})) {
    await page.route(address, (route) => route.fulfill({ json }));
  }
  await page.setViewportSize({ width: Number(width), height: Number(asked.height) || (HEIGHTS[width] ?? 900) });
  const path = shot.path.replace(/\{(\w+)\}/g, (_, name: keyof Places) => round.brought[name] ?? '');
  await page.goto(path.startsWith('/') ? path : `/w/${slug}/${path}`);
  await settle(page);
  await shot.act?.(page).catch((reason: Error) => note(`could not act: ${reason.message.split('\n')[0] ?? ''}`, place));
  await settle(page);
  await page.screenshot({ path: join(asked.out, `${place}.png`) });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) note(`wider than the screen by ${String(wide)}`, place);
  if (asked.axe) await examine(page, place);
  await page.close();
}

function watch(page: Page, place: string): void {
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      note(`console: ${message.text().slice(0, 300)}`, place);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 400) note(`answered ${String(answer.status())}: ${new URL(answer.url()).pathname}`, place);
  });
  page.on('pageerror', (error) => note(`error: ${error.message.slice(0, 300)}`, place));
}

async function settle(page: Page): Promise<void> {
  await page
    .waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, null, { timeout: 8000 })
    .catch(() => undefined);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(150);
}

async function examine(page: Page, place: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const found of violations) {
    const nodes = found.nodes
      .slice(0, 2)
      .map((node) => `${node.target.join(' ')} ${(node.any[0]?.message ?? '').slice(0, 140)}`);
    note(`axe ${found.impact ?? ''} ${found.id}: ${nodes.join(' | ')}`, place);
  }
}

function note(finding: string, place: string): void {
  findings.set(finding, (findings.get(finding) ?? new Set()).add(place));
}

await walk();
