/** What a field can become, by its type: types that keep a value as it is, so that no value, no history and no undo
 * changes. */
export const typeChanges: Readonly<Record<string, readonly string[]>> = {
  text: ['long_text', 'select'],
  long_text: ['text', 'select'],
  select: ['text', 'long_text'],
  number: ['percent'],
  percent: ['number'],
};
