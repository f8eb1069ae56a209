import type { Markup } from './markup.ts';

export type PageLanguage = 'en' | 'el';

/** Somebody without an account who asks for a page, or sends a form of one. */
export interface PageCall {
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** Fields of the form as they were sent; empty for a GET. */
  form: URLSearchParams;
  /** The address that the request came from. */
  address: string;
  agent: string;
  /** What the browser asks for: good for words about a page that is not there. */
  language: PageLanguage;
}

/** A page; or where to go on, of another site only where `formsTo` names it. */
export type PageAnswer =
  | { status?: number; language: PageLanguage; title: string; body: Markup; formsTo?: readonly string[] }
  | { to: string };

/** A page for people who have no account. It knows no session: whoever opens it is nobody, or whom a link names. */
export interface PublicPage {
  method: 'GET' | 'POST';
  /** Parameters as `:name`. */
  path: string;
  /** How often one address may send it; only of a POST. */
  rate?: { uses: number; seconds: number };
  /** Bytes of a form; 64 kB where nothing is said. */
  bodyLimit?: number;
  /** Origins in whose pages it may stand in a frame: none where this is absent. Asked once for each request. */
  framedBy?: (call: PageCall) => Promise<readonly string[]>;
  serve(call: PageCall): Promise<PageAnswer>;
}

/** Defines a page for people without an account. */
export function definePage(page: PublicPage): PublicPage {
  return Object.freeze(page);
}
