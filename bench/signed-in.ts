import { parseArgs } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';

/** What a bench in the browser is asked with: where Kith is, who signs in, which list, and numbers of its own. */
export function readAsked<Own extends string>(own: Record<Own, string>): Record<AskedName | Own, string> {
  const all = { ...usual, ...own };
  const options = Object.fromEntries(
    Object.entries<string>(all).map(([name, value]) => [name, { type: 'string' as const, default: value }]),
  );
  return { ...all, ...parseArgs({ options }).values };
}

type AskedName = 'url' | 'email' | 'password' | 'path';
const usual: Record<AskedName, string> = { url: 'http://127.0.0.1:3000', email: '', password: '', path: 'people' };

/** A browser of its own that has signed in, and the address of the list there. */
export async function signIn(
  browser: Browser,
  { url, email, password, path }: Record<AskedName, string>,
): Promise<{ context: BrowserContext; list: string }> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const sent = { data: { email, password }, headers: { origin: url } };
  const answer = await context.request.post('/api/auth/sign-in', sent);
  if (!answer.ok()) throw new Error(`sign-in answered ${String(answer.status())}`);
  const { workspace } = (await answer.json()) as { workspace: { slug: string } };
  return { context, list: `/w/${workspace.slug}/${path}` };
}
