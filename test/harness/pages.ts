import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Config } from '#kernel/config';
import { bareApp, ownerAccount, testApp, type BareApp, type TestApp, type TestAppOptions } from './app.ts';
import { launchBrowser } from './chromium.ts';
import { freePort } from './program.ts';

/** Files that people gave us lie beside the repository; a test that needs one is skipped where it is absent. */
export const givenFiles = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

const root = join(import.meta.dirname, '..', '..');
// Waiting longer than this for one condition means that it will not come, also on a busy machine.
const patienceMs = 20_000;

/** A page under watch: what the browser complained of fails the test at its end. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Complaints that the story itself causes, such as a refused password. */
  expect(complaint: RegExp): void;
}

export interface Site<App> {
  app: App;
  url: string;
  browser: Browser;
  /** Opens a browser window of its own; nobody is signed in. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /** Opens a window in which somebody is signed in, at an address within the workspace. */
  signedIn(path?: string, options?: BrowserContextOptions & Account): Promise<Visit>;
}

interface Account {
  email?: string;
  password?: string;
}

/** Runs a story in a real browser against the whole product with its worker; skips it where there is no browser. With
 * `host: 'localhost'` the pages have an address with a name. */
export async function story(
  t: TestContext,
  tell: (site: Site<TestApp>) => Promise<void>,
  config: Partial<Config> = {},
): Promise<void> {
  const open: Opener<TestApp> = (options) => testApp({ ...options, config: { ...options.config, ...config } });
  await run(t, open, tell, config.host);
}

/** The same on a fresh installation that nobody has visited. */
export async function firstStory(t: TestContext, tell: (site: Site<BareApp>) => Promise<void>): Promise<void> {
  await run(t, bareApp, tell);
}

type Opener<App> = (options: TestAppOptions) => Promise<App>;

async function run<App extends BareApp>(
  t: TestContext,
  open: Opener<App>,
  tell: (site: Site<App>) => Promise<void>,
  host = '127.0.0.1',
): Promise<void> {
  const webDir = builtPages();
  const browser = await launchBrowser();
  if (typeof browser === 'string') return t.skip(browser);
  const port = await freePort();
  const url = `http://${host}:${String(port)}`;
  const app = await open({ background: true, config: { publicUrl: url, webDir } });
  const watches: Watch[] = [];
  try {
    await app.app.listen({ host: '127.0.0.1', port });
    const visit = (options: BrowserContextOptions = {}) => openWindow({ browser, url, watches }, options);
    await tell({
      app,
      url,
      browser,
      visit,
      signedIn: async (
        path = '',
        { email = ownerAccount.email, password = ownerAccount.password, ...options } = {},
      ) => {
        const made = await visit(options);
        const slug = await signIn(made.context, { email, password }, url);
        await made.page.goto(`/w/${slug}/${path}`);
        return made;
      },
    });
    for (const watch of watches) assert.deepEqual(watch.complaints(), []);
  } catch (error) {
    await keepPictures(watches, t.name);
    throw error;
  } finally {
    await browser.close();
    await app.close();
  }
}

/** Serious and critical findings of axe on the page as it stands, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`));
}

/** Waits until the page has nothing left to load, and its letters are the right ones. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Asks again until the answer holds, within the patience of every other wait. */
export async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > end) assert.fail(`never came true, last answer: ${JSON.stringify(answer)}`);
  }
}

let pages: string | undefined;

/** The folder of the built pages, kept among the installed packages until their sources change. */
function builtPages(): string {
  if (pages === undefined) {
    const folder = join(root, 'node_modules', '.cache', 'kith-test');
    const code = `import { ensureWebBuilt } from './bin/web-build.mjs';
      console.log(ensureWebBuilt(${JSON.stringify(folder)}));`;
    const built = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const made = built.stdout.trim();
    assert.ok(existsSync(join(made, 'index.html')), 'the pages could not be built');
    pages = made;
  }
  return pages;
}

/** The address must be known before the server is opened: it checks where requests come from. */
interface Watch {
  page: Page;
  complaints(): string[];
}

interface House {
  browser: Browser;
  url: string;
  watches: Watch[];
}

async function openWindow({ browser, url, watches }: House, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce', locale: 'en-GB', ...options });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  const page = await context.newPage();
  const expected: RegExp[] = [];
  const heard = listenTo(page);
  const complaints = () => heard.filter((text) => !expected.some((shape) => shape.test(text)));
  watches.push({ page, complaints });
  return { page, context, expect: (complaint) => void expected.push(complaint) };
}

function listenTo(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const path = URL.canParse(message.location().url) ? new URL(message.location().url).pathname : '';
    // Whoever opens a deep link signed out is asked for the password; a browser notes the refusal all the same.
    if (path === '/api/v1/me' && message.text().includes('401')) return;
    heard.push(`${message.text()} ${path}`);
  });
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return heard;
}

async function signIn(context: BrowserContext, account: Required<Account>, url: string): Promise<string> {
  const answer = await context.request.post('/api/auth/sign-in', { data: account, headers: { origin: url } });
  assert.equal(answer.status(), 200, await answer.text());
  const { workspace } = (await answer.json()) as { workspace: { slug: string } };
  return workspace.slug;
}

/** What stood on the screen when a story broke, in SCREENSHOTS if that names a folder. */
async function keepPictures(watches: Watch[], name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  for (const [at, { page, complaints }] of watches.entries()) {
    if (complaints().length > 0) console.log(complaints().join('\n'));
    const file = `${name.replaceAll(/\W+/g, '-').slice(0, 60)}-${String(at)}.png`;
    if (folder && !page.isClosed()) await page.screenshot({ path: join(folder, file) }).catch(() => undefined);
  }
}
