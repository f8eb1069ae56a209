/** What a field can become by its type where its column stays: every value is kept as it is, so that no value, no
 * history and no undo changes. */
const keptChanges: Readonly<Record<string, readonly string[]>> = {
  text: ['long_text', 'select'],
  long_text: ['text', 'select'],
  select: ['text', 'long_text'],
  number: ['percent'],
  percent: ['number'],
};

const readFromText = ['emails', 'phones', 'urls', 'number', 'money', 'date', 'datetime', 'checkbox', 'multi_select'];
const asText = ['text', 'long_text'];

/** What a field can become by a column of its own, into which its values are carried over. */
const carriedChanges: Readonly<Record<string, readonly string[]>> = {
  text: readFromText,
  long_text: readFromText,
  select: ['multi_select'],
  multi_select: ['select', ...asText],
  number: ['money', ...asText],
  percent: ['money', ...asText],
  money: ['number', ...asText],
  date: ['datetime', ...asText],
  datetime: ['date', ...asText],
  partial_date: ['date', ...asText],
  duration: asText,
  rating: ['number', ...asText],
  checkbox: asText,
  emails: asText,
  phones: asText,
  urls: asText,
  domains: asText,
  address: asText,
};

/** Everything that a field of this type can become. */
export const typeChangesOf = (type: string): readonly string[] => [
  ...(keptChanges[type] ?? []),
  ...(carriedChanges[type] ?? []),
];

/** Whether a change of type needs another column, so that the values are carried over in the background. */
export const isCarried = (from: string, to: string): boolean => carriedChanges[from]?.includes(to) ?? false;
