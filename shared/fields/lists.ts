import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { readList, readObject, readText, refuse, type ReadingSettings, type ValueType } from './field-type.ts';

export interface Labelled {
  value: string;
  label: string | null;
  primary: boolean;
}

export interface Phone extends Labelled {
  extension: string | null;
  /** What was typed, where it is no valid number: then `value` is that text too. */
  raw: string | null;
}

const most = 50; // addresses of one person; more is a list that was pasted into the wrong place

/** E-mail addresses, the primary one first. Plain texts are accepted. */
export const emails: ValueType = {
  key: 'emails',
  operators: ['is', 'is_not', 'in', 'contains', 'starts_with'],
  parse: (input) =>
    labelled(input, (text, at) => {
      const address = text
        .trim()
        .replace(/^mailto:/i, '')
        .toLowerCase();
      if (!isEmail(address)) refuse('invalid_email', `"${text}" is not an e-mail address.`, at);
      return address;
    }),
  format: joined,
};

/** Telephone numbers in E.164; a number that is none is kept as it was typed. */
export const phones: ValueType = {
  key: 'phones',
  operators: ['is', 'is_not', 'in', 'contains', 'starts_with'],
  parse: (input, _field, settings): Phone[] | null => {
    const list = readList(input, most).map((item, index) => readPhone(item, `/${index}`, settings));
    return withPrimary(list.filter((phone) => phone.value !== ''));
  },
  format: (value) =>
    (value as Phone[]).map((phone) => phone.value + (phone.extension ? ` ext. ${phone.extension}` : '')).join('; '),
};

/** Web addresses. Only http and https: anything else could run script where it is clicked. */
export const urls: ValueType = {
  key: 'urls',
  operators: ['is', 'is_not', 'in', 'contains', 'starts_with'],
  parse: (input) =>
    labelled(input, (text, at) => {
      const address = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d+/.test(text) ? text : `https://${text}`;
      if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
        refuse('invalid_url', 'Write a web address, such as https://example.com.', at);
      }
      return text;
    }),
  format: joined,
};

/** Domains a company writes from: lower case, without protocol, path and "www.". */
export const domains: ValueType = {
  ...urls,
  key: 'domains',
  parse: (input) =>
    labelled(input, (text, at) => {
      const bare = text
        .toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/[/?#:].*$/, '');
      if (!/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(bare)) {
        refuse('invalid_domain', 'Write a domain, such as example.com.', at);
      }
      return bare;
    }),
};

/** The syntax of RFC 5321 that mail servers accept today: dot-atom, domain of two labels or more. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > 254) return false;
  return localPart.test(text.slice(0, at)) && domain.test(text.slice(at + 1));
}

const atom = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(\\.${atom})*$`, 'u');
const domain = /^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])$/u;

function readPhone(item: unknown, at: string, settings: ReadingSettings): Phone {
  const parts = typeof item === 'string' || typeof item === 'number' ? { value: String(item) } : readObject(item);
  const typed = readText(parts['value'] ?? parts['raw'], 100).trim();
  if (typed === '' && parts['value'] !== '') refuse('not_text', 'Write a number here.', at);
  const parsed = parsePhoneNumberFromString(typed, settings.region as CountryCode);
  const valid = parsed?.isValid() ?? false;
  const extension = parts['extension'] ?? (valid ? parsed!.ext : undefined);
  return {
    value: valid ? parsed!.number : typed,
    label: readLabel(parts['label']),
    primary: parts['primary'] === true,
    extension: extension === undefined || extension === null ? null : readText(extension, 20),
    raw: valid ? null : typed,
  };
}

function labelled(input: unknown, read: (text: string, at: string) => string): Labelled[] | null {
  const list = readList(input, most).flatMap((item, index) => {
    const parts = typeof item === 'string' ? { value: item } : readObject(item);
    const text = readText(parts['value'], 2_000).trim();
    if (text === '') return [];
    const value = read(text, `/${index}`);
    return [{ value, label: readLabel(parts['label']), primary: parts['primary'] === true }];
  });
  return withPrimary(list);
}

function readLabel(label: unknown): string | null {
  return label === undefined || label === null ? null : readText(label, 60).trim() || null;
}

/** One value is the primary one, it stands first, and none stands twice. */
function withPrimary<T extends Labelled>(list: T[]): T[] | null {
  const seen = new Set<string>();
  const unique = list.filter((item) => !seen.has(item.value) && seen.add(item.value));
  if (unique.length === 0) return null;
  const first = Math.max(
    0,
    unique.findIndex((item) => item.primary),
  );
  const ordered = [unique[first]!, ...unique.filter((_, index) => index !== first)];
  return ordered.map((item, index) => ({ ...item, primary: index === 0 }));
}

function joined(value: unknown): string {
  return (value as Labelled[]).map((item) => item.value).join('; ');
}
