import { fail, failIf, type Issue } from '#shared/failure';
import { ValueProblem } from '#shared/fields/field-type';
import { sql } from '#kernel/database';
import { getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import type { Row } from '../fields/field-type.ts';
import { namesOf } from '../query/present.ts';
import { scopeFor, scopeSql } from '../query/scope.ts';
import type { WriteSet } from './write-set.ts';

/** One record's input and where it stands in the body, such as `/data/3`. */
export interface Input {
  values: Values;
  pointer?: string;
}

/** Reads the values of an input into their canonical form. Everything that is wrong is found at once. */
export function readValues(set: WriteSet, object: ObjectModel, input: Input): { values: Values; issues: Issue[] } {
  // Planning, undo and merge hand over values that are in their canonical form already; reading a telephone number
  // twice would be most of the cost of an import.
  if (set.trusted) return { values: pickKnown(object, input.values), issues: [] };
  const values: Values = {};
  const issues: Issue[] = [];
  const settings = { region: set.ctx.workspace.region, currency: set.ctx.workspace.currency };
  for (const [key, given] of Object.entries(input.values)) {
    const pointer = `${input.pointer ?? ''}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const field = object.fields.get(key);
    const refusal = refusalOf(set, object, key, field);
    if (refusal) {
      issues.push({ pointer, ...refusal });
      continue;
    }
    try {
      values[key] = given === null || given === undefined ? null : field!.kind.value.parse(given, field!, settings);
    } catch (problem) {
      if (!(problem instanceof ValueProblem)) throw problem;
      issues.push({ pointer: pointer + problem.at, code: problem.code, message: problem.message });
    }
  }
  return { values, issues };
}

function pickKnown(object: ObjectModel, given: Values): Values {
  const values: Values = {};
  for (const key in given) if (object.fields.get(key)?.system === false) values[key] = given[key];
  return values;
}

/** Why a field cannot be written at all. */
function refusalOf(set: WriteSet, object: ObjectModel, key: string, field: FieldModel | undefined) {
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
  record: { before: Values | null; after: Values },
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
  return [...missing, ...broken.map((issue) => ({ ...issue, pointer: pointer + issue.pointer }))];
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

/** Refuses ids that point at nothing the actor may see: one statement for all records of a write. What a record
 * pointed at already is no matter of this write. */
export async function checkRelations(
  set: WriteSet,
  object: ObjectModel,
  records: (Input & { before?: Values })[],
): Promise<void> {
  if (set.trusted) return;
  const { ctx } = set;
  const wanted = new Map<FieldModel, Map<string, string>>();
  for (const field of object.fields.values()) {
    const target = field.type === 'member' ? 'member' : field.to;
    if (!target || field.system) continue;
    const ids = new Map<string, string>();
    for (const { values, pointer, before } of records) {
      const held = [before?.[field.key] ?? []].flat();
      for (const id of [values[field.key] ?? []].flat() as string[])
        if (!ids.has(id) && !held.includes(id)) ids.set(id, `${pointer ?? ''}/${field.key}`);
    }
    if (target === 'member' && ctx.actor.memberId) ids.delete(ctx.actor.memberId);
    if (ids.size > 0) wanted.set(field, ids);
  }
  if (wanted.size === 0) return;
  const parts = [...wanted].map(([field, ids]) => {
    const target = getObject(ctx, field.type === 'member' ? 'member' : field.to!);
    return sql`select ${field.key}::text as field, id from ${ctx.db.table(target.table)} t
      where id = any (${[...ids.keys()]}::uuid[])
      and deleted_at is null and ${scopeSql(ctx, target, { verb: 'read', alias: 't' })}`;
  });
  const rows = await ctx.db.many<{ field: string; id: string }>(sql`${sql.join(parts, sql` union all `)}`);
  const found = new Set(rows.map((row) => row.field + row.id));
  const issues = [...wanted].flatMap(([field, ids]) =>
    [...ids]
      .filter(([id]) => !found.has(field.key + id))
      .map(([id, pointer]) => ({
        pointer,
        code: 'relation.not_found',
        message: `"${field.words.en}": there is no such record (${id}).`,
      })),
  );
  failIf(issues);
}

/** Puts back into values what the record points at and its writer cannot see: nobody removes what is not shown to
 * them. Where the role reaches everything there is nothing to ask. */
export async function keepUnseen(
  { ctx, trusted }: WriteSet,
  object: ObjectModel,
  { row, values }: { row: Row; values: Values },
): Promise<void> {
  if (trusted) return;
  for (const key of Object.keys(values)) {
    const field = object.fields.get(key)!;
    const held = field.to ? ([row[field.column] ?? []].flat() as string[]) : [];
    if (held.length === 0 || scopeFor(ctx, getObject(ctx, field.to!), 'read') === 'all') continue;
    if (!field.many && values[key] !== null) continue;
    const names = await namesOf(ctx, new Map([[field.to!, new Set(held)]]));
    const given = [values[key] ?? []].flat() as string[];
    const unseen = held.filter((id) => !names.has(id) && !given.includes(id));
    if (unseen.length === 0) continue;
    const seen = held.filter((id) => names.has(id));
    const same = seen.length === given.length && seen.every((id, at) => id === given[at]);
    values[key] = field.many ? (same ? held : [...given, ...unseen]) : held[0];
  }
}

/** Refuses an input that is no object of fields. */
export function requireValues(input: unknown): Values {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    fail('input.invalid', { detail: 'Send an object of fields and their values.' });
  }
  return input as Values;
}
