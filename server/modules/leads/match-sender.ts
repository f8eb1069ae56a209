import { isEmail } from '#shared/email';
import { parsePhones } from '#shared/phone';
import { wordKeys, type Values } from '#kernel/objects';
import type { Holder } from './queries/holders.ts';

/** What somebody said of themselves, as far as it could be read. */
export interface Sender {
  name: string;
  company: string;
  email: string | null;
  /** E.164. */
  phones: string[];
}

/** Reads the details that an enquiry came with; null where they name nobody. */
export function senderOf(values: Values, region: string): Sender | null {
  const text = (key: string) => (typeof values[key] === 'string' ? values[key].trim() : '');
  const email = text('sender_email').toLowerCase();
  const phones = parsePhones(text('sender_phone'), region).numbers.map(({ value }) => value);
  const sender = {
    name: text('sender_name'),
    company: text('sender_company'),
    email: isEmail(email) ? email : null,
    phones,
  };
  return sender.email !== null || phones.length > 0 || sender.name !== '' ? sender : null;
}

/** The keys of the key table that the sender's address and numbers lead to. */
export const emailKey = (email: string): string => `e${email}`;
export const phoneKey = (number: string): string => `p${number.replaceAll(/\D/g, '')}`;

export function keysOfSender({ email, phones }: Sender): string[] {
  return [...(email === null ? [] : [emailKey(email)]), ...phones.map(phoneKey)];
}

export interface Match {
  id: string;
  by: 'email' | 'phone';
}

/** The person that a sender is: whoever has the address; else whoever has the number, unless the names have no word in
 * common, for people share a number sooner than an address. A name alone is nobody. */
export function matchSender(sender: Sender, holders: readonly Holder[]): Match | null {
  const having = (keys: string[]) => holders.filter(({ key }) => keys.includes(key));
  const byEmail = sender.email === null ? [] : having([emailKey(sender.email)]);
  const called = byEmail.find(({ name }) => agree(name, sender.name)) ?? byEmail[0];
  if (called) return { id: called.id, by: 'email' };
  const byPhone = having(sender.phones.map(phoneKey));
  const named = byPhone.find(({ name }) => agree(name, sender.name));
  if (named) return { id: named.id, by: 'phone' };
  const alone = new Set(byPhone.map(({ id }) => id)).size === 1 && sender.name === '';
  return alone ? { id: byPhone[0]!.id, by: 'phone' } : null;
}

/** Whether two names have a word that sounds alike, in whatever script. */
function agree(known: string, given: string): boolean {
  const sounds = new Set(wordKeys(known));
  return wordKeys(given).some((sound) => sounds.has(sound));
}
