import { readObject, readText, type ValueType } from './field-type.ts';

export interface Address {
  street: string | null;
  city: string | null;
  state: string | null;
  postal_code: string | null;
  /** ISO 3166-1 alpha-2 where it could be told, else as written. */
  country: string | null;
}

const parts = ['street', 'city', 'state', 'postal_code', 'country'] as const;

/** A postal address in parts. A plain text is taken as the street. */
export const address: ValueType = {
  key: 'address',
  operators: ['contains'],
  parse: (input): Address | null => {
    const given = typeof input === 'string' ? { street: input } : readObject(input);
    const read = (part: string) => (given[part] == null ? null : readText(given[part], 500).trim() || null);
    const value = Object.fromEntries(parts.map((part) => [part, read(part)])) as unknown as Address;
    return parts.every((part) => value[part] === null) ? null : value;
  },
  format: (value) =>
    parts
      .map((part) => (value as Address)[part])
      .filter(Boolean)
      .join(', '),
};
