import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretBox } from '#kernel/access';

/** What a page of a form carries: which form, when it was shown, and a number that is used once. */
export interface Shown {
  at: number;
  /** Names this one showing of the page. */
  once: string;
}

/** The token of a page that is shown now: nobody else can write one, or change when it was. */
export function newFormToken(box: Pick<SecretBox, 'sign'>, form: string, now: Date): string {
  const text = `${now.getTime().toString(36)}.${randomBytes(16).toString('base64url')}`;
  return `${text}.${signed(box, form, text)}`;
}

/** Reads the token of a form; null where it is none of ours, or of another form. */
export function readFormToken(box: Pick<SecretBox, 'sign'>, form: string, token: string): Shown | null {
  const match = /^(([a-z0-9]{1,10})\.([\w-]{22}))\.([\w-]{43})$/.exec(token);
  if (!match) return null;
  const [, text, at, once, seal] = match;
  const own = Buffer.from(signed(box, form, text!));
  return timingSafeEqual(own, Buffer.from(seal!)) ? { at: Number.parseInt(at!, 36), once: once! } : null;
}

const signed = (box: Pick<SecretBox, 'sign'>, form: string, text: string): string =>
  box.sign(`web form\n${form}\n${text}`);
