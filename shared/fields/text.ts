import { readText, type ValueType } from './field-type.ts';

/** One line of text. */
export const text: ValueType = {
  key: 'text',
  operators: ['is', 'is_not', 'in', 'contains', 'starts_with', 'gt', 'gte', 'lt', 'lte'],
  parse: (input, field) =>
    readText(input, field.max ?? 1_000)
      .replaceAll(/\s*[\r\n]+\s*/g, ' ')
      .trim() || null,
  format: String,
};
