import { isEmail } from '#shared/email';
import type { PageLanguage } from '#kernel/public-pages';
import { askable, type Askable, type AskedField } from './asked-fields.ts';
import { formWords } from './form-words.ts';

/** What somebody sent, as text, and what is wrong with it by field. */
export interface Sending {
  values: Partial<Record<Askable, string>>;
  agreed: boolean;
  wrong: Partial<Record<Askable, string>>;
}

const longest: Record<Askable, number> = { name: 200, email: 254, phone: 60, company: 200, message: 10_000 };

/** Reads the fields that the form asks for and nothing else. Signs that are no text are left out. */
export function readSending(form: URLSearchParams, asked: readonly AskedField[], language: PageLanguage): Sending {
  const words = formWords[language];
  const sending: Sending = { values: {}, agreed: form.get('agree') === 'yes', wrong: {} };
  for (const { key, required } of asked) {
    const text = clean(form.get(key) ?? '');
    sending.values[key] = text;
    if (required && text === '') sending.wrong[key] = words.needed;
    else if (text.length > longest[key]) sending.wrong[key] = words.tooLong;
    else if (key === 'email' && text !== '' && !isEmail(text)) sending.wrong[key] = words.noEmail;
  }
  return sending;
}

/** The values of an enquiry as they were sent. */
export function asValues({ values }: Sending): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, text]) => (text === '' ? [] : [[askable[key as Askable], text]])),
  );
}

/** One line of a hidden field or of the address, as long as a field holds. */
export function line(text: string | null, most: number): string {
  return clean(text ?? '')
    .replaceAll(/\s+/g, ' ')
    .slice(0, most);
}

function clean(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .trim();
}
