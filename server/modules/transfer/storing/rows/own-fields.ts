import type { ObjectModel } from '#kernel/objects';
import { ValueProblem } from '#shared/fields/field-type';
import type { PlannedRow } from '../../planning/planned-row.ts';
import type { StoreRun } from '../store-run.ts';

/** Values of fields that an administrator made, from the columns that were given to them. A value that does not fit is
 * reported like any other and stays with the source. */
export function ownFields(
  run: Pick<StoreRun, 'ownColumns' | 'customs'>,
  object: ObjectModel,
  row: PlannedRow,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { header, key } of run.ownColumns(row)) {
    const field = object.fields.get(key);
    const text = row.source[header];
    if (!field || text === undefined) continue;
    try {
      const value = field.kind.value.parse(text, field, run.customs.reading);
      if (value !== null) values[key] = value;
    } catch (problem) {
      if (!(problem instanceof ValueProblem)) throw problem;
      row.refused.push({ column: header, value: text, reason: problem.message });
    }
  }
  return values;
}
