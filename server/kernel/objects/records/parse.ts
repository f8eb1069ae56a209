import { isDeepStrictEqual } from 'node:util';
import { fail, type Issue } from '#shared/failure';
import { ValueProblem } from '#shared/fields/field-type';
import { isName } from '../completion.ts';
import { getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { datedFields } from '../dated/dated-fields.ts';
import type { Values } from '../define-object.ts';
import type { Row } from '../fields/field-type.ts';
import { scopeFor } from '../query/scope.ts';
import type { WriteSet } from './write-set.ts';

/** One record's input and where it stands in the body, such as `/data/3`. */
export interface Input {
  values: Values;
  pointer?: string;
  /** Names of records are let through where a field takes them: the completion of the object finds them. */
  names?: boolean;
}

/** Who writes, as far as it decides which values may be written. */
export type Writer = Pick<WriteSet, 'ctx' | 'action' | 'trusted'>;

/** Reads the values of an input into their canonical form. Everything that is wrong is found at once. */
export function readValues(set: Writer, object: ObjectModel, input: Input): { values: Values; issues: Issue[] } {
  // Planning, undo and merge hand over values that are in their canonical form already; reading a telephone number
  // twice would be most of the cost of an import.
  if (set.trusted) return { values: pickKnown(object, input.values), issues: [] };
  const values: Values = {};
  const issues: Issue[] = [];
  const settings = { region: set.ctx.workspace.region, currency: set.ctx.workspace.currency };
  requireWritable(object, input);
  for (const [key, given] of Object.entries(input.values)) {
    const pointer = `${input.pointer ?? ''}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const field = object.fields.get(key);
    const refusal = refusalOf(set, object, key, field);
    if (refusal) {
      issues.push({ pointer, ...refusal });
      continue;
    }
    try {
      if (given === null || given === undefined) values[key] = null;
      else if (input.names && field!.named && isName(given)) values[key] = given.trim();
      else values[key] = field!.kind.value.parse(given, field!, settings);
    } catch (problem) {
      if (!(problem instanceof ValueProblem)) throw problem;
      issues.push({ pointer: pointer + problem.at, code: problem.code, message: problem.message });
    }
  }
  return { values, issues };
}

/** Refuses with 403 what the writer's role may see and not write. */
function requireWritable(object: ObjectModel, { values, pointer = '' }: Input): void {
  const issues = Object.keys(values)
    .filter((key) => object.locked.has(key) && object.fields.has(key))
    .map((key) => ({
      pointer: `${pointer}/${key}`,
      code: 'access.field_not_allowed',
      message: `Your role lets you read "${object.fields.get(key)!.words.en}", not change it.`,
    }));
  if (issues.length > 0) fail('access.field_not_allowed', { detail: issues[0]!.message, issues });
}

function pickKnown(object: ObjectModel, given: Values): Values {
  const values: Values = {};
  for (const key in given) if (object.whole.fields.get(key)?.system === false) values[key] = given[key];
  return values;
}

/** Why a field cannot be written at all. */
function refusalOf(set: Writer, object: ObjectModel, key: string, field: FieldModel | undefined) {
  if (!field && datedFields(set.ctx, object).some((one) => one.key === key))
    return {
      code: 'entry.one_by_one',
      message: `"${key}" is written with one record, or by the calls of its entries.`,
    };
  if (!field) return { code: 'field.unknown', message: `${object.definition.label[1]} have no field "${key}".` };
  if (field.system || field.readOnly || field.summary) {
    return { code: 'field.read_only', message: `"${field.words.en}" is worked out by Kith and cannot be written.` };
  }
  if (field.writtenBy && field.writtenBy !== set.action) {
    return {
      code: 'field.has_its_action',
      message: `"${field.words.en}" is changed by the action ${field.writtenBy}.`,
    };
  }
  return null;
}

/** What a record as a whole breaks: required fields, then the rules of its definition. */
export function checkRecord(
  object: ObjectModel,
  record: { before: Values | null; after: Values; now?: Date },
  pointer = '',
): Issue[] {
  const missing = object.required
    .filter((field) => isEmpty(record.after[field.key]))
    .map((field) => ({
      pointer: `${pointer}/${field.key}`,
      code: 'field.required',
      message: `"${field.words.en}" is needed.`,
    }));
  const broken = object.definition.rules?.(record).filter((issue) => issue !== null) ?? [];
  const found = [...missing, ...broken.map((issue) => ({ ...issue, pointer: pointer + issue.pointer }))];
  return object.fields === object.whole.fields ? found : found.map((issue) => unnamed(object, { issue, pointer }));
}

/** An issue as its reader may hear it: a field that is hidden from him is not named. */
function unnamed(object: ObjectModel, { issue, pointer }: { issue: Issue; pointer: string }): Issue {
  const [key = ''] = issue.pointer.slice(pointer.length + 1).split('/');
  const hidden = object.whole.fields.has(key) && !object.fields.has(key);
  return hidden
    ? { pointer: pointer || '/', code: 'record.not_complete', message: 'Your role cannot make this record whole.' }
    : issue;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The canonical values of a row. Relations are ids. */
export function valuesOf(object: ObjectModel, row: Row): Values {
  const values: Values = {};
  for (const field of object.stored) {
    const there = row[field.column] !== null && row[field.column] !== undefined;
    values[field.key] = there ? field.kind.fromRow(row, field) : null;
  }
  return values;
}

/** Puts back into values what the record points at and its writer cannot see: nobody removes what is not shown to
 * them. Where the role reaches everything nothing is unseen. */
export function keepUnseen(
  { ctx, trusted }: WriteSet,
  object: ObjectModel,
  { before, values, seen }: { before: Values; values: Values; seen: ReadonlyMap<string, boolean> },
): Values {
  const kept = { ...values };
  if (trusted) return kept;
  for (const key of Object.keys(values)) {
    const field = object.whole.fields.get(key)!;
    const held = field.to ? ([before[key] ?? []].flat() as string[]) : [];
    if (held.length === 0 || scopeFor(ctx, getObject(ctx, field.to!), 'read') === 'all') continue;
    if (!field.many && values[key] !== null) continue;
    const shown = (id: string) => seen.has(`${field.to}:${id}`);
    const given = [values[key] ?? []].flat() as string[];
    const unseen = held.filter((id) => !shown(id) && !given.includes(id));
    if (unseen.length === 0) continue;
    const same = isDeepStrictEqual(held.filter(shown), given);
    kept[key] = field.many ? (same ? held : [...given, ...unseen]) : held[0];
  }
  return kept;
}

/** Refuses an input that is no object of fields. */
export function requireValues(input: unknown): Values {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    fail('input.invalid', { detail: 'Send an object of fields and their values.' });
  }
  return input as Values;
}
