import { readText, type ValueType } from './field-type.ts';

/** Formatted text as HTML. What is kept here is still a stranger's: the server cleans it when it is written. */
export const richText: ValueType = {
  key: 'rich_text',
  operators: ['contains'],
  parse: (input, field) => readText(input, field.max ?? 200_000) || null,
  format: (value) =>
    String(value)
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
};
