import { readText, type ValueType } from './field-type.ts';

/** Text of several lines; indexed text stays far below PostgreSQL's own limits (database.md §4). */
export const longText: ValueType = {
  key: 'long_text',
  operators: ['contains'],
  parse: (input, field) =>
    readText(input, field.max ?? 100_000)
      .replaceAll('\r\n', '\n')
      .trimEnd() || null,
  format: String,
};
