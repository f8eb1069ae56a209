import { Failure, fail, type Issue } from '#shared/failure';
import { ValueProblem } from '#shared/fields/field-type';
import { isId } from '#kernel/database';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { unknownWorth } from '../rates/worth.ts';
import { readValues } from '../records/parse.ts';
import type { Precondition } from '../records/update.ts';
import { requireChangeable, requireItsAction, type WriteSet } from '../records/write-set.ts';

/** One thing that a batch does to one record. */
export type Operation =
  | { op: 'create'; values: Values }
  | { op: 'update'; id: string; values: Values }
  | ({ op: 'upsert'; field: string; value: string; values: Values } & Precondition)
  | { op: 'delete'; id: string };

/** The value by which an upsert finds its record. */
export interface Match {
  field: FieldModel;
  given: string;
  /** What equal values have in common, however they are written; empty where nothing can be equal. */
  keys: string[];
}

/** An operation that was read: what can be said of it without the database. */
export interface Step {
  operation: Operation;
  pointer: string;
  /** The record that it names, or null. */
  id: string | null;
  match: Match | null;
  values: Values;
  /** What is wrong with the values; of an upsert also with the value it goes by, which only a new record takes. */
  issues: Issue[];
  /** Why it cannot be done at all. */
  refused: Failure | null;
}

const listed = new Set(['emails', 'phones', 'domains']);

/** Reads an operation. What is wrong with it is kept beside it. */
export function readStep(set: WriteSet, object: ObjectModel, operation: Operation, pointer: string): Step {
  const step: Step = { operation, pointer, id: null, match: null, values: {}, issues: [], refused: null };
  try {
    if (operation.op !== 'create') requireChangeable(set, object);
    else requireItsAction(set, object);
    if ('id' in operation) step.id = idOf(operation.id);
    if (operation.op === 'upsert') step.match = matchOf(set, object, operation);
  } catch (error) {
    return { ...step, refused: asFailure(error) };
  }
  const given = operation.op === 'delete' ? {} : operation.values;
  const own = step.match && { [step.match.field.key]: listOrValue(step.match.field, step.match.given) };
  try {
    return { ...step, ...readValues(set, object, { values: { ...own, ...given }, pointer, names: true }) };
  } catch (error) {
    return { ...step, refused: asFailure(error) };
  }
}

/** The refusal that an error is; any other error is a bug and goes on. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

function idOf(id: string): string {
  const lower = id.toLowerCase();
  return isId(lower) ? lower : fail('record.not_found', { detail: 'There is no such record.' });
}

/** What an upsert goes by: a unique field, or a list of addresses that is matched. */
function matchOf(set: WriteSet, object: ObjectModel, one: { field: string; value: string }): Match {
  const field = object.fields.get(one.field);
  if (!field || !(field.unique || listed.has(field.type)))
    return fail('field.not_found', { detail: `"${one.field}" is no field by which records are unique.` });
  const { region, currency } = set.ctx.workspace;
  try {
    const stored = field.kind.value.parse(listOrValue(field, one.value), field, { region, currency });
    return { field, given: one.value, keys: matchKeys(field, stored) };
  } catch (problem) {
    if (!(problem instanceof ValueProblem)) throw problem;
    return { field, given: one.value, keys: [] };
  }
}

function listOrValue(field: FieldModel, value: string): unknown {
  return listed.has(field.type) ? [value] : value;
}

/** What a field's value has in common with all that are equal to it. */
export function matchKeys(field: FieldModel, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (listed.has(field.type)) return field.kind.keys!(value, field);
  const row = field.kind.toRow(value, field, unknownWorth);
  // Folded values may have been cut off: the whole text is compared as well.
  return [`${String(row[field.kind.sort?.column(field) ?? field.column])}\n${wholeOf(field, value)}`];
}

const cutFrom = 79; // bytes of a folded text that may have been longer

function wholeOf(field: FieldModel, value: unknown): string {
  const folded = String(field.kind.toRow(value, field, unknownWorth)[field.kind.sort?.column(field) ?? field.column]);
  return Buffer.byteLength(folded) < cutFrom ? '' : String(value).trim().toLowerCase();
}
