import { isName } from '../completion.ts';
import type { FieldDefinition, Option, Values } from '../define-object.ts';
import { fieldTypes } from '../fields/all.ts';
import type { Column, FieldType, Row } from '../fields/field-type.ts';
import type { Worth } from '../rates/worth.ts';
import { convertedOrNull, type Reading } from './convert-value.ts';

/** The columns of a field under another type: of that which it is about to take, or of one that it had. Every write
 * goes to them too, so that neither a change of type under way nor its undo loses what people wrote meanwhile. */
export interface Shadow {
  type: string;
  /** Null where the columns are gone: then only the history still speaks in this type. */
  column: string | null;
  reading: Reading;
  /** Columns that were let go and are not taken away yet. */
  gone?: string;
  /** Since when the field is of another type. */
  since: string;
  /** The values are still carried over. */
  pending?: true;
  /** The job that does it. */
  job?: string;
}

/** A type that keeps the shadows of its field in step. */
export function withShadows(kind: FieldType, definition: FieldDefinition, shadows: readonly Shadow[]): FieldType {
  const kept = shadows.filter((one) => one.column !== null);
  if (kept.length === 0) return kind;
  return {
    ...kind,
    columns: (field) => [...kind.columns(field), ...kept.flatMap((one) => shadowColumns(one))],
    toRow: (value, field, worth) =>
      Object.assign(
        kind.toRow(value, field, worth),
        ...kept.map((one) => shadowRow(one, { value, type: definition.type, worth })),
      ) as Row,
  };
}

/** The columns of a shadow; they have no index until the field is of their type. */
export function shadowColumns({ type, column }: Pick<Shadow, 'type' | 'column'>): Column[] {
  return fieldTypes
    .get(type)!
    .columns({ column } as never)
    .map(({ name, type: kept }) => ({ name, type: kept }));
}

/** What the shadow of a value holds; nothing where the value does not fit there. */
function shadowRow(shadow: Shadow, { value, type, worth }: { value: unknown; type: string; worth: Worth }): Row {
  const converted = convertedOrNull(value, type, { to: shadow.type, reading: shadow.reading });
  return fieldTypes.get(shadow.type)!.toRow(converted?.value ?? null, { column: shadow.column } as never, worth);
}

/** A field as far as its shadows are concerned. */
interface Shadowed {
  type: string;
  shadows?: readonly Shadow[];
  named?: boolean;
}

/** A value that the history kept when the field was of another type, as a value of its type now; null where it does not
 * fit. */
export function heldValue(field: Shadowed, value: unknown): unknown {
  // What is a relation now was a text once, which leads to no record.
  if (field.named && isName(value)) return null;
  if (!field.shadows || value === null || value === undefined || isOf(field.type, value)) return value ?? null;
  const was = field.shadows.findLast((one) => isOf(one.type, value));
  if (!was) return null;
  const converted = convertedOrNull(value, was.type, { to: field.type, reading: was.reading });
  return converted?.value ?? null;
}

interface Kept {
  before: Values | null;
  after: Values | null;
}

/** What a change kept when fields were of other types, in the types that they have now. */
export function inTypesOfNow<T extends Kept>(fields: ReadonlyMap<string, Shadowed>, change: T): T {
  if (![...fields.values()].some((field) => field.shadows ?? field.named)) return change;
  const held = (values: Values | null) =>
    values && Object.fromEntries(Object.entries(values).map(([key, value]) => [key, heldIn(fields.get(key), value)]));
  return { ...change, before: held(change.before), after: held(change.after) };
}

const heldIn = (field: Shadowed | undefined, value: unknown) => (field ? heldValue(field, value) : value);

const day = /^\d{4}-\d\d-\d\d$/;
const lists = new Set(['emails', 'phones', 'urls', 'domains', 'labelled_dates']);

/** Whether a value looks like those of a type. */
function isOf(type: string, value: unknown): boolean {
  if (type === 'multi_select') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (lists.has(type)) return Array.isArray(value) && value.every((one) => typeof one === 'object');
  if (type === 'checkbox') return typeof value === 'boolean';
  if (['number', 'percent', 'duration', 'rating'].includes(type)) return typeof value === 'number';
  if (type === 'money') return typeof value === 'object' && value !== null && 'amount' in value;
  if (type === 'address') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'date') return typeof value === 'string' && day.test(value);
  if (type === 'datetime') return typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value);
  return typeof value === 'string';
}

/** The choices that values become: each a choice of its own. */
export function toOption(value: string): Option {
  return { value, label: { en: value, el: value } };
}
