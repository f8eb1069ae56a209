import { failIf, type Issue } from '#shared/failure';
import { newId } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import type { FieldModel, ObjectModel } from '../catalog.ts';
import type { Values } from '../define-object.ts';
import { requireRight } from '../query/scope.ts';
import { checkFiles } from './check-files.ts';
import { insertRecords } from './insert.ts';
import { changeKeys } from './keys.ts';
import { checkRecord, checkRelations, readValues, type Input } from './parse.ts';
import { touch, type WriteSet } from './write-set.ts';

export interface NewRecord extends Input {
  id?: string;
  /** Where an imported record came from: file, sheet, row, its own id, columns nobody understood. */
  source?: unknown;
}

export interface Created {
  id: string;
  values: Values;
}

/** Creates records of one object in one INSERT. All are made or none; everything wrong with all of them is told. */
export async function createRecords(set: WriteSet, object: ObjectModel, records: NewRecord[]): Promise<Created[]> {
  requireRight(set.ctx, object, 'create');
  const issues: Issue[] = [];
  const summed = object.stored.filter((field) => field.summary).map((field) => field.key);
  const made = records.map((record) => {
    const read = readValues(set, object, record);
    const values = withDefaults(set.ctx, object, read.values);
    const broken = read.issues.length > 0 ? [] : checkRecord(object, { before: null, after: values }, record.pointer);
    issues.push(...read.issues, ...broken);
    const { id = newId(), source = null, pointer = '' } = record;
    // A count begins at zero; only what the writer said itself is known for what follows in this change set.
    for (const key of summed) if (read.values[key] != null) set.settled.add(`${key}:${id}`);
    return { id, values, source, pointer };
  });
  failIf(issues);
  await checkRelations(set, object, made);
  await checkFiles(set, object, made);
  await insertRecords(set, object, made);
  for (const { id, values } of made) {
    set.changes.push({ record_id: id, object: object.key, verb: 'create', version: 1, before: null, after: null });
    changeKeys(set, object, { id, before: null, after: values });
    touch(set, object, { id, created: true, values: [values] });
  }
  return made;
}

/** Creates one record. */
export async function createRecord(set: WriteSet, object: ObjectModel, values: Values): Promise<Created> {
  const [created] = await createRecords(set, object, [{ values }]);
  return created!;
}

function withDefaults(ctx: Context, object: ObjectModel, given: Values): Values {
  // Copied from one that has all keys: an object that grows key by key is moved again and again.
  const values: Values = { ...emptyOf(object) };
  for (const field of object.stored) {
    const value = field.key in given ? given[field.key] : defaultOf(ctx, field.defaultsTo);
    if (value !== null && value !== undefined) values[field.key] = value;
  }
  return values;
}

const empty = new WeakMap<ObjectModel, Values>();

/** A record of the object without values. */
function emptyOf(object: ObjectModel): Values {
  const known = empty.get(object);
  if (known) return known;
  const made = Object.fromEntries(object.stored.map((field) => [field.key, countsOthers(field) ? 0 : null]));
  empty.set(object, made);
  return made;
}

/** Nothing points at a new record yet. */
function countsOthers({ summary }: FieldModel): boolean {
  return summary?.kind === 'aggregate' && summary.fn === 'count';
}

function defaultOf(ctx: Context, rule: unknown): unknown {
  if (rule === 'actor') return ctx.actor.memberId;
  if (rule === 'now') return ctx.now.toISOString();
  return rule;
}
