import type { Field } from '#web/kernel/api';
import { isShown } from '#shared/fields/shown-if';

/** Whether a condition on the record lets this field be seen; required ones always are. */
export const isWanted = (field: Field, values: Record<string, unknown>): boolean =>
  field.required || !field.show_if || isShown(field.show_if, values);
