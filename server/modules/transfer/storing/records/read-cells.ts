import type { FieldModel, ObjectModel, Values } from '#kernel/objects';
import { parseAmount } from '#shared/amount';
import { refuse, ValueProblem } from '#shared/fields/field-type';
import { fold } from '#shared/fold';
import { parseDate } from '#shared/partial-date';
import type { PlannedRow, Refusal } from '../../planning/planned-row.ts';
import { yesNo } from '../../planning/rows/columns.ts';
import type { RecordCell } from '../../planning/rows/record-row.ts';
import { toInstant } from '../rows/times.ts';
import type { Customs } from '../rows/to-values.ts';

/** Finds the one record of an object that a text names, or null. */
export type FindNamed = (object: string, text: string) => string | null;

/** The cells of a row by field. */
export function cellsOf(row: PlannedRow): Record<string, RecordCell> {
  return (row.values['cells'] as Record<string, RecordCell> | undefined) ?? {};
}

/** The names that a cell of a relation holds. */
export function namesIn(field: FieldModel, text: string): string[] {
  const parts = field.many ? text.split(/[;\n]/) : [text];
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** The values of a row in their canonical form; what does not fit is refused and stays with the source. */
export function readCells(
  object: ObjectModel,
  row: PlannedRow,
  { customs, find }: { customs: Customs; find: FindNamed },
): { values: Values; refused: Refusal[] } {
  const values: Values = {};
  const refused: Refusal[] = [];
  for (const [key, cell] of Object.entries(cellsOf(row))) {
    const field = object.fields.get(key);
    if (!field || field.system || field.readOnly || field.summary) continue;
    try {
      const value = readCell(field, cell, { customs, find });
      if (value !== null) values[key] = value;
    } catch (problem) {
      if (!(problem instanceof ValueProblem)) throw problem;
      refused.push({ column: cell.header, value: cell.text, reason: problem.message });
    }
  }
  return { values, refused };
}

function readCell(field: FieldModel, cell: RecordCell, more: { customs: Customs; find: FindNamed }): unknown {
  const { customs, find } = more;
  const given = (input: unknown) => field.kind.value.parse(input, field, customs.reading);
  const { text } = cell;
  switch (field.type) {
    case 'relation': {
      const ids = namesIn(field, text).map(
        (name) => find(field.to ?? '', name) ?? no(`nobody and nothing is named ${name}`),
      );
      return field.many ? [...new Set(ids)] : ids[0]!;
    }
    case 'member':
      return customs.member(text) ?? no('no member of this name');
    case 'select':
      return given(optionOf(field, text));
    case 'multi_select':
      return given(
        text
          .split(/[;,\n]/)
          .filter((part) => part.trim())
          .map((part) => optionOf(field, part)),
      );
    case 'checkbox':
      return yesNo(text) ?? no('neither yes nor no');
    case 'money': {
      const amount = parseAmount(text) ?? no('not an amount');
      return given({ amount: amount.amount, currency: amount.currency ?? customs.reading.currency });
    }
    case 'number':
    case 'percent':
      return given(Number((parseAmount(text.replace('%', '')) ?? no('not a number')).amount));
    case 'date':
    case 'partial_date':
    case 'datetime':
      return given(dayOf(field, cell, customs));
    default:
      return given(text);
  }
}

function optionOf(field: FieldModel, text: string): string {
  const key = fold(text.trim());
  const option = field.options?.find(({ value, label }) =>
    [value, label.en, label.el].some((word) => fold(word) === key),
  );
  return option?.value ?? text.trim();
}

function dayOf(field: FieldModel, { text, dayFirst }: RecordCell, customs: Customs): string {
  const parsed = parseDate(text, dayFirst ?? customs.reading.region !== 'US') ?? no('no day');
  if ('refused' in parsed) return no(parsed.refused);
  if (field.type !== 'datetime') return parsed.value;
  return toInstant(parsed.value, parsed.time ?? '12:00', customs.timeZone);
}

const no = (reason: string): never => refuse('not_understood', reason);
