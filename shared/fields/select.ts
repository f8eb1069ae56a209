import { readList, readText, refuse, type FieldFacts, type ValueType } from './field-type.ts';

/** One of the options of the field. */
export const select: ValueType = {
  key: 'select',
  operators: ['is', 'is_not', 'in'],
  parse: (input, field) => readOption(input, field) || null,
  format: String,
};

/** Several of the options of the field, in the order they were chosen. */
export const multiSelect: ValueType = {
  key: 'multi_select',
  operators: ['is', 'is_not', 'in', 'contains'],
  parse: (input, field) => {
    const values = readList(input, 100).map((item, index) => readOption(item, field, `/${index}`));
    return values.length > 0 ? [...new Set(values)] : null;
  },
  format: (value) => (value as string[]).join('; '),
};

function readOption(input: unknown, field: FieldFacts, at = ''): string {
  const value = readText(input, 200).trim();
  const known = field.options ?? [];
  if (value !== '' && known.length > 0 && !known.some((option) => option.value === value)) {
    refuse(
      'not_an_option',
      `Choose one of: ${known
        .map((option) => option.value)
        .slice(0, 20)
        .join(', ')}.`,
      at,
    );
  }
  return value;
}
