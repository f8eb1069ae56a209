import { readObject, refuse, type ValueType } from './field-type.ts';

export interface Money {
  /** Decimal text with two to four decimals: never a float. */
  amount: string;
  /** ISO 4217. */
  currency: string;
}

/** An amount in its own currency. A bare number or text takes the currency of the workspace. */
export const money: ValueType = {
  key: 'money',
  operators: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'between'],
  parse: (input, _field, settings): Money => {
    const bare = typeof input === 'string' || typeof input === 'number';
    const parts = bare ? { amount: input, currency: settings.currency } : readObject(input);
    const currency = String(parts['currency'] ?? settings.currency).toUpperCase();
    if (!/^[A-Z]{3}$/.test(currency))
      refuse('not_a_currency', 'Give the currency by its three letters, such as EUR.', '/currency');
    return { amount: readAmount(parts['amount']), currency };
  },
  format: (value) => `${(value as Money).amount} ${(value as Money).currency}`,
};

function readAmount(input: unknown): string {
  const text = typeof input === 'number' && Number.isFinite(input) ? plain(input) : input;
  const match = typeof text === 'string' ? /^(-?)0*(\d{1,14})(?:\.(\d{1,4}))?$/.exec(text.trim()) : null;
  if (!match) refuse('not_an_amount', 'Write the amount as digits with a decimal point, such as 1250.00.', '/amount');
  const [, sign, whole, decimals = ''] = match;
  // The form in which it is read back: what was written twice is no change.
  const amount = `${whole}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
  return /[1-9]/.test(amount) ? sign + amount : amount;
}

function plain(number: number): string {
  return Number.isInteger(number) ? String(number) : number.toFixed(4).replace(/0+$/, '').replace(/\.$/, '');
}
