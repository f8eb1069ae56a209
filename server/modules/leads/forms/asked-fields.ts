/** What a form can ask for, and the field of the enquiry that keeps it. */
export const askable = {
  name: 'sender_name',
  email: 'sender_email',
  phone: 'sender_phone',
  company: 'sender_company',
  message: 'message',
} as const;

export type Askable = keyof typeof askable;

export interface AskedField {
  key: Askable;
  required: boolean;
}

/** Reads what a form asks for, one a line and with `*` where it is needed; null where a line is nothing that can be
 * asked, stands there twice, or nothing says who asks. */
export function readAsked(given: unknown): AskedField[] | null {
  const lines = String(given ?? '')
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter((line) => line !== '');
  const asked = lines.map((line) => ({ key: line.replace(/\s*\*$/, '') as Askable, required: line.endsWith('*') }));
  const keys = asked.map(({ key }) => key);
  const known = keys.every((key) => Object.hasOwn(askable, key)) && new Set(keys).size === keys.length;
  return known && keys.some((key) => key === 'name' || key === 'email' || key === 'phone') ? asked : null;
}
